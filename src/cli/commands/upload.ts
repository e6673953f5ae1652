import { AuthValidator } from '#auth/validator.ts';
import { assistantFor } from '#cli/assistant.ts';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import { lookAtUploadHabits } from '#cli/habits.ts';
import { withHashThread } from '#cli/hash-thread.ts';
import { type HubAccess, hubAccess } from '#cli/hub.ts';
import { type Io, wantsColour } from '#cli/io.ts';
import { withRunnableSteps } from '#cli/runnable.ts';
import { collectorFor, detectorFor } from '#cli/scan-setup.ts';
import { acceptancesFrom, settingsInFolder } from '#cli/settings.ts';
import { withUploadProgress } from '#cli/upload-progress.ts';
import type { Detector } from '#detect/detector.ts';
import { AuthGuardError } from '#errors.ts';
import { workTreeTop } from '#git/work-tree-files.ts';
import type { UploadProgress } from '#hub/commit.ts';
import { Digests, type HashElsewhere } from '#hub/digests.ts';
import type { UploadReport } from '#hub/report.ts';
import { type HubRepository, parseRepository, type RepositoryType, repositoryPath } from '#hub/repository.ts';
import { checkRevision } from '#hub/revision.ts';
import { pathsOf, scanContent } from '#hub/scan-content.ts';
import { selectFiles, type UploadFile } from '#hub/selection.ts';
import { type Upload, upload } from '#hub/upload.ts';
import { renderText } from '#report/text.ts';
import { renderUploadJson, renderUploadText } from '#report/upload.ts';
import { pathsFromTop } from '#scan/from-top.ts';
import type { ScanReport } from '#scan/report.ts';

export interface UploadOptions {
  readonly repoId: string;
  readonly type?: RepositoryType;
  readonly revision: string;
  readonly pathInRepo?: string;
  readonly message?: string;
  readonly createPr?: boolean;
  readonly private?: boolean;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly dryRun?: boolean;
  /** Large files by blocks. */
  readonly xet?: boolean;
  /** Habits stop the upload, too. */
  readonly strict?: boolean;
  readonly format: 'text' | 'json';
  /** False for `--no-color`. */
  readonly color: boolean;
}

/** What could not be checked is no failed check, though both stop an upload. */
function exitCodeFor({ outcome, checks }: UploadReport): ExitCode {
  if (outcome !== 'refused') return EXIT.clean;
  return checks.some(({ status }) => status === 'failed') ? EXIT.findings : EXIT.incomplete;
}

/** What a repository and a branch are called stands in addresses, and in what is said of the upload. */
function refuseTokens({ repoId, revision }: UploadOptions, detector: Detector): void {
  for (const [flag, name] of [['--repo-id', repoId] as const, ['--revision', revision] as const]) {
    if (detector.scan(Buffer.from(name)).length === 0) continue;
    throw new AuthGuardError('USAGE', `There is a token in ${flag}. Nothing was uploaded.`, { help: 'The token belongs into HF_TOKEN, or run: hf auth login' });
  }
}

/** Looks into the files with the settings of the repository they lie in. */
async function scanFilesFor(files: readonly UploadFile[], options: UploadOptions & { readonly progress: UploadProgress }, io: Io): Promise<ScanReport> {
  const top = await workTreeTop({ cwd: io.cwd, env: io.env });
  const settings = settingsInFolder(top ?? io.cwd);
  const accept = await acceptancesFrom(settings);
  const { config } = accept;
  const strict = options.strict === true || config.habits.strict;
  const collector = collectorFor(accept, 'files', { io, fromTop: pathsFromTop(io.cwd, top), strict });
  options.progress.scanned = collector;
  const detector = detectorFor({}, config);
  refuseTokens(options, detector);
  const { cwd, programFolder, signal } = io;
  const maxSizeBytes = undefined; // what is not looked into is not uploaded
  const setup = { ruleIds: detector.rules.map((rule) => rule.id), maxSizeBytes, settings };
  const thread = assistantFor(programFolder);
  const assistant = thread?.forFiles(setup, { cwd, top });
  await scanContent(files, { cwd, maxSizeBytes, detector, collector, signal, assistant, companion: thread?.forParts(setup) });
  collector.add(detector.scan(Buffer.from(titleFor(options, files))), { path: '--message' });
  lookAtUploadHabits(pathsOf(files, cwd), { cwd, config, collector, mask: detector.mask });
  return collector.finish();
}

function titleFor({ message }: UploadOptions, files: readonly UploadFile[]): string {
  if (message !== undefined && message.trim() !== '') return message;
  return files.length === 1 ? `Upload ${files[0]?.path}` : `Upload ${files.length} files`;
}

/** What an upload goes by, whatever it finds on the Hub. */
interface UploadRun {
  readonly options: UploadOptions;
  readonly io: Io;
  readonly files: readonly UploadFile[];
  readonly repository: HubRepository;
  readonly access: HubAccess;
  readonly progress: UploadProgress;
}

type Scan = (files: readonly UploadFile[]) => Promise<ScanReport>;

function uploadOf({ options, io, files, repository, access, progress }: UploadRun, scan: Scan, hash: HashElsewhere): Upload {
  return {
    repository,
    revision: options.revision,
    isPrivate: options.private === true,
    createPullRequest: options.createPr === true,
    dryRun: options.dryRun === true,
    useXet: options.xet === true,
    files,
    message: titleFor(options, files),
    connection: { repository, fetch: access.fetch },
    scan,
    validate: () => new AuthValidator(access.settings).validateHfToken(),
    digests: new Digests(hash, ({ path }, share) => progress.files.set(path, { state: 'hashing', share })),
    signal: io.signal,
    progress,
  };
}

async function prepared(paths: readonly string[], options: UploadOptions, io: Io): Promise<UploadRun> {
  const { pathInRepo, include = [], exclude = [], createPr = false } = options;
  checkRevision(options.revision, { createPullRequest: createPr });
  const files = await selectFiles({ paths, cwd: io.cwd, pathInRepo, include, exclude });
  const named = parseRepository(options.repoId, { endpoint: '', type: options.type });
  const access = await hubAccess(io, { write: !createPr, gated: false, repositories: createPr ? [] : [repositoryPath(named)] });
  const progress: UploadProgress = { phase: 'scanning', scanned: { objects: 0, bytes: 0 }, files: new Map() };
  return { options, io, files, repository: { ...named, endpoint: access.endpoint }, access, progress };
}

/** What was found is shown at the end, however that comes: the progress has the last line of the terminal until then. */
async function uploadAndShow(run: UploadRun): Promise<UploadReport> {
  const { options, io, progress } = run;
  let content: ScanReport | undefined;
  const scan: Scan = async (files) => {
    content = await scanFilesFor(files, { ...options, progress }, io);
    return content;
  };
  try {
    return await withUploadProgress(io, run, () => withHashThread(io.programFolder, (hash) => upload(uploadOf(run, scan, hash))));
  } finally {
    if (content !== undefined)
      io.stderr.write(renderText(content, { colour: wantsColour(io, io.stderr, !options.color), quiet: true, program: io.programName }));
  }
}

/** `auth-guard upload`: checks, then sends, then says where it is. */
export async function runUpload(paths: readonly string[], options: UploadOptions, io: Io): Promise<ExitCode> {
  const report = await uploadAndShow(await prepared(paths, options, io));
  const colour = wantsColour(io, io.stdout, !options.color);
  const shown = withRunnableSteps(report, io);
  io.stdout.write(options.format === 'json' ? renderUploadJson(shown) : renderUploadText(shown, colour));
  return exitCodeFor(report);
}
