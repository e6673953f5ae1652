import type { Digests } from '#hub/digests.ts';
import type { References } from '#hub/references.ts';

interface LfsObject {
  readonly oid: string;
  readonly size: number;
  readonly actions?: { readonly upload?: unknown };
}

interface Batch {
  readonly objects: readonly LfsObject[];
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
  #batch: { readonly url: string; readonly init: RequestInit } | undefined;

  constructor(references: References, hashes: Digests) {
    this.#references = references;
    this.#hashes = hashes;
  }

  /** Asks what of some objects is to be sent, and how. Files of one content are one object, known by the first of them. */
  async ask(url: string, init: RequestInit, send: Send): Promise<Response> {
    const question = JSON.parse(String(init.body)) as Batch;
    const standIns = new Map<string, string>();
    const objects = new Map<string, LfsObject>();
    for (const { oid, size } of question.objects) {
      const own = await this.#hashOf(oid);
      this.digests.set(oid, own);
      if (!standIns.has(own)) standIns.set(own, oid);
      objects.set(own, { oid: own, size });
    }
    const own = { ...init, body: JSON.stringify({ ...question, objects: [...objects.values()] }) };
    this.#batch = { url, init: own };
    const response = await send(url, own);
    if (!response.ok) return response;
    const answer = (await response.json()) as Batch;
    const known = answer.objects.map((object) => ({ ...object, oid: standIns.get(object.oid) ?? object.oid }));
    return Response.json({ ...answer, objects: known }, { headers: { 'X-Request-Id': response.headers.get('x-request-id') ?? '' } });
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

  async #hashOf(standIn: string): Promise<string> {
    const file = this.#references.byDigest(standIn);
    if (file === undefined) throw new Error('a hash that stands for no file');
    return this.#hashes.sha256(file);
  }
}
