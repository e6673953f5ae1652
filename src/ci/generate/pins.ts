import { VERSION } from '#version.ts';

/**
 * Actions of the generated workflows, by commit: a tag can be moved.
 *
 * @see https://docs.github.com/actions/reference/security/secure-use#using-third-party-actions
 */
export const PINS = {
  checkout: 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0',
  setupNode: 'actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0',
} as const;

/** This program, in the version that wrote the workflow. */
export const AUTH_GUARD = `npx --yes --package @auth-guard/cli@${VERSION} auth-guard`;

/** Reads `HF_OIDC_RESOURCE` since 1.19. */
export const HF_CLI = "pipx run --spec 'huggingface_hub==1.33.0' hf";

/** The steps that every generated job starts with. */
export const FIRST_STEPS = `      - uses: ${PINS.checkout}
        with:
          persist-credentials: false
      - uses: ${PINS.setupNode}
        with:
          node-version: 22
`;
