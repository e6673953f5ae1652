import { annotation, reported, scriptOf } from '#ci/generate/steps.ts';
import { undecidedStepName, validateStepName } from '#ci/validation.ts';

/** One token to try in a workflow. */
export interface TokenStep {
  readonly provider: 'huggingface' | 'modal';
  /** Names of the secrets that are tried. */
  readonly secrets: readonly string[];
  /** Lines of its `env:`. */
  readonly env: readonly string[];
  /** Variables whose values are masked. */
  readonly masked: readonly string[];
  /** What the token must do: a word of the script. */
  readonly needs?: string | undefined;
}

/**
 * The two steps that try one token: their conclusions are the answer, so that no log has to be read.
 *
 * The first one fails for a token that does not work; the second one, which runs only then, for a service that gave no decision.
 */
export function validationSteps({ provider, secrets, env, masked, needs }: TokenStep): string {
  const names = secrets.join(', ');
  const id = `${provider}-${secrets.join('-')}`.toLowerCase().replaceAll(' ', '-');
  const script = [
    ...masked.map((variable) => `[ -z "$${variable}" ] || echo "::add-mask::$${variable}"`),
    ...reported(`validate ${provider}${needs === undefined ? '' : ` --needs ${needs}`} --no-cache --no-color`, names),
    'case "$code" in',
    `  0) ${annotation('notice', names, 'works')} ;;`,
    `  1) ${annotation('error', names, 'does not work; see the summary')}; exit 1 ;;`,
    '  *) echo "undecided=true" >> "$GITHUB_OUTPUT" ;;',
    'esac',
  ];
  return `      - name: ${validateStepName(secrets)}
        id: ${id}
        if: \${{ !cancelled() && steps.install.outcome == 'success' }}
        env:
${scriptOf(env)}        run: |
${scriptOf(script)}      - name: '${undecidedStepName(secrets)}'
        if: \${{ !cancelled() && steps.${id}.outputs.undecided == 'true' }}
        run: |
${scriptOf([annotation('warning', names, 'the service gave no decision; see the summary'), 'exit 1'])}`;
}
