// Bundles the built-in rules as data, with the engine's tables for them: at every commit a hook would otherwise spend its time on both.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));

const ENTRY = `
import { RULES } from '#rules/index.ts';
import { probesOf } from '#detect/probes.ts';
import { writePlan } from '#detect/kernel/planned.ts';
import { TABLES_AT } from '#detect/kernel/wasm.ts';
export const plan = writePlan(probesOf(RULES), TABLES_AT);
export const rules = RULES;
`;

/** The rules and their plan, by the sources as they are now. */
async function evaluate() {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['source'],
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/**
 * `JSON.parse` reads a text many times as fast as V8 reads the same as a program. A pattern is compiled when its rule has a candidate.
 *
 * @param lean Without what only `auth-guard rules` shows.
 */
function rulesModule(rules, lean) {
  const shown = lean ? rules.map((rule) => ({ ...rule, description: '', truePositives: [], trueNegatives: [], references: [] })) : rules;
  const json = JSON.stringify(shown, (_key, value) => (value instanceof RegExp ? { source: value.source, flags: value.flags } : value));
  return `export const RULES = JSON.parse(${JSON.stringify(json)});\n`;
}

/**
 * Gives a function that makes the plugin which bundles the rules and their plan as data.
 *
 * @see src/detect/kernel/built-in-plan.ts
 */
export async function prepareRules() {
  const { plan, rules } = await evaluate();
  return ({ lean = false } = {}) => ({
    name: 'rules-as-data',
    setup: ({ onLoad }) => {
      const modules = new Map([
        [join(root, 'rules', 'index.ts'), rulesModule(rules, lean)],
        [join(root, 'src', 'detect', 'kernel', 'built-in-plan.ts'), `export const BUILT_IN_PLAN = ${JSON.stringify(plan)};\n`],
      ]);
      onLoad({ filter: /[/\\](?:index|built-in-plan)\.ts$/ }, ({ path }) => (modules.has(path) ? { contents: modules.get(path) } : undefined));
    },
  });
}
