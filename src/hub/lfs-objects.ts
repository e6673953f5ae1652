import { AuthGuardError } from '#errors.ts';
import type { SendBlocks } from '#hub/blocks.ts';
import type { Digests } from '#hub/digests.ts';
import type { References } from '#hub/references.ts';
import type { UploadFile } from '#hub/selection.ts';

interface LfsObject {
  readonly oid: string;
  readonly size: number;
  readonly actions?: { readonly upload?: unknown };
}

interface Batch {
  /** How objects may travel; in an answer, `transfer` is how they do. */
  readonly transfers?: readonly string[];
  readonly transfer?: string;
  readonly objects: readonly LfsObject[];
}

/** Of smaller files little is saved by blocks, which are cut into some 64 kB; and each time it sends some, the library takes memory for hundreds. Bytes. */
const BLOCKS_FROM_BYTES = 5_000_000;

/** Of what is left out of an answer nothing would be sent, and the commit would name what is not there. */
function refuseUnlessAll(asked: readonly LfsObject[], answers: readonly LfsObject[]): void {
  const answered = new Set(answers.map(({ oid }) => oid));
  if (asked.every(({ oid }) => answered.has(oid))) return;
  throw new AuthGuardError('HUB_REFUSED', 'The Hub did not say of every large file whether it has it. Nothing was committed.', { help: 'Run it again.' });
}

type Send = (url: string, init: RequestInit) => Promise<Response>;

/**
 * The large files of a commit as Git LFS knows them, by the hash of their content; the client library knows them by that of their stand-ins.
 *
 * @see https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md
 */
export class LfsObjects {
  /** Stand-in to file, for the commit. */
  readonly digests = new Map<string, string>();
  readonly #references: References;
  readonly #hashes: Digests;
  readonly #sendBlocks: SendBlocks | undefined;
  #batch: { readonly url: string; readonly init: RequestInit } | undefined;

  constructor(references: References, hashes: Digests, sendBlocks: SendBlocks | undefined) {
    this.#references = references;
    this.#hashes = hashes;
    this.#sendBlocks = sendBlocks;
  }

  /** Asks what of some objects is to be sent, and how. Files of one content are one object, known by the first of them. What goes by blocks is sent by then. */
  async ask(url: string, init: RequestInit, send: Send): Promise<Response> {
    const question = JSON.parse(String(init.body)) as Batch;
    const standIns = await this.#standInsOf(question);
    const objects = [...standIns].map(([oid, { size }]) => ({ oid, size }));
    const asking = (part: Batch): RequestInit => ({ ...init, body: JSON.stringify(part) });
    this.#batch = { url, init: asking({ ...question, objects }) };
    const answers: LfsObject[] = [];
    let requestId = '';
    for (const part of this.#partsOf({ ...question, objects })) {
      const response = await send(url, asking(part));
      if (!response.ok) return response;
      requestId = response.headers.get('x-request-id') ?? '';
      const answer = (await response.json()) as Batch;
      answers.push(...(answer.transfer === 'xet' ? await this.#sent(answer.objects, standIns) : answer.objects));
    }
    refuseUnlessAll(objects, answers);
    const known = answers.map((object) => ({ ...object, oid: standIns.get(object.oid)?.oid ?? object.oid }));
    return Response.json({ objects: known }, { headers: { 'X-Request-Id': requestId } });
  }

  /** What is to go as it is, and what may go by blocks. */
  #partsOf(question: Batch): readonly Batch[] {
    const { transfers = [], objects } = question;
    const isForBlocks = ({ size }: LfsObject): boolean => this.#sendBlocks !== undefined && size >= BLOCKS_FROM_BYTES;
    const parts = [
      { ...question, objects: objects.filter((object) => !isForBlocks(object)) },
      { ...question, objects: objects.filter(isForBlocks), transfers: [...transfers, 'xet'] },
    ];
    return parts.filter((part) => part.objects.length > 0);
  }

  /** The first stand-in of each content, by the hash of that. */
  async #standInsOf({ objects }: Batch): Promise<ReadonlyMap<string, LfsObject>> {
    const standIns = new Map<string, LfsObject>();
    for (const { oid, size } of objects) {
      const own = await this.#hashOf(oid);
      this.digests.set(oid, own);
      if (!standIns.has(own)) standIns.set(own, { oid, size });
    }
    return standIns;
  }

  /** Sends by blocks what the Hub lacks, and says that nothing is left to be sent. What it refuses stands. */
  async #sent(objects: readonly LfsObject[], standIns: ReadonlyMap<string, LfsObject>): Promise<readonly LfsObject[]> {
    const wanted = objects.filter(({ actions }) => actions?.upload !== undefined);
    const files = wanted.map((object) => ({ object, file: this.#fileOf(standIns.get(object.oid)?.oid ?? '') }));
    await this.#sendBlocks?.(files);
    return objects.map(({ actions: _sent, ...object }) => object);
  }

  /**
   * Says that all parts of a file are there.
   *
   * When the answer to that is lost, it is said again, to a storage that knows of no such parts any more: they are a file by then. So whatever it answers, the
   * Hub is asked whether it has the file.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
   */
  async complete(url: string, init: RequestInit, send: Send): Promise<Response> {
    const question = JSON.parse(String(init.body)) as { readonly oid: string };
    const oid = this.digests.get(question.oid) ?? question.oid;
    const answer = await send(url, { ...init, body: JSON.stringify({ ...question, oid }) }).catch((error: unknown) => error as Error);
    if (answer instanceof Response && answer.ok) return answer;
    if (await this.#isThere(oid, send)) return Response.json({});
    if (answer instanceof Response) return answer;
    throw answer;
  }

  async #isThere(oid: string, send: Send): Promise<boolean> {
    if (this.#batch === undefined) return false;
    const { url, init } = this.#batch;
    const question = JSON.parse(String(init.body)) as Batch;
    const objects = question.objects.filter((object) => object.oid === oid);
    const answer = await send(url, { ...init, body: JSON.stringify({ ...question, objects }) }).catch(() => undefined);
    if (answer?.ok !== true) return false;
    const found = ((await answer.json()) as Batch).objects.find((object) => object.oid === oid);
    return found !== undefined && !('error' in found) && found.actions?.upload === undefined;
  }

  #hashOf(standIn: string): Promise<string> {
    return this.#hashes.sha256(this.#fileOf(standIn));
  }

  #fileOf(standIn: string): UploadFile {
    const file = this.#references.byDigest(standIn);
    if (file === undefined) throw new Error('a hash that stands for no file');
    return file;
  }
}
