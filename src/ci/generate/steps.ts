import { VERSION } from '#version.ts';

/**
 * Actions of the generated workflows, by commit: a tag can be moved. The releases of 2026-07 that huggingface_hub pins as well.
 *
 * @see https://docs.github.com/actions/reference/security/secure-use#using-third-party-actions
 * @see https://github.com/huggingface/huggingface_hub/tree/main/.github/workflows (both pins)
 * @see https://github.com/roostorg/coop/pull/1158 (setup-node 7.0.0, taken from its tag)
 */
export const PINS = {
  checkout: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
  setupNode: 'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0',
} as const;

/** Reads `HF_OIDC_RESOURCE` since 1.19. */
export const HF_CLI = "pipx run --spec 'huggingface_hub==2.4.0' hf";

/**
 * The steps that every generated job starts with.
 *
 * The program is installed in a step of its own: one that fails then is no word about a token. Global, because `.npmrc` of the repository counts there
 * for nothing.
 *
 * @param options.history Fetch all of it.
 * @see https://docs.npmjs.com/cli/configuring-npm/npmrc#per-project-config-file
 * @see https://github.com/actions/setup-node#usage (`package-manager-cache`)
 */
export function firstSteps({ history = false }: { readonly history?: boolean } = {}): string {
  return `      - uses: ${PINS.checkout}
        with:
          persist-credentials: false
${history ? '          fetch-depth: 0\n' : ''}      - uses: ${PINS.setupNode}
        with:
          node-version: 24
          package-manager-cache: false
      - name: install auth-guard
        id: install
        run: npm install --global --ignore-scripts --no-audit --no-fund @auth-guard/cli@${VERSION}
`;
}

/** Lines of a script, in the layout of a `run: |` of a step. */
export function scriptOf(lines: readonly string[]): string {
  return lines.map((line) => `          ${line}\n`).join('');
}

/** A value of a workflow command's property. @see https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function propertyText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A line that GitHub shows at the run: `::notice title=HF_TOKEN::works`. */
export function annotation(kind: 'notice' | 'warning' | 'error', title: string, text: string): string {
  return `echo "::${kind} title=${propertyText(title)}::${text}"`;
}

/**
 * Runs a command of this program, shows what it says in the log and in the run's summary, and leaves its exit code in `$code`.
 *
 * What it says may repeat names out of the repository: while it is shown, the runner takes no commands.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#stopping-and-starting-workflow-commands
 */
export function reported(command: string, title: string): readonly string[] {
  return [
    'code=0',
    `auth-guard ${command} > "$RUNNER_TEMP/report.txt" 2>&1 || code=$?`,
    'mark="report-$RANDOM$RANDOM$RANDOM"',
    'echo "::stop-commands::$mark"',
    'cat "$RUNNER_TEMP/report.txt"',
    'echo "::$mark::"',
    `{ echo '### ${title}'; echo '\`\`\`'; cat "$RUNNER_TEMP/report.txt"; echo '\`\`\`'; } >> "$GITHUB_STEP_SUMMARY"`,
  ];
}

/** The step that looks for tokens. @param step.before Lines that come first. */
export function scanStep(step: {
  readonly name: string;
  readonly env: readonly string[];
  readonly before?: readonly string[];
  readonly command: string;
}): string {
  const found = annotation('error', 'auth-guard', 'Tokens were found, or not everything could be checked; see the summary');
  return `      - name: ${step.name}
        env:
${scriptOf(step.env)}        run: |
${scriptOf([...(step.before ?? []), ...reported(step.command, 'Scan'), `[ "$code" = 0 ] || ${found}`, 'exit "$code"'])}`;
}
