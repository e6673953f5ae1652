import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createHash, randomBytes } from '#crypto.ts';
import type { Detector } from '#detect/detector.ts';
import type { ObjectNames } from '#git/object-names.ts';
import { OidSet } from '#git/oid-set.ts';
import { readSealed, writeSealed } from '#scan/sealed-file.ts';
import { VERSION } from '#version.ts';

const MAGIC = 'auth-guard scanned objects v1\n';
const SEGMENT = /^[0-9a-f]{16}\.oids$/;

/** Above so many segments they are joined into one. */
const MAX_SEGMENTS = 8;

/** Changes with anything that decides what is found. */
export function ruleSetId({ rules, scope }: Pick<Detector, 'rules' | 'scope'>): string {
  const hash = createHash('sha256').update(`${VERSION} ${scope}`);
  for (const { pattern, search, ...rule } of rules) {
    hash.update(JSON.stringify([pattern.source, pattern.flags, search?.identity, rule]));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Where the ids of a set of rules are kept, below a repository's own folder. */
export function cacheFolder(gitFolder: string, detector: Pick<Detector, 'rules' | 'scope'>): string {
  return join(gitFolder, 'auth-guard', 'scanned', ruleSetId(detector));
}

function segmentNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => SEGMENT.test(name));
  } catch {
    return []; // the first run
  }
}

function readSegment(path: string, width: number): Buffer | undefined {
  const body = readSealed(path);
  if (body === undefined || body.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined;
  const ids = body.subarray(MAGIC.length);
  return ids.length % (width + 1) === 0 ? ids : undefined;
}

/**
 * Ids of objects in which a set of rules found nothing: an object never changes, so that it need not be read again.
 *
 * Kept as segments that are written once: scans at the same time write one each, and one that is damaged is removed, so that its objects are read
 * again. They hold ids and nothing else: objects in which something was found are read again each time.
 */
export class ScannedObjects {
  /** Objects that earlier runs left. */
  readonly known: number;
  readonly #folder: string;
  readonly #set: OidSet;
  readonly #segments: string[] = [];
  /** The segments' ids, when they are to be joined. */
  #joined: Buffer[] = [];
  #added: string[] = [];

  /** @param names The objects of the repository, by which the set is sized. */
  constructor(folder: string, names: ObjectNames) {
    this.#folder = folder;
    this.#set = new OidSet(names.width, names.count);
    for (const name of segmentNames(folder)) this.#load(name, names.width);
    this.known = this.#set.size;
    if (this.#segments.length <= MAX_SEGMENTS) this.#joined = [];
  }

  has(bytes: Buffer, at: number): boolean {
    return this.#set.has(bytes, at);
  }

  add(oid: string): void {
    this.#added.push(oid);
  }

  /** Keeps what was added since the last time. @returns What went wrong, if anything. */
  save(): string | undefined {
    if (this.#added.length === 0) return undefined;
    const body = Buffer.concat([Buffer.from(MAGIC), ...this.#joined, Buffer.from(`${this.#added.join('\n')}\n`, 'latin1')]);
    const trouble = writeSealed(join(this.#folder, `${randomBytes(8).toString('hex')}.oids`), body);
    if (trouble !== undefined) return trouble;
    if (this.#joined.length > 0) for (const name of this.#segments) rmSync(join(this.#folder, name), { force: true });
    this.#joined = [];
    this.#added = [];
    return undefined;
  }

  #load(name: string, width: number): void {
    const ids = readSegment(join(this.#folder, name), width);
    if (ids === undefined) {
      rmSync(join(this.#folder, name), { force: true });
      return;
    }
    this.#segments.push(name);
    this.#joined.push(ids);
    for (let at = 0; at < ids.length; at += width + 1) this.#set.add(ids, at);
  }
}
