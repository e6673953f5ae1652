import { repositoryText } from '#ci/gh/github.ts';
import { secretPlaces } from '#ci/secret-places.ts';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import { githubFor } from '#cli/github.ts';
import { type Io, wantsColour } from '#cli/io.ts';
import { withRunnableSteps } from '#cli/runnable.ts';
import { renderSecretsText } from '#report/secrets.ts';

export interface SecretsListOptions {
  readonly repo?: string;
  readonly format: 'text' | 'json';
  /** False for `--no-color`. */
  readonly color: boolean;
}

/** `auth-guard secrets list`: names, levels and ages. GitHub gives no values. */
export async function runSecretsList(options: SecretsListOptions, io: Io): Promise<ExitCode> {
  const github = await githubFor(options.repo, io);
  const { places, unchecked } = await secretPlaces(github, { dependabot: true, now: new Date() });
  const list = {
    schemaVersion: 1,
    repository: repositoryText(github.repository),
    secrets: [...places].map(([name, levels]) => ({ name, places: levels })),
    unchecked: withRunnableSteps(
      unchecked.map(({ what, detail, help }) => ({ what, detail, help })),
      io,
    ),
  } as const;
  const text =
    options.format === 'json' ? `${JSON.stringify(list, null, 2)}\n` : renderSecretsText(list, { colour: wantsColour(io, io.stdout, !options.color) });
  io.stdout.write(text);
  return unchecked.length > 0 ? EXIT.incomplete : EXIT.clean;
}
