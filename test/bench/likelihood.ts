import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '#detect/likelihood.ts';
import type { Rule } from '#detect/rule.ts';
import { RULES } from '#rules/index.ts';
import { createSampler } from '../support/samples.ts';
import type { BenchContext, Row } from './bench.ts';

const DRAWN = 1_000_000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function lostOf(rule: Rule, draw: () => string): Row {
  let lost = 0;
  for (let index = 0; index < DRAWN; index += 1) if (!judge(rule, draw()).likely) lost += 1;
  return { kind: rule.id, drawn: DRAWN, lost, 'lost of 100,000': Number(((lost / DRAWN) * 100_000).toFixed(2)) };
}

/** Identifiers as they stand in source code, glued together to exactly the length of a token's body. */
function identifiers(root: string, length: number): readonly string[] {
  const folder = join(root, 'node_modules/typescript/lib');
  const text = readdirSync(folder)
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => readFileSync(join(folder, name), 'latin1'));
  const words = new Set(text.flatMap((one) => one.match(/\b[A-Za-z][A-Za-z0-9]{3,}\b/g) ?? []));
  const long = [...words].filter((word) => /[a-z]/.test(word));
  const glued: string[] = [];
  for (let index = 0; index + 4 < long.length; index += 1) {
    const capital = long.slice(index, index + 5).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
    glued.push(capital.join('').slice(0, length), (long[index] + capital.slice(1).join('')).slice(0, length));
  }
  return glued.filter((one) => one.length === length);
}

function passedOf(rule: Rule, root: string): Row {
  const bodies = identifiers(root, rule.sample.length);
  const passed = bodies.filter((body) => judge(rule, rule.sample.prefix + body).likely).length;
  return {
    kind: `identifiers as ${rule.id}`,
    drawn: bodies.length,
    lost: bodies.length - passed,
    'taken for tokens, %': Number(((passed / bodies.length) * 100).toFixed(2)),
  };
}

/** How many random tokens of each kind the test of likelihood loses, and how many identifiers of the right length it takes for tokens. */
export function benchLikelihood({ root }: BenchContext): readonly Row[] {
  const sampler = createSampler(2026);
  const rows = RULES.map((rule) => lostOf(rule, () => sampler.token(rule.sample)));
  const [user] = RULES;
  const modal = RULES.find((rule) => rule.id === 'modal-token-secret');
  if (user === undefined || modal === undefined) throw new Error('a rule is gone');
  const letters = lostOf(user, () => user.sample.prefix + sampler.text(34, LETTERS));
  return [...rows, { ...letters, kind: `${user.id}, letters only` }, passedOf(user, root), passedOf(modal, root)];
}
