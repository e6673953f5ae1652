import { isMap, isScalar, type YAMLMap } from 'yaml';
import type { Edit } from '#ci/habits/habit.ts';
import type { Step } from '#ci/workflow/model.ts';
import { keyOf, type YamlSource } from '#ci/workflow/source.ts';

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function columnText(text: string, offset: number): string {
  return ' '.repeat(offset - lineStart(text, offset));
}

function keyOffset(map: YAMLMap, key: string): number | undefined {
  const found = map.items.find((pair) => keyOf(pair) === key);
  return isScalar(found?.key) ? found.key.range?.[0] : undefined;
}

function intoMap(source: YamlSource, env: YAMLMap, lines: readonly string[]): Edit | undefined {
  const first = env.items[0]?.key;
  const at = isScalar(first) ? first.range?.[0] : undefined;
  if (at === undefined || env.anchor !== undefined) return undefined; // an anchor: other steps would get it as well
  if (env.flow === true) return { start: at, end: at, text: lines.map((line) => `${line.replace(/\$\{\{.*\}\}/, '"$&"')}, `).join('') };
  return { start: at, end: at, text: lines.map((line) => `${line}\n${columnText(source.text, at)}`).join('') };
}

/**
 * Gives a step more variables, in its own layout.
 *
 * @param lines Such as `HF_TOKEN: ${{ secrets.HF_TOKEN }}`.
 * @returns `undefined` where the step's `env:` is shared with others, or written in a way that is not known.
 */
export function addToStepEnv(source: YamlSource, step: Step, lines: readonly string[]): Edit | undefined {
  if (!isMap(step.node) || step.node.flow === true || step.node.anchor !== undefined) return undefined;
  const pair = step.node.items.find((one) => keyOf(one) === 'env');
  if (pair !== undefined) return isMap(pair.value) ? intoMap(source, pair.value, lines) : undefined;
  const at = keyOffset(step.node, 'run') ?? keyOffset(step.node, 'uses');
  if (at === undefined) return undefined;
  const indent = columnText(source.text, at);
  return { start: at, end: at, text: `env:\n${lines.map((line) => `${indent}  ${line}\n`).join('')}${indent}` };
}

/** Takes a variable out of an `env:`, and the whole `env:` with the last one. `undefined` where that is no matter of whole lines. */
export function removeFromEnv(source: YamlSource, owner: unknown, name: string): { readonly edit: Edit; readonly line: string } | undefined {
  const envPair = isMap(owner) ? owner.items.find((one) => keyOf(one) === 'env') : undefined;
  const env = envPair?.value;
  if (!isMap(env) || env.flow === true || env.anchor !== undefined) return undefined;
  const pair = env.items.find((one) => keyOf(one) === name);
  if (!isScalar(pair?.key) || !isScalar(pair.value) || !isScalar(envPair?.key)) return undefined;
  const { text } = source;
  const keyAt = pair.key.range?.[0] ?? 0;
  const valueEnd = pair.value.range?.[1] ?? 0;
  const endOfLine = text.indexOf('\n', valueEnd);
  const end = endOfLine < 0 ? text.length : endOfLine + 1;
  const line = text.slice(keyAt, end).trimEnd();
  if (line.includes('\n') || text.slice(lineStart(text, keyAt), keyAt).trim() !== '') return undefined;
  const from = lineStart(text, env.items.length === 1 ? (envPair.key.range?.[0] ?? 0) : keyAt);
  const between = text.slice(0, from).endsWith('\n\n') && text[end] === '\n'; // of two empty lines one is left
  return { edit: { start: from, end: between ? end + 1 : end, text: '' }, line };
}
