import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { huggingFaceEndpoint } from '#auth/huggingface/endpoint.ts';
import { scrubbedMessage } from '#auth/scrub.ts';
import { createSurroundings } from '#auth/sources/surroundings.ts';
import { type HubAccess, hubAccess } from '#cli/hub.ts';
import type { Io } from '#cli/io.ts';
import { detectorsFor, type RuleChoice, type RuleSettings } from '#cli/scan-setup.ts';
import { AuthGuardError } from '#errors.ts';
import { cloneMirror, type RemotePlace, remoteRefs } from '#git/clone.ts';
import { CleanFiles } from '#hub/clean-files.ts';
import { gitSettings } from '#hub/git-settings.ts';
import { withHistoryPages } from '#hub/history-pages.ts';
import { repositoriesIn, repositoriesOf } from '#hub/owned.ts';
import { type HubRepository, parseRepository, type RepositoryType, repositoryPage, repositoryPath } from '#hub/repository.ts';
import { scanRepository } from '#hub/scan-repository.ts';
import type { Collector } from '#scan/collector.ts';
import type { ScanReport } from '#scan/report.ts';
import { scanHistory } from '#scan/scan-history.ts';

/** The flags that name what to look at on the Hub. */
export interface HubScanOptions extends RuleChoice {
  readonly hub?: string;
  readonly hubUser?: string;
  readonly hubOrg?: string;
  readonly hubCollection?: string;
  readonly type?: RepositoryType;
  readonly revision?: string;
  readonly history?: boolean;
  /** Large weights to their end, not their headers alone. */
  readonly weights?: boolean;
  /** False for `--no-cache`. */
  readonly cache: boolean;
}

async function repositories(options: HubScanOptions, access: HubAccess): Promise<readonly HubRepository[]> {
  const { hub, hubUser, hubOrg, hubCollection, type, revision } = options;
  const asked = [hub, hubUser, hubOrg, hubCollection].filter((one) => one !== undefined);
  if (asked.length > 1)
    throw new AuthGuardError('USAGE', '--hub, --hub-user, --hub-org and --hub-collection exclude one another.', { help: 'Name one of them.' });
  if (hub !== undefined) return [parseRepository(hub, { endpoint: access.endpoint, type })];
  if (revision !== undefined) throw new AuthGuardError('USAGE', '--revision goes with --hub: not every repository has it.');
  const found = hubCollection === undefined ? await repositoriesOf(hubUser ?? hubOrg ?? '', access) : await repositoriesIn(hubCollection, access);
  const wanted = type === undefined ? found : found.filter((repository) => repository.type === type);
  if (wanted.length > 0) return wanted;
  throw new AuthGuardError('HUB_REFUSED', `There is no ${type ?? 'repository'} in what ${hubCollection ?? hubUser ?? hubOrg} has, and nothing was checked.`, {
    help: 'Look at the name, and at --type.',
  });
}

interface HubLook {
  readonly io: Io;
  readonly config: RuleSettings;
  readonly maxSizeBytes: number | undefined;
  readonly collector: Collector;
}

type RepositoryLook = HubLook & { readonly access: HubAccess; readonly detectors: ReturnType<typeof detectorsFor>; readonly clean: CleanFiles };

/** Scans a clone that is removed again, whatever happens: what is in it may not stay on this disk. */
async function lookAtClone(repository: HubRepository, place: RemotePlace, { io, maxSizeBytes, collector, detectors }: RepositoryLook): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'auth-guard-clone-'));
  const git = { cwd: folder, env: io.env };
  const clone = join(folder, 'repository');
  try {
    await cloneMirror(git, { ...place, folder: clone });
    const prefix = `hf://${repositoryPath(repository)}/`;
    await scanHistory({ git: { ...git, cwd: clone }, walk: undefined, maxSizeBytes, detectors, collector, useCache: false, signal: io.signal, prefix });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A history that was clean is cloned again when one of its refs names something else. */
async function lookAtHubHistory(repository: HubRepository, look: RepositoryLook): Promise<void> {
  const { access, clean, collector, io } = look;
  const place = { url: repositoryPage(repository), settings: gitSettings(access.endpoint, access.token), signal: io.signal };
  const refs = createHash('sha256').update(`${place.url}\n${await remoteRefs({ cwd: io.cwd, env: io.env }, place)}`);
  const id = refs.digest('hex');
  if (clean.has(id, 'history')) return collector.countCached(1);
  const told = collector.told;
  await lookAtClone(repository, place, look);
  if (collector.told === told && !io.signal.aborted) clean.add(id, 'history');
}

/** What was found in the files stands when there is no history to be had. */
async function lookAtHistoryOrSkip(repository: HubRepository, look: RepositoryLook): Promise<void> {
  try {
    await lookAtHubHistory(repository, look);
  } catch (error) {
    const reason = look.io.signal.aborted ? 'interrupted' : 'unreadable';
    look.collector.skip(`hf://${repositoryPath(repository)}/`, reason, `its history: ${scrubbedMessage(error)}`);
  }
}

/** `repository 12 of 3,400: datasets/acme/d`. */
function partText(repository: HubRepository, index: number, count: number): string {
  const [number, all] = [index + 1, count].map((one) => one.toLocaleString('en-US'));
  return `repository ${number} of ${all}: ${repositoryPath(repository)}`;
}

async function lookAtRepository(repository: HubRepository, options: HubScanOptions, look: RepositoryLook): Promise<void> {
  const { access, collector, maxSizeBytes, detectors, clean, io } = look;
  await scanRepository({
    connection: { repository, fetch: access.fetch },
    revision: options.revision ?? 'main',
    maxSizeBytes,
    readWeights: options.weights === true,
    detectors,
    collector,
    clean,
    signal: io.signal,
  });
  if (options.history === true) await lookAtHistoryOrSkip(repository, look);
}

/** Scans what the flags name on the Hub. A repository that cannot be read is in `skipped` when there are others. */
export async function lookAtHub(options: HubScanOptions, look: HubLook): Promise<void> {
  const access = await hubAccess(look.io);
  const wanted = await repositories(options, access);
  const detectors = detectorsFor(options, look.config);
  const clean = new CleanFiles(options.cache ? access.settings.cacheFolder : undefined, { endpoint: access.endpoint, detector: detectors[0] });
  const { collector, io } = look;
  try {
    for (const [index, repository] of wanted.entries()) {
      if (io.signal.aborted) return collector.skip('hf://', 'interrupted', `${wanted.length - index} of ${wanted.length} repositories were not looked at`);
      if (wanted.length > 1) collector.part = partText(repository, index, wanted.length);
      try {
        await lookAtRepository(repository, options, { ...look, access, detectors, clean });
      } catch (error) {
        if (wanted.length === 1) throw error;
        collector.skip(`hf://${repositoryPath(repository)}`, 'unreadable', scrubbedMessage(error));
      }
    }
  } finally {
    clean.save();
  }
}

/** Completes a report with the pages of what was found in the history. */
export function withPages(report: ScanReport, io: Io): ScanReport {
  return withHistoryPages(report, huggingFaceEndpoint(createSurroundings(io.env)));
}
