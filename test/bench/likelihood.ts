import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '#detect/likelihood.ts';
import type { Rule } from '#detect/rule.ts';
import { RULES } from '#rules/index.ts';
import { createSampler } from '../support/samples.ts';
import type { BenchContext, Row } from './bench.ts';

const DRAWN = 1_000_000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Rules whose tokens are judged alike: the first stands for all. */
interface Kind {
  readonly rule: Rule;
  readonly ids: readonly string[];
}

function kindsOf(rules: readonly Rule[]): readonly Kind[] {
  const kinds = new Map<string, Rule[]>();
  for (const rule of rules) {
    const { alphabet, length, tail } = rule.sample;
    const key = JSON.stringify([alphabet, alphabet === 'jwt' ? 0 : length, tail, rule.minEntropyBits, rule.digit]);
    kinds.set(key, [...(kinds.get(key) ?? []), rule]);
  }
  return [...kinds.values()].map((alike) => ({ rule: alike[0] as Rule, ids: alike.map(({ id }) => id) }));
}

/** Why a random token is lost: the test of likelihood, or no digit where the kernel wants one. */
function lossOf(rule: Rule, token: string): string | undefined {
  if (rule.digit === true && !/[0-9]/.test(token.slice(0, 64))) return 'no-digit';
  const likelihood = judge(rule, token);
  return likelihood.likely ? undefined : likelihood.reason;
}

function lostOf({ rule, ids }: Kind, draw: () => string): Row {
  const reasons = new Map<string, number>();
  for (let index = 0; index < DRAWN; index += 1) {
    const reason = lossOf(rule, draw());
    if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const lost = [...reasons.values()].reduce((sum, count) => sum + count, 0);
  return {
    kind: ids.join(' '),
    drawn: DRAWN,
    lost,
    'lost of 100,000': Number(((lost / DRAWN) * 100_000).toFixed(2)),
    reasons: [...reasons].map(([reason, count]) => `${reason} ${count}`).join(', '),
  };
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
  const rows = kindsOf(RULES).map((kind) => lostOf(kind, () => sampler.token(kind.rule.sample)));
  const [user] = RULES;
  const modal = RULES.find((rule) => rule.id === 'modal-token-secret');
  if (user === undefined || modal === undefined) throw new Error('a rule is gone');
  const letters = lostOf({ rule: user, ids: [`${user.id}, letters only`] }, () => user.sample.prefix + sampler.text(34, LETTERS));
  return [...rows, letters, passedOf(user, root), passedOf(modal, root)];
}
