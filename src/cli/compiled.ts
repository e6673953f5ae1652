import { accessSync, constants, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** What the program offers those who start it. */
export type Program = typeof import('#cli/program-entry.ts');

/** The digest of the program's file; the build puts it here. */
declare const PROGRAM_DIGEST: string;

/** The program's file is one function of this shape. */
type Wrapped = (exports: object, require: NodeJS.Require, module: { exports: unknown }, filename: string, dirname: string, load: typeof importModule) => void;

/** Node 20 calls what a script imports itself experimental. */
function importModule(name: string): Promise<unknown> {
  return import(name);
}

const SUM_BYTES = 4;

/** Node 21 and the first of Node 22 cannot sum up, and so keep nothing. */
const canSum = typeof (crc32 as unknown) === 'function';

/** V8 takes damaged code for good and runs it: a sum behind the code tells. `undefined` where there is none, or what is there is damaged. */
function readCode(path: string): Buffer | undefined {
  try {
    const bytes = readFileSync(path);
    const code = bytes.subarray(0, bytes.length - SUM_BYTES);
    return crc32(code) === bytes.readUInt32LE(code.length) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Written whole or not at all: another run may read it at any time. */
function writeCode(path: string, code: Buffer): void {
  const draft = `${path}.${process.pid}`;
  const sum = Buffer.alloc(SUM_BYTES);
  sum.writeUInt32LE(crc32(code));
  try {
    writeFileSync(draft, Buffer.concat([code, sum]), { flag: 'wx', flush: true });
    renameSync(draft, path);
  } catch {
    rmSync(draft, { force: true });
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The program, and what keeps for the next start what V8 compiled of it. */
export interface Compiled {
  readonly program: Program;
  /** To be called when work was done that is typical of this use. Does nothing where the code is kept already, or the folder cannot be written to. */
  readonly keepCode: () => void;
}

/**
 * Loads the program, with the code that V8 compiled in an earlier run of the same use: that saves a hook some 12 of 110 ms.
 *
 * The code stands beside the program: whoever can change the one can change the other. V8 refuses what another version of it wrote, or one with other flags; the
 * file's name says of which program it is.
 *
 * @param folder Where the program stands.
 * @param use What is run often. Each has code of its own, because V8 compiles a function when it is first called.
 * @see https://nodejs.org/docs/latest-v20.x/api/vm.html#scriptcreatecacheddata
 */
export function loadProgram(folder: string, use: 'hook' | 'scan'): Compiled {
  const filename = join(folder, 'program.cjs');
  const kept = join(folder, `program-${PROGRAM_DIGEST}-${use}-${process.version}-${process.arch}.cache`);
  const cachedData = readCode(kept);
  const script = new Script(readFileSync(filename, 'latin1'), { filename, ...(cachedData === undefined ? {} : { cachedData }) });
  const wrapped = script.runInThisContext() as Wrapped;
  const module = { exports: {} };
  wrapped(module.exports, createRequire(filename), module, filename, folder, importModule);
  return {
    program: module.exports as Program,
    keepCode: () => {
      if (canSum && (cachedData === undefined || script.cachedDataRejected === true) && isWritable(folder)) writeCode(kept, script.createCachedData());
    },
  };
}
