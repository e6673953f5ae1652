import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { huggingFaceFiles } from '#auth/sources/huggingface-files.ts';
import { modalConfigPath } from '#auth/sources/modal-profiles.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';
import { type Credential, type Service, VARIABLES } from '#auth/stores/credential.ts';
import { replacements } from '#auth/stores/replacement.ts';
import type { TokenStore } from '#auth/stores/store.ts';
import { tokensToProve } from '#ci/generate/tokens.ts';
import type { GitHub } from '#ci/gh/github.ts';
import { readProject } from '#ci/project.ts';
import { workTreeProject } from '#ci/project-files.ts';
import type { SecretPlace } from '#ci/report.ts';
import { secretPlaces } from '#ci/secret-places.ts';
import { githubStore, levelText, type SecretLevel } from '#ci/store/github-secret.ts';
import { githubFor } from '#cli/github.ts';
import type { Io } from '#cli/io.ts';
import { AuthGuardError, isAuthGuardError } from '#errors.ts';
import { standingOf } from '#git/ignored.ts';
import { workTreeTop } from '#git/work-tree-files.ts';

/** Files in which programs of these services, git and projects keep tokens. */
function candidateFiles(surroundings: Surroundings, cwd: string): readonly string[] {
  const files = huggingFaceFiles(surroundings);
  const home = surroundings.home ?? homedir();
  const own = readdirSync(cwd).filter((name) => /^\.env(?:\.|$)|^\.envrc$/.test(name));
  return [
    ...(files === undefined ? [] : [files.token, files.storedTokens]),
    ...[modalConfigPath(surroundings)].filter((path) => path !== undefined),
    ...['.netrc', '.git-credentials'].map((name) => join(home, name)),
    ...own.map((name) => join(cwd, name)),
  ];
}

function levelAt({ level, environment }: SecretPlace): SecretLevel | undefined {
  if (level === 'environment') return environment === null ? undefined : { kind: 'environment', name: environment };
  return level === 'organisation' ? undefined : { kind: level };
}

/** Secrets of other names that workflows here hand on as tokens of this service. */
async function otherNames(service: Service, { cwd, env }: Io): Promise<readonly string[]> {
  const top = await workTreeTop({ cwd, env });
  if (top === undefined) return [];
  const { workflows } = await readProject(await workTreeProject({ cwd: top, env }));
  const names = tokensToProve(workflows).flatMap(({ provider, variables }) => (provider === service ? Object.values(variables) : []));
  return [...new Set(names)].filter((name) => !VARIABLES[service].includes(name));
}

/** The levels on GitHub that hold a secret of the token's name. The organisation's are named and left to its admins. */
async function githubPlaces(service: Service, github: GitHub, io: Io): Promise<readonly TokenStore[]> {
  const { places, unchecked } = await secretPlaces(github, { dependabot: true, now: new Date() });
  const [gap] = unchecked;
  if (gap !== undefined)
    throw new AuthGuardError('STORE_FAILED', `Not every place of the old token could be looked for: ${gap.detail} Nothing was changed.`, {
      help: gap.help ?? 'Add --no-github to leave GitHub out.',
    });
  const found = VARIABLES[service].flatMap((name) => places.get(name) ?? []);
  if (found.some(({ level }) => level === 'organisation'))
    io.stderr.write(
      `note: the organisation holds it too; set it there:  ${io.programName} secrets set ${VARIABLES[service][0]} --org ${github.repository.owner}\n`,
    );
  const others = (await otherNames(service, io)).filter((name) => places.has(name));
  if (others.length > 0)
    io.stderr.write(
      `note: workflows take ${others.join(', ')} for such a token too. Whether it is the old one nobody can read; if so:  ${io.programName} secrets set ${others[0]}\n`,
    );
  const levels = new Map(
    found.flatMap((place) =>
      levelAt(place) === undefined ? [] : [[levelText(github, levelAt(place) as SecretLevel), levelAt(place) as SecretLevel] as const],
    ),
  );
  return [...levels.values()].map((level) => githubStore(github, level));
}

/** Where CI's secrets are; `undefined` without GitHub. Which of several repositories is meant is not left open: a place would be forgotten. */
export async function rotatedGitHub(options: { readonly github: boolean; readonly repo?: string }, io: Io): Promise<GitHub | undefined> {
  if (!options.github) return undefined;
  try {
    return await githubFor(options.repo, io);
  } catch (error) {
    if (!isAuthGuardError(error) || error.code !== 'NO_GITHUB_REPOSITORY' || options.repo !== undefined) throw error;
    io.stderr.write(`note: ${error.message}\n`);
    return undefined;
  }
}

/** Every place of the old token, in the order in which they are changed. */
export async function rotatedPlaces(
  old: Credential,
  { github, io, surroundings }: { readonly github: GitHub | undefined; readonly io: Io; readonly surroundings: Surroundings },
): Promise<readonly TokenStore[]> {
  const held = replacements(candidateFiles(surroundings, io.cwd), old);
  const files: TokenStore[] = [];
  for (const store of held) {
    if ((await standingOf({ cwd: io.cwd, env: io.env }, store.title)) === 'tracked')
      io.stderr.write(`note: ${store.title} is tracked by git and holds the old token; the new one is not written there.\n`);
    else files.push(store);
  }
  return github === undefined ? files : [...files, ...(await githubPlaces(old.service, github, io))]; // what cannot be put back comes last
}
