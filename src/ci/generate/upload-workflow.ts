import { AUTH_GUARD, FIRST_STEPS, HF_CLI } from '#ci/generate/pins.ts';

export const UPLOAD_WORKFLOW = '.github/workflows/upload-hub.yml';

/**
 * The workflow that uploads to the Hub once the token was tried.
 *
 * @param options.oidc The Hub gives a token for the run itself, because it trusts this repository; no secret is needed.
 * @see https://huggingface.co/docs/hub/trusted-publishers
 */
export function uploadWorkflow({ oidc }: { readonly oidc: boolean }): string {
  const permissions = oidc ? '  contents: read\n  id-token: write # for a token of the Hub that ends with the run\n' : '  contents: read\n';
  const token = oidc ? 'HF_OIDC_RESOURCE: ${{ inputs.repository }}' : 'HF_TOKEN: ${{ secrets.HF_TOKEN }}';
  const needs = oidc ? '' : ' --needs "repo:$REPOSITORY"';
  return `# Written by \`auth-guard ci init --workflow upload-hub\`. Uploads a folder to the Hugging Face Hub, once the token is known to work.
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
${FIRST_STEPS}      - name: look for tokens in what is uploaded
        env:
          FOLDER: \${{ inputs.folder }}
        run: ${AUTH_GUARD} scan --no-ignore --no-color -- "$FOLDER"
      - name: ${oidc ? 'validate the right to upload' : 'validate HF_TOKEN'}
        env:
          ${token}
          REPOSITORY: \${{ inputs.repository }}
        run: ${AUTH_GUARD} validate huggingface${needs} --no-color
      - name: upload
        env:
          ${token}
          REPOSITORY: \${{ inputs.repository }}
          FOLDER: \${{ inputs.folder }}
        run: |
          case "$REPOSITORY" in
            datasets/*) ${HF_CLI} upload --repo-type dataset "\${REPOSITORY#datasets/}" "$FOLDER" . ;;
            spaces/*) ${HF_CLI} upload --repo-type space "\${REPOSITORY#spaces/}" "$FOLDER" . ;;
            *) ${HF_CLI} upload "$REPOSITORY" "$FOLDER" . ;;
          esac
`;
}
