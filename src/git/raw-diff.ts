/** One path that differs between a tree and the index. */
export interface RawChange {
  /** Path relative to the repository's top, as git's own bytes. */
  readonly pathBytes: Buffer;
  readonly oldMode: string;
  readonly newMode: string;
  /** All zeros when there is none. */
  readonly oldOid: string;
  readonly newOid: string;
  readonly status: string;
}

const NUL = 0;

function nextField(bytes: Buffer, from: number): { readonly field: Buffer; readonly next: number } {
  const end = bytes.indexOf(NUL, from);
  return end === -1 ? { field: bytes.subarray(from), next: bytes.length } : { field: bytes.subarray(from, end), next: end + 1 };
}

/**
 * Parses `git diff-index --raw -r -z --no-abbrev --no-renames`.
 *
 * The bytes are `:100644 100644 <oid> <oid> M\0path\0`, one record after the other; paths are never quoted.
 *
 * @see https://git-scm.com/docs/git-diff#_raw_output_format
 */
export function parseRawDiff(bytes: Buffer): readonly RawChange[] {
  const changes: RawChange[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = nextField(bytes, at);
    const path = nextField(bytes, head.next);
    const [oldMode = '', newMode = '', oldOid = '', newOid = '', status = ''] = head.field.toString('latin1').replace(/^:/, '').split(' ');
    changes.push({ pathBytes: path.field, oldMode, newMode, oldOid, newOid, status });
    at = path.next;
  }
  return changes;
}
