import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Detector } from '#detect/detector.ts';
import { ruleSetId } from '#scan/scanned-objects.ts';
import { readSealed, writeSealed } from '#scan/sealed-file.ts';

type Reading = 'whole' | 'header' | 'history';

/**
 * Contents of one Hub in which a set of rules found nothing, by git's ids: the next scan does not ask for them again.
 *
 * Holds ids and nothing else. A file that is damaged or of other rules counts as empty.
 */
export class CleanFiles {
  readonly #file: string | undefined;
  readonly #known: Set<string>;
  /** Ids that are not on the disk yet. */
  #unsaved = 0;

  /** @param folder This program's cache folder; `undefined` keeps nothing. */
  constructor(folder: string | undefined, { endpoint, detector }: { readonly endpoint: string; readonly detector: Pick<Detector, 'rules' | 'scope'> }) {
    const place = createHash('sha256').update(endpoint).digest('hex').slice(0, 16);
    this.#file = folder === undefined ? undefined : join(folder, 'hub', `${place}-${ruleSetId(detector)}`);
    const body = this.#file === undefined ? undefined : readSealed(this.#file);
    this.#known = new Set(body?.toString('latin1').split('\n'));
  }

  /** @param reading What of the content was read: a header alone does not vouch for the rest. Of a history the id is one of its refs. */
  has(oid: string, reading: Reading): boolean {
    return this.#known.has(`${oid} ${reading}`) || this.#known.has(`${oid} whole`);
  }

  add(oid: string, reading: Reading): void {
    this.#known.add(`${oid} ${reading}`);
    this.#unsaved += 1;
  }

  /** Keeps what is known once it has grown by half: all of it is written each time, and thousands of repositories may follow one another. */
  saveNowAndThen(): void {
    if (this.#unsaved * 3 >= this.#known.size) this.save();
  }

  save(): void {
    if (this.#file !== undefined && this.#unsaved > 0) writeSealed(this.#file, Buffer.from([...this.#known].join('\n'), 'latin1'));
    this.#unsaved = 0;
  }
}
