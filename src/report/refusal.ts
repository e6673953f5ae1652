import { createPaint } from '#report/style.ts';
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
function rewriteLines(findings: readonly Finding[]): readonly string[] {
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
    `     in many commits:       auth-guard purge ${purge}`,
  ];
}

function removeLines(event: string, findings: readonly Finding[]): readonly string[] {
  const [first] = findings;
  if (event === 'pre-push' || event === 'pre-receive') return rewriteLines(findings);
  return [`  1. Remove it:  ${event === 'commit-msg' ? 'edit the message' : `git restore --staged -- ${quoted(first?.location.path ?? '')}`}`];
}

/** The ways on from a refused commit or push: remove the token, mark it, or revoke it. */
export function refusalText(report: ScanReport, { event, colour }: { readonly event: string; readonly colour: boolean }): string {
  const paint = createPaint(colour);
  const { what, outcome } = REFUSED[event] ?? COMMIT;
  const [first] = report.findings;
  if (first === undefined) {
    return `auth-guard refused the ${what}: ${report.summary.skipped} of what it would hold could not be checked (see above).\nMend that, or skip this one check aloud with AUTH_GUARD_SKIP=1.\n`;
  }
  return [
    paint('red', `auth-guard refused the ${what}. ${outcome} Three ways on:`),
    ...removeLines(event, report.findings),
    `     and read it from the environment instead: ${VARIABLES[first.provider] ?? 'an environment variable'}.`,
    `  2. Mark it, if it is no secret, on its line:  auth-guard:allow[${first.ruleId}] why it is none`,
    `  3. Revoke it, if it was ever shared:  ${first.url}`,
    '',
  ].join('\n');
}
