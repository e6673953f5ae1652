import { createPaint } from '#report/style.ts';
import type { ScanReport } from '#scan/report.ts';

const VARIABLES: Readonly<Record<string, string>> = {
  huggingface: 'os.environ["HF_TOKEN"] (Python), process.env.HF_TOKEN (JavaScript)',
  modal: 'MODAL_TOKEN_ID and MODAL_TOKEN_SECRET; modal reads them by itself',
};

/** The three ways on from a refused commit: remove the token, mark it, or revoke it. */
export function refusalText(report: ScanReport, { event, colour }: { readonly event: string; readonly colour: boolean }): string {
  const paint = createPaint(colour);
  const first = report.findings[0];
  if (first === undefined) return incompleteText(report, event);
  const rules = [...new Set(report.findings.map((finding) => finding.ruleId))];
  const variable = VARIABLES[first.provider] ?? 'an environment variable';
  const restore = event === 'commit-msg' ? 'edit the message' : `git restore --staged -- '${first.location.path.replaceAll("'", "'\\''")}'`;
  return [
    paint('red', `auth-guard refused the ${event === 'pre-merge-commit' ? 'merge' : 'commit'}. Nothing was committed. Three ways on:`),
    `  1. Remove it:  ${restore}`,
    `     and read it from the environment instead: ${variable}.`,
    `  2. Mark it, if it is no secret, on its line:  auth-guard:allow[${rules[0]}] why it is none`,
    `  3. Revoke it, if it was ever shared:  ${first.url}`,
    '',
  ].join('\n');
}

function incompleteText(report: ScanReport, event: string): string {
  return `auth-guard refused the ${event === 'pre-merge-commit' ? 'merge' : 'commit'}: ${report.summary.skipped} of what it would hold could not be checked (see above).\nMend that, or skip this one check aloud with AUTH_GUARD_SKIP=1.\n`;
}
