import type { GitHub } from '#ci/gh/github.ts';
import { repositoryText } from '#ci/gh/github.ts';
import type { SecretPlace, Unchecked } from '#ci/report.ts';
import { isAuthGuardError } from '#errors.ts';

/** Where GitHub keeps the secrets that a repository's jobs may read. Values are never given back. */
export interface SecretPlaces {
  /** By name in capitals. */
  readonly places: ReadonlyMap<string, readonly SecretPlace[]>;
  /** Levels that could not be looked at. */
  readonly unchecked: readonly Gap[];
}

interface Level {
  readonly level: SecretPlace['level'];
  readonly environment: string | null;
  readonly path: string;
  readonly what: string;
}

const DAY_MS = 86_400_000;

function placesOf(items: readonly unknown[], { level, environment }: Level, now: Date): readonly (readonly [string, SecretPlace])[] {
  return items.flatMap((item) => {
    const { name, updated_at: updatedAt } = item as { name?: unknown; updated_at?: unknown };
    if (typeof name !== 'string' || typeof updatedAt !== 'string') return [];
    const ageDays = Math.max(0, Math.floor((now.getTime() - Date.parse(updatedAt)) / DAY_MS));
    return [[name.toUpperCase(), { level, environment, updatedAt, ageDays }] as const];
  });
}

async function environmentLevels(github: GitHub): Promise<readonly Level[]> {
  const environments = await github.list({ path: '/environments', what: `the environments of ${repositoryText(github.repository)}` }, 'environments');
  const names = environments.flatMap((one) => ((one as { name?: unknown }).name as string | undefined) ?? []);
  return names.map((environment) => ({
    level: 'environment',
    environment,
    path: `/environments/${encodeURIComponent(environment)}/secrets`,
    what: `the secrets of the environment ${environment}`,
  }));
}

type Gap = Unchecked & { readonly level: SecretPlace['level']; readonly code: string };

/** Collects what the levels say, and what they do not. */
class Survey {
  readonly places = new Map<string, SecretPlace[]>();
  readonly unchecked: Gap[] = [];
  readonly #github: GitHub;
  readonly #now: Date;

  constructor(github: GitHub, now: Date) {
    this.#github = github;
    this.#now = now;
  }

  look(level: Level): Promise<boolean> {
    return this.attempt(level, async () => {
      const items = await this.#github.list(level, 'secrets');
      for (const [name, place] of placesOf(items, level, this.#now)) this.places.set(name, [...(this.places.get(name) ?? []), place]);
    });
  }

  /** Runs work for a level, and notes what went wrong. @returns Whether nothing did. */
  async attempt({ level, what }: Pick<Level, 'level' | 'what'>, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!isAuthGuardError(error) || error.code === 'GH_NOT_FOUND' || error.code === 'GH_NO_LOGIN') throw error;
      if (error.code === 'GITHUB_NOT_FOUND' && level === 'organisation') return true; // a person's repository has no organisation
      this.unchecked.push({ what, detail: error.message, help: error.help ?? null, level, code: error.code });
      return false;
    }
  }
}

/**
 * Lists the names and dates of the secrets at every level.
 *
 * The repository's own level is asked first: where that is refused, the others would be as well, and are not asked.
 *
 * @throws {AuthGuardError} Only what no level can be asked without: `GH_NOT_FOUND`, `GH_NO_LOGIN`.
 */
export async function secretPlaces(github: GitHub, { dependabot, now }: { readonly dependabot: boolean; readonly now: Date }): Promise<SecretPlaces> {
  const survey = new Survey(github, now);
  const name = repositoryText(github.repository);
  const plain = (level: SecretPlace['level'], path: string, what: string): Level => ({ level, environment: null, path, what });
  if (await survey.look(plain('repository', '/actions/secrets', `the secrets of ${name}`))) {
    const levels: Level[] = [plain('organisation', '/actions/organization-secrets', `the organisation's secrets that ${name} may read`)];
    if (dependabot) levels.push(plain('dependabot', '/dependabot/secrets', `Dependabot's secrets of ${name}`));
    await survey.attempt({ level: 'environment', what: `the environments of ${name}` }, async () => void levels.push(...(await environmentLevels(github))));
    for (let at = 0; at < levels.length; at += 4) await Promise.all(levels.slice(at, at + 4).map((level) => survey.look(level)));
  }
  return survey;
}
