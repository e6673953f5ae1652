import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AuthGuardError } from '#errors.ts';
import type { HookCheck } from '#hooks/check.ts';

/**
 * Git cuts the message off at this line where it wrote it, with a comment behind it, then the diff of `git commit --verbose`. In a message that is given by
 * `-F` or `-m` the same line is one like others, and what stands below it is committed.
 *
 * @see https://git-scm.com/docs/git-commit#Documentation/git-commit.txt---cleanupltmodegt
 */
const SCISSORS = /^(.{1,8}) -{24} >8 -{24}\r?\n\1 /m;

/** commit-msg: scans the message as it would be committed. Comment lines are scanned too: with some clean-up modes git keeps them. */
export async function checkCommitMessage({ git, args, detectors, collector }: HookCheck): Promise<void> {
  const [file] = args;
  if (file === undefined) throw new AuthGuardError('USAGE', 'commit-msg needs the file that holds the message.');
  let message: string;
  try {
    message = readFileSync(resolve(git.cwd, file), 'latin1');
  } catch (cause) {
    collector.skip(file, 'unreadable', (cause as NodeJS.ErrnoException).code ?? 'unknown reason');
    return;
  }
  const bytes = Buffer.from(message.slice(0, SCISSORS.exec(message)?.index), 'latin1');
  collector.count(bytes.length);
  collector.add(detectors[0].scan(bytes), { path: 'commit message' });
  collector.skipParts('commit message', detectors[0].unread);
}
