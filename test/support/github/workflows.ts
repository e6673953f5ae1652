/** A workflow of two jobs, one in an environment, that use tokens of both services under names of their own. */
export const USES_TOKENS = `on: push
jobs:
  train:
    runs-on: ubuntu-latest
    environment: prod
    steps:
      - run: modal deploy app.py
        env: {MODAL_TOKEN_ID: "\${{ secrets.MODAL_ID }}", MODAL_TOKEN_SECRET: "\${{ secrets.MODAL_SECRET }}"}
  upload:
    runs-on: ubuntu-latest
    steps:
      - run: hf upload acme/m .
        env: {HF_TOKEN: "\${{ secrets.HUB }}"}
`;
