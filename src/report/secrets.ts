import type { SecretPlace, Unchecked } from '#ci/report.ts';
import { createPaint, plural, safe } from '#report/style.ts';

/** What `secrets list` has seen. */
export interface SecretList {
  readonly repository: string;
  readonly secrets: readonly { readonly name: string; readonly places: readonly SecretPlace[] }[];
  readonly unchecked: readonly Unchecked[];
}

function placeText({ level, environment, ageDays }: SecretPlace): string {
  return `${level}${environment === null ? '' : ` ${safe(environment)}`}, set ${ageDays === 0 ? 'today' : `${plural(ageDays, 'day')} ago`}`;
}

/** A line a secret, then the levels that could not be looked at. */
export function renderSecretsText({ repository, secrets, unchecked }: SecretList, { colour }: { readonly colour: boolean }): string {
  const paint = createPaint(colour);
  const width = Math.max(0, ...secrets.map(({ name }) => name.length));
  return [
    `${plural(secrets.length, 'secret')} that the jobs of ${safe(repository)} may read:`,
    ...secrets.map(({ name, places }) => `  ${name.padEnd(width)}  ${places.map(placeText).join('; ')}`),
    ...unchecked.map(
      ({ what, detail, help }) =>
        `${paint('yellow', 'not checked:')} ${safe(what)}: ${safe(detail)}${help === null ? '' : `\n  ${paint('cyan', 'next:')} ${safe(help)}`}`,
    ),
    '',
  ].join('\n');
}
