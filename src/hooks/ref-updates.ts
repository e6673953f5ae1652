/** One line of what git tells a pre-push or pre-receive hook. */
export interface RefUpdate {
  /** What the ref is to point at; `undefined` when it is to be deleted. */
  readonly oid: string | undefined;
  /** What it points at now; `undefined` when it is new. */
  readonly oldOid: string | undefined;
  /** The ref on the receiving side. */
  readonly ref: string;
}

const NO_OID = /^0+$/;

function oidOf(field: string | undefined): string | undefined {
  return field === undefined || NO_OID.test(field) ? undefined : field;
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

/**
 * pre-push: `<local ref> <local oid> <remote ref> <remote oid>`. Read from the right, because the local ref is whatever was typed.
 *
 * @see https://git-scm.com/docs/githooks#_pre_push
 */
export function parsePushed(text: string): readonly RefUpdate[] {
  return lines(text).map((line) => {
    const [oldOid, ref, oid] = line.split(' ').reverse();
    return { oid: oidOf(oid), oldOid: oidOf(oldOid), ref: ref ?? '' };
  });
}

/**
 * pre-receive: `<old oid> <new oid> <ref>`.
 *
 * @see https://git-scm.com/docs/githooks#pre-receive
 */
export function parseReceived(text: string): readonly RefUpdate[] {
  return lines(text).map((line) => {
    const [oldOid, oid, ...ref] = line.split(' ');
    return { oid: oidOf(oid), oldOid: oidOf(oldOid), ref: ref.join(' ') };
  });
}
