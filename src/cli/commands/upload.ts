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
import { AuthGuardError } from '#errors.ts';
import { workTreeTop } from '#git/work-tree-files.ts';
import type { UploadProgress } from '#hub/commit.ts';
import { Digests, type HashElsewhere } from '#hub/digests.ts';
import type { UploadReport } from '#hub/report.ts';
import { parseRepository, type RepositoryType, repositoryPath } from '#hub/repository.ts';
import { pathsOf, scanContent } from '#hub/scan-content.ts';
import { selectFiles, type UploadFile } from '#hub/selection.ts';
import { upload } from '#hub/upload.ts';
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

/** `auth-guard upload`: checks, then sends, then says where it is. */
export async function runUpload(paths: readonly string[], options: UploadOptions, io: Io): Promise<ExitCode> {
  const { revision, createPr: createPullRequest = false, private: isPrivate = false, include = [], exclude = [], dryRun = false } = options;
  if (createPullRequest && revision !== 'main')
    throw new AuthGuardError('USAGE', '--create-pr goes to the main branch, and not with --revision. Nothing was uploaded.', {
      help: 'To add to a pull request that is there, write --revision refs/pr/3 without --create-pr.',
    });
  const files = await selectFiles({ paths, cwd: io.cwd, pathInRepo: options.pathInRepo, include, exclude });
  const named = parseRepository(options.repoId, { endpoint: '', type: options.type });
  const access: HubAccess = await hubAccess(io, { write: !createPullRequest, gated: false, repositories: createPullRequest ? [] : [repositoryPath(named)] });
  const repository = { ...named, endpoint: access.endpoint };
  const progress: UploadProgress = { phase: 'scanning', scanned: { objects: 0, bytes: 0 }, files: new Map() };
  let content: ScanReport | undefined;
  const scan = async (selected: readonly UploadFile[]): Promise<ScanReport> => {
    content = await scanFilesFor(selected, { ...options, progress }, io);
    return content;
  };
  const work = (hash: HashElsewhere): Promise<UploadReport> =>
    upload({
      repository,
      revision,
      isPrivate,
      createPullRequest,
      dryRun,
      useXet: options.xet === true,
      files,
      message: titleFor(options, files),
      connection: { repository, fetch: access.fetch },
      scan,
      validate: () => new AuthValidator(access.settings).validateHfToken(),
      digests: new Digests(hash, ({ path }, share) => progress.files.set(path, { state: 'hashing', share })),
      signal: io.signal,
      progress,
    });
  let report: UploadReport;
  try {
    report = await withUploadProgress(io, { progress, files }, () => withHashThread(io.programFolder, work));
  } finally {
    // only now: the progress has the last line of the terminal until then
    if (content !== undefined)
      io.stderr.write(renderText(content, { colour: wantsColour(io, io.stderr, !options.color), quiet: true, program: io.programName }));
  }
  const colour = wantsColour(io, io.stdout, !options.color);
  const shown = withRunnableSteps(report, io);
  io.stdout.write(options.format === 'json' ? renderUploadJson(shown) : renderUploadText(shown, colour));
  return exitCodeFor(report);
}
