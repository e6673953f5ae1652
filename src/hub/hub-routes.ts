/** Whose last part is the revision: a repository may be called `commit`, too. */
export const PREUPLOAD = /\/preupload\/[^/]+$/;
export const COMMIT = /\/commit\/[^/]+$/;

/** @see https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md */
export const LFS_BATCH = /\/info\/lfs\/objects\/batch$/;
