import { homedir } from 'node:os';
import { join, relative, sep } from 'node:path';
import type { Config } from '#config/config.ts';
import type { Habit } from '#detect/habits/habit.ts';
import type { GitContext } from '#git/git.ts';
import { HABITS } from '#rules/habits/index.ts';
import type { Collector } from '#scan/collector.ts';
import { type NamedFile, StreamHabits, scanCredentialFiles, scanFileHabits, scanStagedHabits } from '#scan/scan-habits.ts';
import { type Listing, listFiles } from '#scan/scan-paths.ts';

/** Where the tools of the user keep credentials. @see https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables */
function homeFiles(env: GitContext['env']): readonly NamedFile[] {
  const home = env['HOME'] ?? homedir();
  const hub = env['HF_HOME'] ?? join(env['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'huggingface');
  const files = [
    env['HF_TOKEN_PATH'] ?? join(hub, 'token'),
    join(hub, 'stored_tokens'),
    env['MODAL_CONFIG_PATH'] ?? join(home, '.modal.toml'),
    ...['.netrc', '.git-credentials', '.pypirc'].map((name) => join(home, name)),
  ];
  return files.map((file) => ({ file, shown: file.startsWith(home + sep) ? `~/${relative(home, file).split(sep).join('/')}` : file }));
}

export interface HabitLook {
  readonly config: Pick<Config, 'off'>;
  readonly collector: Collector;
  readonly mask: (text: string) => string;
}

function habitsOf({ off }: HabitLook['config']): readonly Habit[] {
  return HABITS.filter((habit) => off[habit.id] === undefined);
}

/** Habits in files, and in the modes of the files in which the user's tools keep credentials. */
export async function lookAtFileHabits(paths: Listing, { config, ...look }: HabitLook): Promise<void> {
  const scan = { ...look, habits: habitsOf(config) };
  scanFileHabits(await listFiles(paths), { ...scan, cwd: paths.git.cwd });
  scanCredentialFiles(homeFiles(paths.git.env), scan);
}

/** Habits in files that go to a repository, where everybody who may read it finds them: they count as tracked. */
export function lookAtUploadHabits(paths: readonly string[], { config, cwd, ...look }: HabitLook & { readonly cwd: string }): void {
  scanFileHabits(
    paths.map((path) => ({ path, tracked: true })),
    { ...look, cwd, habits: habitsOf(config) },
  );
}

/** Habits in what is staged. */
export function lookAtStagedHabits(git: GitContext, { config, ...look }: HabitLook): Promise<void> {
  return scanStagedHabits(git, { ...look, habits: habitsOf(config) });
}

/** Habits in a text that is still to come, of a name that says what it is written in. */
export function streamHabits(name: string, { config, ...look }: HabitLook): { take(piece: Uint8Array): void; finish(): void } {
  const stream = new StreamHabits();
  return { take: (piece) => stream.take(piece), finish: () => stream.finish(name, { ...look, habits: habitsOf(config) }) };
}
