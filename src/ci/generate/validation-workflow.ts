import { AUTH_GUARD, FIRST_STEPS } from '#ci/generate/pins.ts';
import type { TokenToProve } from '#ci/generate/tokens.ts';
import { undecidedStepName, validateStepName } from '#ci/validation.ts';

/** How to write the workflow that validates. */
export interface ValidationOptions {
  readonly tokens: readonly TokenToProve[];
  /** For `validate --needs`, such as `write`. */
  readonly needs: string | undefined;
}

const HEAD = `# Written by \`auth-guard ci init\`. Looks for tokens in what is pushed, and tries the tokens that the workflows of this repository use.
name: auth-guard
run-name: auth-guard \${{ inputs.nonce }}

on:
  push:
  workflow_dispatch:
    inputs:
      nonce:
        description: By which \`auth-guard secrets verify\` finds its run
        type: string
        default: ''
  schedule:
    - cron: '17 5 * * 1'

permissions:
  contents: read

jobs:
  scan:
    if: github.event_name == 'push' && !github.event.deleted
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
${FIRST_STEPS.replace('          persist-credentials: false\n', '          persist-credentials: false\n          fetch-depth: 0\n')}      - name: scan what was pushed
        env:
          BEFORE: \${{ github.event.before }}
          AFTER: \${{ github.sha }}
        run: |
          code=0
          if git cat-file -e "$BEFORE^{commit}" 2>/dev/null; then
            ${AUTH_GUARD} scan --range "$BEFORE..$AFTER" --no-color > "$RUNNER_TEMP/scan.txt" 2>&1 || code=$?
          else
            ${AUTH_GUARD} scan --reachable --no-color > "$RUNNER_TEMP/scan.txt" 2>&1 || code=$?
          fi
          cat "$RUNNER_TEMP/scan.txt"
          { echo '### Scan'; echo '\`\`\`'; cat "$RUNNER_TEMP/scan.txt"; echo '\`\`\`'; } >> "$GITHUB_STEP_SUMMARY"
          [ "$code" = 0 ] || echo "::error title=auth-guard::Tokens were pushed, or not everything could be checked; see the summary"
          exit "$code"
`;

function stepId({ provider, variables }: TokenToProve): string {
  return `${provider}-${Object.values(variables).join('-').toLowerCase()}`;
}

function validationSteps(token: TokenToProve, { needs }: ValidationOptions): string {
  const secrets = Object.values(token.variables);
  const names = secrets.join(', ');
  const env = Object.entries(token.variables).map(([variable, secret]) => `          ${variable}: \${{ secrets.${secret} }}\n`);
  const masks = Object.keys(token.variables).map((variable) => `          [ -z "$${variable}" ] || echo "::add-mask::$${variable}"\n`);
  const asked = token.provider === 'huggingface' && needs !== undefined ? ` --needs '${needs}'` : '';
  return `      - name: ${validateStepName(secrets)}
        id: ${stepId(token)}
        if: \${{ !cancelled() }}
        env:
${env.join('')}        run: |
${masks.join('')}          code=0
          ${AUTH_GUARD} validate ${token.provider}${asked} --no-color > "$RUNNER_TEMP/report.txt" 2>&1 || code=$?
          cat "$RUNNER_TEMP/report.txt"
          { echo '### ${names}'; echo '\`\`\`'; cat "$RUNNER_TEMP/report.txt"; echo '\`\`\`'; } >> "$GITHUB_STEP_SUMMARY"
          case "$code" in
            0) echo "::notice title=${names}::works" ;;
            3) echo "undecided=true" >> "$GITHUB_OUTPUT" ;;
            *) echo "::error title=${names}::does not work; see the summary"; exit "$code" ;;
          esac
      - name: '${undecidedStepName(secrets)}'
        if: \${{ !cancelled() && steps.${stepId(token)}.outputs.undecided == 'true' }}
        run: |
          echo "::warning title=${names}::the service gave no decision; see the summary"
          exit 1
`;
}

function validationJob(environment: string | undefined, options: ValidationOptions): string {
  const tokens = options.tokens.filter((token) => token.environment === environment);
  const id = environment === undefined ? 'validate' : `validate-${environment.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  return `
  ${id}:
    if: github.actor != 'dependabot[bot]' # it gets other secrets
    runs-on: ubuntu-latest
    timeout-minutes: 10
${environment === undefined ? '' : `    environment: ${JSON.stringify(environment)}\n`}    steps:
${FIRST_STEPS}${tokens.map((token) => validationSteps(token, options)).join('')}`;
}

/**
 * The workflow that scans pushes and proves tokens: on each push, by hand, and weekly.
 *
 * Each token is a step of its own, so that the step's conclusion is the answer: no log has to be read. A token of an environment is tried in a job
 * of that environment.
 */
export function validationWorkflow(options: ValidationOptions): string {
  const environments = [...new Set(options.tokens.map(({ environment }) => environment))];
  return HEAD + environments.map((environment) => validationJob(environment, options)).join('');
}
