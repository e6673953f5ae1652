import { createHash } from 'node:crypto';
import { BlobWithoutParts } from '#hub/blob-without-parts.ts';
import { ScannedFile } from '#hub/scanned-file.ts';
import type { UploadFile } from '#hub/selection.ts';

const PREFIX = 'file ';

/**
 * What the client library is given in place of a file: of the file's size, with its slices and its text, but whoever reads the whole of it gets its number.
 *
 * So the library holds a few bytes of each file, and hashes those; what goes to the Hub is put in place on the way, see `createReferenceFetch`.
 */
class Reference extends BlobWithoutParts {
  override readonly size: number;
  readonly file: UploadFile;
  readonly #number: number;

  constructor(file: UploadFile, number: number) {
    super();
    this.size = file.size;
    this.file = file;
    this.#number = number;
  }

  get #content(): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode(`${PREFIX}${this.#number}`);
  }

  override slice(from = 0, to = this.size): ScannedFile {
    return new ScannedFile(this.file).slice(from, to);
  }

  override text(): Promise<string> {
    return new ScannedFile(this.file).text();
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#content.buffer;
  }

  override stream(): ReturnType<Blob['stream']> {
    const content = this.#content;
    return new ReadableStream({
      start: (controller) => {
        controller.enqueue(content);
        controller.close();
      },
    });
  }
}

/** The files of a commit by what the client library takes for their content and its hash. */
export class References {
  readonly #files: readonly UploadFile[];
  readonly #byDigest = new Map<string, UploadFile>();

  constructor(files: readonly UploadFile[]) {
    this.#files = files;
  }

  /** What stands for each file. */
  contents(): readonly Blob[] {
    return this.#files.map((file, number) => new Reference(file, number));
  }

  /** The file that a body stands for. */
  fileOf(body: unknown): UploadFile | undefined {
    return body instanceof Reference ? body.file : undefined;
  }

  /** The file that a content stands for. @throws For a content that stands for none: then nothing may be sent. */
  byContent(content: string): UploadFile {
    const file = content.startsWith(PREFIX) ? this.#files[Number(content.slice(PREFIX.length))] : undefined;
    if (file === undefined) throw new Error('a content that stands for no file');
    return file;
  }

  /** The file of whose stand-in this is the hash. */
  byDigest(digest: string): UploadFile | undefined {
    if (this.#byDigest.size === 0) {
      for (const [number, file] of this.#files.entries()) this.#byDigest.set(createHash('sha256').update(`${PREFIX}${number}`).digest('hex'), file);
    }
    return this.#byDigest.get(digest);
  }
}
