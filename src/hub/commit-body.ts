import { pulledStream } from '#hub/pulled-stream.ts';
import type { References } from '#hub/references.ts';
import { ScannedFile } from '#hub/scanned-file.ts';
import type { UploadFile } from '#hub/selection.ts';

/** Bytes of a file that are read at a time: base64 goes by three. */
const PIECE_BYTES = 768 * 1024;

/** Characters that are sent at a time. */
const SENT_CHARACTERS = 256 * 1024;

const FILE_LINE = '{"key":"file","value":{"content":"';

/** One line of a commit: an operation, of which the content of a file is still to be read. */
interface Line {
  readonly before: string;
  readonly file?: UploadFile;
  readonly behind: string;
}

interface Operation {
  readonly key: string;
  readonly value: { readonly content?: string; readonly oid?: string } & Readonly<Record<string, unknown>>;
}

/** A commit as the client library makes it, and what its stand-ins stand for. */
export interface ReferencedCommit {
  /** A JSON object in each line. */
  readonly text: string;
  readonly references: References;
  /** The hash of a file by that of its stand-in. */
  readonly digests: ReadonlyMap<string, string>;
}

function* linesOf({ text, references, digests }: ReferencedCommit): Generator<Line> {
  for (let from = 0, to = 0; from < text.length; from = to + 1) {
    to = text.indexOf('\n', from);
    if (to === -1) to = text.length;
    const before = from === 0 ? '' : '\n';
    const { key, value } = JSON.parse(text.slice(from, to)) as Operation;
    const { content, ...rest } = value;
    if (key === 'file') {
      const file = references.byContent(Buffer.from(content ?? '', 'base64').toString());
      yield { before: `${before}${FILE_LINE}`, file, behind: `",${JSON.stringify(rest).slice(1)}}` };
    } else if (key === 'lfsFile') {
      const oid = digests.get(value.oid ?? '');
      if (oid === undefined) throw new Error('a hash that stands for no file');
      yield { before, behind: JSON.stringify({ key, value: { ...rest, oid } }) };
    } else yield { before, behind: text.slice(from, to) };
  }
}

function sizeOf(commit: ReferencedCommit): number {
  let size = 0;
  for (const { before, file, behind } of linesOf(commit)) size += Buffer.byteLength(before) + Math.ceil((file?.size ?? 0) / 3) * 4 + Buffer.byteLength(behind);
  return size;
}

async function* base64Of(file: UploadFile): AsyncGenerator<string> {
  for (let at = 0; at === 0 || at < file.size; at += PIECE_BYTES) {
    const bytes = await new ScannedFile(file, at, Math.min(file.size, at + PIECE_BYTES)).arrayBuffer();
    yield Buffer.from(bytes).toString('base64');
  }
}

async function* texts(commit: ReferencedCommit): AsyncGenerator<string> {
  for (const { before, file, behind } of linesOf(commit)) {
    yield before;
    if (file !== undefined) yield* base64Of(file);
    yield behind;
  }
}

async function* pieces(commit: ReferencedCommit): AsyncGenerator<Buffer<ArrayBuffer>, void, void> {
  let text = '';
  for await (const part of texts(commit)) {
    text += part;
    if (text.length < SENT_CHARACTERS) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

/** The body of a commit, whose files are read as they are sent: as they were scanned, or the commit fails. Of a length that is known beforehand. */
export class CommitBody extends Blob {
  override readonly size: number;
  readonly #commit: ReferencedCommit;

  constructor(commit: ReferencedCommit) {
    super([]);
    this.#commit = commit;
    this.size = sizeOf(commit);
  }

  /** All of it, for one that is small. */
  override async text(): Promise<string> {
    let text = '';
    for await (const part of texts(this.#commit)) text += part;
    return text;
  }

  override stream(): ReturnType<Blob['stream']> {
    return pulledStream(pieces(this.#commit));
  }
}
