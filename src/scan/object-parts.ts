import type { Detector } from '#detect/detector.ts';
import type { Match } from '#detect/match.ts';
import { type GitContext, runGit } from '#git/git.ts';
import type { ScannedObject } from '#scan/object-scanner.ts';

/** A part of an object that a person would call one thing: a blob's content, a file's name, a commit's message. */
export interface ObjectPart {
  readonly object: ScannedObject;
  readonly kind: 'content' | 'name' | 'message' | 'header';
  /** What to show where a path would stand; empty for a blob's content. */
  readonly label: string;
  readonly matches: readonly Match[];
}

async function namesIn(git: GitContext, object: ScannedObject, detector: Detector): Promise<readonly ObjectPart[]> {
  const { stdout } = await runGit(git, ['ls-tree', '-z', '--name-only', object.oid]);
  const parts: ObjectPart[] = [];
  for (let at = 0; at < stdout.length; ) {
    const end = stdout.indexOf(0, at);
    const name = stdout.subarray(at, end);
    parts.push({ object, kind: 'name', label: detector.mask(name.toString('utf8')), matches: detector.scan(name) });
    at = end + 1;
  }
  return parts;
}

async function textsIn(git: GitContext, object: ScannedObject, detector: Detector): Promise<readonly ObjectPart[]> {
  const { stdout } = await runGit(git, ['cat-file', object.type, object.oid]);
  const blank = stdout.indexOf('\n\n');
  const end = blank === -1 ? stdout.length : blank;
  return [
    { object, kind: 'header', label: `${object.type} header`, matches: detector.scan(stdout.subarray(0, end)) },
    { object, kind: 'message', label: `${object.type} message`, matches: detector.scan(stdout.subarray(end + 2)) },
  ];
}

/** Takes an object in which something was found apart, so that each match stands in what a person can look at. */
export async function partsOf(git: GitContext, object: ScannedObject, detector: Detector): Promise<readonly ObjectPart[]> {
  if (object.type === 'blob') return [{ object, kind: 'content', label: '', matches: object.matches }];
  const parts = await (object.type === 'tree' ? namesIn(git, object, detector) : textsIn(git, object, detector));
  return parts.filter((part) => part.matches.length > 0);
}
