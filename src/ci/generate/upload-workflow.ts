import { firstSteps, HF_CLI, scanStep } from '#ci/generate/steps.ts';
import { validationSteps } from '#ci/generate/validation-steps.ts';

export const UPLOAD_WORKFLOW = '.github/workflows/upload-hub.yml';

const HEAD = (
  permissions: string,
): string => `# Written by \`auth-guard ci init --workflow upload-hub\`. Uploads a folder to the Hugging Face Hub, once the token is known to work.
name: upload-hub

on:
  workflow_dispatch:
    inputs:
      repository:
        description: 'Where to: acme/model, or datasets/acme/data'
        type: string
        required: true
      folder:
        description: What to upload
        type: string
        default: .

permissions:
${permissions}
concurrency: upload-hub

jobs:
  upload:
    runs-on: ubuntu-latest
    timeout-minutes: 120
    steps:
`;

const FOLDER = 'FOLDER: ${{ inputs.folder }}';
const REPOSITORY = 'REPOSITORY: ${{ inputs.repository }}';

/**
 * The workflow that uploads to the Hub once the token was tried.
 *
 * @param options.oidc The Hub gives a token for the run itself, because it trusts this repository; no secret is needed.
 * @see https://huggingface.co/docs/hub/trusted-publishers
 */
export function uploadWorkflow({ oidc }: { readonly oidc: boolean }): string {
  const permissions = oidc ? '  contents: read\n  id-token: write # for a token of the Hub that ends with the run\n' : '  contents: read\n';
  const token = oidc ? 'HF_OIDC_RESOURCE: ${{ inputs.repository }}' : 'HF_TOKEN: ${{ secrets.HF_TOKEN }}';
  const secrets = [oidc ? 'the right to upload' : 'HF_TOKEN'];
  return [
    HEAD(permissions),
    firstSteps(),
    scanStep({ name: 'look for tokens in what is uploaded', env: [FOLDER], command: 'scan --no-ignore --no-color -- "$FOLDER"' }),
    validationSteps({
      provider: 'huggingface',
      secrets,
      env: [token, REPOSITORY],
      ...(oidc ? { masked: [] } : { masked: ['HF_TOKEN'], needs: '"repo:$REPOSITORY"' }),
    }),
    `      - name: upload
        env:
          ${token}
          ${REPOSITORY}
          ${FOLDER}
        run: |
          case "$REPOSITORY" in
            datasets/*) ${HF_CLI} upload --repo-type dataset "\${REPOSITORY#datasets/}" "$FOLDER" . ;;
            spaces/*) ${HF_CLI} upload --repo-type space "\${REPOSITORY#spaces/}" "$FOLDER" . ;;
            *) ${HF_CLI} upload "$REPOSITORY" "$FOLDER" . ;;
          esac
`,
  ].join('');
}
