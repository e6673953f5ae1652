import { createHash } from 'node:crypto';

export interface StoredFile {
  /** The content; of a large file that was only counted, what it begins with. */
  readonly bytes: Buffer;
  readonly size: number;
  /** SHA-256 of a file that Git LFS holds. */
  readonly lfs: string | undefined;
}

export interface StoredCommit {
  readonly oid: string;
  readonly title: string;
}

/** A repository of the loopback Hub: branches are lists of commits over one set of files each. */
export class StoredRepository {
  readonly private: boolean;
  readonly files = new Map<string, Map<string, StoredFile>>([['main', new Map()]]);
  readonly commits: StoredCommit[] = [{ oid: '0'.repeat(39).concat('1'), title: 'initial commit' }];
  readonly discussions: { readonly num: number; readonly title: string; readonly isPullRequest: boolean; readonly comments: readonly string[] }[] = [];
  gated = false;
  /** What is meant where nobody names a branch. */
  defaultBranch = 'main';
  /** Of a Space. */
  sdk: string | undefined;
  /** A git repository on this disk, for clones. */
  gitFolder: string | undefined;

  constructor(isPrivate: boolean) {
    this.private = isPrivate;
  }

  get head(): StoredCommit {
    return this.commits.at(-1) as StoredCommit;
  }

  filesOf(revision: string): Map<string, StoredFile> | undefined {
    return this.files.get(this.commits.some(({ oid }) => oid === revision) ? 'main' : revision);
  }

  put(path: string, content: string | Buffer, options: { readonly lfs?: boolean; readonly revision?: string } = {}): void {
    const bytes = Buffer.from(content);
    const files = this.files.get(options.revision ?? 'main') ?? new Map<string, StoredFile>();
    this.files.set(options.revision ?? 'main', files);
    files.set(path, { bytes, size: bytes.length, lfs: options.lfs === true ? sha256(bytes) : undefined });
  }

  commit(title: string): StoredCommit {
    const commit = { oid: createHash('sha1').update(`${this.head.oid}${title}`).digest('hex'), title };
    this.commits.push(commit);
    return commit;
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The id that git gives a content. */
export function blobOid(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** The pointer that git keeps for a file in Git LFS. */
export function pointerOf(file: StoredFile): Buffer {
  return Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${file.lfs}\nsize ${file.size}\n`);
}
