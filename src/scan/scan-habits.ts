import { lstatSync, readFileSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { findHabits } from '#detect/habits/find-habits.ts';
import { mayHoldCode } from '#detect/habits/format.ts';
import type { Habit, HabitFiles } from '#detect/habits/habit.ts';
import { filesIn } from '#git/blob-file.ts';
import type { GitContext } from '#git/git.ts';
import { stagedChanges } from '#git/staged-changes.ts';
import type { ListedFile } from '#git/work-tree-files.ts';
import type { Collector } from '#scan/collector.ts';
import { pathOf } from '#scan/scan-staged.ts';

/** Larger files of code are not read for habits. */
const MAX_CODE_BYTES = 32 * 1024 * 1024;

function tooLarge(byteCount: number): string {
  return `${byteCount} bytes; habits are looked for in up to ${MAX_CODE_BYTES}`;
}

export interface HabitScan {
  readonly habits: readonly Habit[];
  readonly collector: Collector;
  /** Masks whatever could be a token. */
  readonly mask: (text: string) => string;
}

function isMeant({ pattern, unless }: HabitFiles, path: string): boolean {
  return pattern.test(path) && unless?.test(path) !== true;
}

function addPath(scan: HabitScan, when: HabitFiles['when'], path: string): void {
  for (const habit of scan.habits) {
    if (habit.files?.when === when && isMeant(habit.files, path)) scan.collector.addFileHabit(habit, scan.mask(path));
  }
}

function addText(scan: HabitScan, path: string, text: string): void {
  try {
    scan.collector.addHabits(findHabits(path, text, scan.habits), { path: scan.mask(path), mask: scan.mask });
  } catch (cause) {
    scan.collector.skip(scan.mask(path), 'unreadable', `no habits were looked for: ${(cause as Error).name}`); // a notebook that is no JSON
  }
}

/** Whether everybody may read a file: it and every folder on the way to it. Windows says nothing of it in the mode. */
function isReadableByAll(file: string): boolean {
  if (sep !== '/') return false;
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() !== true || (stat.mode & 0o004) === 0) return false;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (((lstatSync(folder, { throwIfNoEntry: false })?.mode ?? 0) & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** A file of credentials, and how to call it. */
export interface NamedFile {
  readonly file: string;
  readonly shown: string;
}

/** Looks at files of credentials on the disk: their modes alone, not what they hold. */
export function scanCredentialFiles(files: readonly NamedFile[], scan: HabitScan): void {
  for (const { file, shown } of files) if (isReadableByAll(file)) addPath(scan, 'readable', shown);
}

/** Looks for habits in files of the disk. */
export function scanFileHabits(files: readonly ListedFile[], scan: HabitScan & { readonly cwd: string }): void {
  for (const { path, tracked } of files) {
    const file = resolve(scan.cwd, path);
    const shown = sep === '/' ? path : path.replaceAll(sep, '/');
    if (tracked) addPath(scan, 'tracked', shown);
    else if (isReadableByAll(file)) addPath(scan, 'readable', shown);
    if (!mayHoldCode(shown)) continue;
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (stat?.isFile() !== true) continue; // gone, or a link: the scan for tokens says so
    if (stat.size > MAX_CODE_BYTES) scan.collector.skip(scan.mask(shown), 'too-large', tooLarge(stat.size));
    else readAndAdd(scan, file, shown);
  }
}

function readAndAdd(scan: HabitScan, file: string, shown: string): void {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return; // the scan for tokens could not read it either, and says so
  }
  addText(scan, shown, text);
}

/** Keeps the text of a stream, and looks for habits in it at its end. */
export class StreamHabits {
  readonly #pieces: Uint8Array[] = [];
  #byteCount = 0;

  take(piece: Uint8Array): void {
    this.#byteCount += piece.length;
    if (this.#byteCount <= MAX_CODE_BYTES) this.#pieces.push(Buffer.from(piece));
  }

  finish(path: string, scan: HabitScan): void {
    if (this.#byteCount > MAX_CODE_BYTES) scan.collector.skip(scan.mask(path), 'too-large', tooLarge(this.#byteCount));
    else addText(scan, path, Buffer.concat(this.#pieces).toString('utf8'));
  }
}

/** Looks for habits in what the next commit would bring in. */
export async function scanStagedHabits(git: GitContext, scan: HabitScan): Promise<void> {
  const paths = (await stagedChanges(git)).filter(({ status, newMode }) => status !== 'D' && status !== 'U' && newMode.startsWith('100')).map(pathOf);
  for (const path of paths) addPath(scan, 'tracked', path);
  const code = paths.filter((path) => mayHoldCode(path) && !path.includes('\n'));
  const texts = await filesIn(git, 'index', code);
  code.forEach((path, index) => {
    const text = texts[index];
    if (text !== undefined) addText(scan, path, text);
  });
}
