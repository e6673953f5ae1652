import { firstSteps, scanStep } from '#ci/generate/steps.ts';
import type { TokenToProve } from '#ci/generate/tokens.ts';
import { validationSteps } from '#ci/generate/validation-steps.ts';

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
`;

/** A new branch has no commit before it, and a forced push one that is gone: then all is looked at. */
const SCAN = scanStep({
  name: 'scan what was pushed',
  env: ['BEFORE: ${{ github.event.before }}', 'AFTER: ${{ github.sha }}'],
  before: ['what=(--reachable)', 'if git cat-file -e "$BEFORE^{commit}" 2>/dev/null; then what=(--range "$BEFORE..$AFTER"); fi'],
  command: 'scan --no-color "${what[@]}"',
});

function stepsFor({ provider, variables }: TokenToProve, { needs }: ValidationOptions): string {
  return validationSteps({
    provider,
    secrets: Object.values(variables),
    env: Object.entries(variables).map(([variable, secret]) => `${variable}: \${{ secrets.${secret} }}`),
    masked: Object.keys(variables),
    needs: provider === 'huggingface' && needs !== undefined ? `'${needs}'` : undefined,
  });
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
${firstSteps()}${tokens.map((token) => stepsFor(token, options)).join('')}`;
}

/**
 * The workflow that scans pushes and proves tokens: on each push, by hand, and weekly.
 *
 * A token of an environment is tried in a job of that environment.
 */
export function validationWorkflow(options: ValidationOptions): string {
  const environments = [...new Set(options.tokens.map(({ environment }) => environment))];
  return HEAD + firstSteps({ history: true }) + SCAN + environments.map((environment) => validationJob(environment, options)).join('');
}
