import type { TokenValidationResult } from '#auth/result.ts';
import { judgeLimits } from '#hub/limits.ts';
import type { RemoteState } from '#hub/remote-state.ts';
import type { PreflightCheck } from '#hub/report.ts';
import type { HubRepository } from '#hub/repository.ts';
import type { UploadFile } from '#hub/selection.ts';
import type { ScanReport } from '#scan/report.ts';

const UNDECIDED: ReadonlySet<TokenValidationResult['status']> = new Set(['rate-limited', 'unreachable', 'unknown']);

/** What of an upload is judged before a byte is sent. */
export interface UploadIntent {
  readonly repository: HubRepository;
  readonly revision: string;
  readonly isPrivate: boolean;
  readonly createPullRequest: boolean;
}

export function judgeFiles(files: readonly UploadFile[]): readonly PreflightCheck[] {
  if (files.length === 0) {
    return [{ subject: 'files', status: 'failed', message: 'There is no file to upload.', help: 'Look at the paths, --include and --exclude.' }];
  }
  const { broken, advice } = judgeLimits(files);
  const sizes: PreflightCheck =
    broken.length > 0
      ? { subject: 'limits', status: 'failed', message: `${broken.join('; ')}.`, help: 'https://huggingface.co/docs/hub/storage-limits' }
      : {
          subject: 'limits',
          status: 'ok',
          message: advice.length > 0 ? `Within the Hub's limits, but ${advice.join('; ')}.` : "Within the Hub's limits.",
          help: null,
        };
  return [{ subject: 'files', status: 'ok', message: 'Every path lies inside the repository.', help: null }, sizes];
}

/** A finding stops the upload, and so does a file that could not be looked at. */
export function judgeContent({ findings, summary, verdict }: ScanReport): PreflightCheck {
  const seen = [
    ...(findings.length > 0 ? [`${findings.length} ${findings.length === 1 ? 'token' : 'tokens'} found`] : []),
    ...(summary.habits > 0 ? [`${summary.habits} ${summary.habits === 1 ? 'place handles' : 'places handle'} tokens badly`] : []),
    ...(summary.skipped > 0 ? [`${summary.skipped} ${summary.skipped === 1 ? 'part' : 'parts'} could not be checked`] : []),
  ];
  const message = seen.length === 0 ? 'No token in any file.' : `${seen.join(', ')} (see above).`;
  if (verdict === 'clean') return { subject: 'content', status: 'ok', message: summary.habits > 0 ? `No token in any file; ${message}` : message, help: null };
  if (findings.length === 0 && summary.skipped > 0)
    return { subject: 'content', status: 'incomplete', message, help: 'Mend that, or leave them out with --exclude.' };
  const help = 'Take them out, or mark what is none: auth-guard:allow[rule-id] why.';
  return { subject: 'content', status: 'failed', message, help };
}

export function judgeToken({ status, message, help }: TokenValidationResult): PreflightCheck {
  if (status === 'valid' || status === 'expiring') return { subject: 'token', status: 'ok', message, help };
  return { subject: 'token', status: UNDECIDED.has(status) ? 'unknown' : 'failed', message, help };
}

/** Whether somebody may create repositories under a name; `undefined` where the token does not say who that is. */
function mayCreateUnder(owner: string, { identity }: TokenValidationResult): boolean | undefined {
  if (identity === null) return undefined;
  if (identity.name === owner) return true;
  const organisation = identity.organisations.find(({ name }) => name === owner);
  if (organisation === undefined) return false;
  return organisation.role === null ? undefined : organisation.role !== 'read';
}

function judgeAbsent({ repository, isPrivate, createPullRequest }: UploadIntent, token: TokenValidationResult): PreflightCheck {
  const { name, type } = repository;
  const failed = (message: string, help: string): PreflightCheck => ({ subject: 'repository', status: 'failed', message, help });
  if (createPullRequest)
    return failed(`The ${type} ${name} does not exist, or this token may not see it.`, 'A pull request needs a repository: look at --repo-id and --type.');
  const owner = name.slice(0, name.indexOf('/'));
  const may = mayCreateUnder(owner, token);
  if (may === false)
    return failed(
      `The ${type} ${name} does not exist for this token, which may create none under ${owner}.`,
      `Look at --repo-id, or ask ${owner} for the role "write".`,
    );
  const seen = isPrivate ? 'private' : "public unless the owner's default says otherwise";
  const sdk = type === 'space' ? ', with the SDK that its README names, or Gradio' : '';
  const message = `The ${type} ${name} does not exist yet; it will be created, ${seen}${sdk}.`;
  return { subject: 'repository', status: may === undefined ? 'unknown' : 'ok', message, help: null };
}

export function judgeRepository(intent: UploadIntent, state: RemoteState, token: TokenValidationResult): PreflightCheck {
  const { repository, isPrivate } = intent;
  const named = `The ${repository.type} ${repository.name}`;
  if (state.kind === 'absent') return judgeAbsent(intent, token);
  if (state.kind === 'forbidden')
    return {
      subject: 'repository',
      status: 'failed',
      message: `${named} is closed to this token: ${state.sentence}.`,
      help: '`auth-guard doctor` looks for the cause.',
    };
  if (state.kind === 'there' && isPrivate && !state.isPrivate) {
    return {
      subject: 'repository',
      status: 'failed',
      message: `${named} is public, but --private was asked for.`,
      help: `Make it private in its settings, or leave --private out.`,
    };
  }
  return { subject: 'repository', status: 'ok', message: `${named} exists${state.kind === 'there' && state.isPrivate ? ' and is private' : ''}.`, help: null };
}

/** A branch can be made; a pull request or a commit cannot, and nothing can be committed onto a commit. */
export function judgeRevision({ revision, createPullRequest }: UploadIntent, state: RemoteState): readonly PreflightCheck[] {
  const failed = (message: string, help: string): readonly PreflightCheck[] => [{ subject: 'revision', status: 'failed', message, help }];
  if (/^[0-9a-f]{40}$/.test(revision)) return failed(`${revision} is a commit, onto which nothing can be committed.`, 'Name a branch with --revision.');
  if (state.kind === 'forbidden' || (state.kind === 'there' && state.head !== undefined)) return [];
  if (createPullRequest && state.kind === 'there')
    return failed(`There is no branch ${revision}, to which a pull request could go.`, 'Name the branch that it goes to with --revision.');
  if (revision.startsWith('refs/')) return failed(`There is no revision ${revision}.`, 'Look at --revision.');
  if (state.kind === 'absent' && revision === 'main') return []; // each new repository has it
  return [{ subject: 'revision', status: 'ok', message: `The branch ${revision} does not exist yet; it will be created.`, help: null }];
}
