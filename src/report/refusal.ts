import { createPaint, PROGRAM, revocation } from '#report/style.ts';
import type { Finding, ScanReport } from '#scan/report.ts';

const VARIABLES: Readonly<Record<string, string>> = {
  huggingface: 'os.environ["HF_TOKEN"] (Python), process.env.HF_TOKEN (JavaScript)',
  modal: 'MODAL_TOKEN_ID and MODAL_TOKEN_SECRET; modal reads them by itself',
};

interface Refused {
  /** What was refused, and what has therefore not happened. */
  readonly what: string;
  readonly outcome: string;
}

const REFUSED: Readonly<Record<string, Refused>> = {
  'pre-merge-commit': { what: 'merge', outcome: 'Nothing was committed.' },
  'pre-push': { what: 'push', outcome: 'Nothing was pushed.' },
  'pre-receive': { what: 'push', outcome: 'No ref was changed.' },
};

const COMMIT: Refused = { what: 'commit', outcome: 'Nothing was committed.' };

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** How to take a token out of commits that were not pushed yet. */
function rewriteLines(findings: readonly Finding[], program: string): readonly string[] {
  const commits = [...new Set(findings.flatMap(({ history }) => history?.introduced?.commit ?? []))];
  const first = commits[0]?.slice(0, 12);
  const purge = findings
    .slice(0, 3)
    .map((finding) => `--fingerprint ${finding.fingerprint}`)
    .join(' ');
  return [
    `  1. Take it out of ${commits.length > 1 ? `these commits: ${commits.map((commit) => commit.slice(0, 12)).join(', ')}` : `the commit${first === undefined ? '' : ` ${first}`}`}`,
    '     in the last commit:    edit the file, git add it, git commit --amend',
    ...(first === undefined ? [] : [`     in an earlier commit:  git rebase -i ${first}^   (--root if it is the first one), and mark it "edit"`]),
    `     in many commits:       ${program} purge ${purge}`,
  ];
}

/** What a name may hold that cannot be printed: control characters, bytes that are no UTF-8, and the sign that stands for a masked token. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffd\u2026]/;
/** The same, and what would be no longer itself beside a `*`. */
const TO_MATCH = new RegExp(`(?:${UNPRINTABLE.source}|[[\\\\])+`, 'g');

/**
 * A path as git takes it on the command line, where a name that begins with a colon is none, and `*` matches what cannot be printed.
 *
 * @see https://git-scm.com/docs/gitglossary#Documentation/gitglossary.txt-pathspec
 */
function pathspec(path: string, fromTop: boolean): string {
  const printed = UNPRINTABLE.test(path) ? path.replace(TO_MATCH, '*') : path;
  if (fromTop) return quoted(`:/${printed}`);
  return quoted(printed.startsWith(':') ? `./${printed}` : printed);
}

/** How to take files out of the index again. */
function unstageText(findings: readonly Finding[], { fromTop = false, firstCommit = false }: Pick<Refusal, 'fromTop' | 'firstCommit'>): string {
  const paths = [...new Set(findings.map(({ location }) => location.path))];
  const shown = paths.slice(0, 5).map((path) => pathspec(path, fromTop));
  return `${firstCommit ? 'git rm --cached' : 'git restore --staged'} -- ${shown.join(' ')}${paths.length > shown.length ? ' …' : ''}`;
}

function removeLines(findings: readonly Finding[], refusal: Refusal): readonly string[] {
  const { event, program = PROGRAM } = refusal;
  if (event === 'pre-push' || event === 'pre-receive') return rewriteLines(findings, program);
  if (event !== 'commit-msg') return [`  1. Remove it:  ${unstageText(findings, refusal)}`];
  return ['  1. Remove it from the message:  git commit --edit --file="$(git rev-parse --git-path COMMIT_EDITMSG)"'];
}

/** What is known of a refusal beside the report. */
export interface Refusal {
  /** The hook. */
  readonly event: string;
  readonly colour: boolean;
  /** The commit was made from a sub-folder, so that paths are to be given from the top. Default false. */
  readonly fromTop?: boolean;
  /** There is no commit yet to restore the index from. Default false. */
  readonly firstCommit?: boolean;
  /** How this program is called. Default `auth-guard`. */
  readonly program?: string;
}

/** The ways on from a refused commit or push: remove the token, mark it, or revoke it. */
export function refusalText(report: ScanReport, refusal: Refusal): string {
  const paint = createPaint(refusal.colour);
  const { what, outcome } = REFUSED[refusal.event] ?? COMMIT;
  const { program = PROGRAM } = refusal;
  const [first] = report.findings;
  if (first === undefined) {
    return `${paint('red', `auth-guard refused the ${what}. ${outcome}`)} ${report.summary.skipped} of what it would hold could not be checked (see above).\nMend that, or skip this one check aloud with AUTH_GUARD_SKIP=1.\n`;
  }
  return [
    paint('red', `auth-guard refused the ${what}. ${outcome} Three ways on:`),
    ...removeLines(report.findings, refusal),
    `     and read it from the environment instead: ${VARIABLES[first.provider] ?? 'an environment variable'}.`,
    `  2. Mark it, if it is no secret, on its line:  auth-guard:allow[${first.ruleId}] why it is none`,
    `  3. Revoke it, if it was ever shared:  ${revocation(first, program) || first.help}`,
    '',
  ].join('\n');
}
