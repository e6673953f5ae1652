import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { fixWorkflows } from '#ci/fix.ts';

const HEAD = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n';

const PATH = '.github/workflows/a.yml';

function fixed(text: string): string {
  const result = fixWorkflows(new Map([[PATH, text]])).get(PATH)?.text ?? text;
  expect(() => parse(result)).not.toThrow();
  expect(fixWorkflows(new Map([[PATH, result]])).size).toBe(0);
  return result;
}

it('moves a secret out of a script into the env of its step', () => {
  const steps = [
    '      - run: hf upload acme/m . --token ${{ secrets.HF_TOKEN }} # up',
    '      - name: b # keep',
    '        run: |',
    '          # a comment',
    '          curl -H "Authorization: Bearer ${{ secrets.HF_TOKEN }}" https://x  # why',
  ];
  expect(fixed(`${HEAD}${steps.join('\n')}\n`)).toBe(
    `${HEAD}${[
      '      - env:',
      '          HF_TOKEN: ${{ secrets.HF_TOKEN }}',
      '        run: hf upload acme/m . --token "$HF_TOKEN" # up',
      '      - name: b # keep',
      '        env:',
      '          HF_TOKEN: ${{ secrets.HF_TOKEN }}',
      '        run: |',
      '          # a comment',
      '          curl -H "Authorization: Bearer ${HF_TOKEN}" https://x  # why',
    ].join('\n')}\n`,
  );
});

it('uses the env that the step has, in its layout', () => {
  const block = `${HEAD}      - env:\n            # theirs\n            A: b\n        run: x \${{ secrets.T }} \${{ secrets.U }}\n`;
  expect(fixed(block)).toBe(
    `${HEAD}      - env:\n            # theirs\n            T: \${{ secrets.T }}\n            U: \${{ secrets.U }}\n            A: b\n        run: x "$T" "$U"\n`,
  );
  const flow = `${HEAD}      - env: {A: b}\n        run: x \${{ secrets.T }}\n`;
  expect(fixed(flow)).toBe(`${HEAD}      - env: {T: "\${{ secrets.T }}", A: b}\n        run: x "$T"\n`);
});

it.each([
  ['single quotes', '      - run: |\n          python -c \'x = "${{ secrets.T }}"\'\n'],
  ['a here document', "      - run: |\n          cat <<'EOF'\n          ${{ secrets.T }}\n          EOF\n"],
  ['another shell', '      - shell: pwsh\n        run: x ${{ secrets.T }}\n'],
  ['a name that is taken', '      - env:\n          T: other\n        run: x ${{ secrets.T }}\n'],
  ['a quoted value', '      - run: "x ${{ secrets.T }}"\n'],
  ['an env that is shared by an anchor', '      - env: &e\n          A: b\n        run: x ${{ secrets.T }}\n      - env: *e\n        run: y\n'],
  ['an expression that is more than a name', "      - run: x ${{ secrets.T || 'y' }}\n"],
])('leaves alone what it cannot be sure of: %s', (_name, steps) => {
  expect(fixed(HEAD + steps)).toBe(HEAD + steps);
});

it('takes set -x out, and leaves the other options', () => {
  const step = (script: string): string => `${HEAD}      - env:\n          T: \${{ secrets.T }}\n        run: |\n${script}`;
  expect(fixed(step('          set -x\n          a # b\n'))).toBe(step('          a # b\n'));
  expect(fixed(step('          set -euxo pipefail\n          a\n'))).toBe(step('          set -euo pipefail\n          a\n'));
  expect(fixed(step('          set -ex\n          a\n'))).toBe(step('          set -e\n          a\n'));
});

it('moves a secret of the workflow to the one step that can read it, with its comment', () => {
  const text =
    'on: push\nenv:\n  HF_TOKEN: ${{ secrets.HF_TOKEN }} # fine-grained\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n      - run: hf upload a/b .\n';
  expect(fixed(text)).toBe(
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n      - env:\n          HF_TOKEN: ${{ secrets.HF_TOKEN }} # fine-grained\n        run: hf upload a/b .\n',
  );
  const apart = (lines: string): string => text.replace('env:\n  HF_TOKEN: ${{ secrets.HF_TOKEN }} # fine-grained\n', lines);
  expect(fixed(apart('\nenv:\n  HF_TOKEN: ${{ secrets.HF_TOKEN }} # fine-grained\n\n'))).toContain('on: push\n\njobs:');
  const two = text.replace('      - uses: actions/checkout@v5\n', '      - run: python other.py\n');
  expect(fixed(two)).toBe(two);
});

it('writes nothing into a file that is no workflow', () => {
  for (const text of ['', 'a: [', '- x', 'jobs: 3']) expect(fixWorkflows(new Map([['a.yml', text]])).size).toBe(0);
});

const CALLED = '.github/workflows/called.yml';

/** A caller that inherits, and what it calls, both mended. */
function fixedPair(called: string, job = '    secrets: inherit\n'): { readonly caller: string; readonly called: string; readonly was: string } {
  const was = `on: push\njobs:\n  a:\n    uses: ./${CALLED}\n${job}    with: {x: 1}\n`;
  const texts = new Map([
    [PATH, was],
    [CALLED, called],
  ]);
  const result = fixWorkflows(texts);
  for (const { text } of result.values()) expect(() => parse(text)).not.toThrow();
  return { was, caller: result.get(PATH)?.text ?? was, called: result.get(CALLED)?.text ?? called };
}

const reading = (on: string, more = ''): string =>
  `${on}jobs:\n  b:\n    runs-on: x\n${more}    steps:\n      - run: x\n        env: {A: "\${{ secrets.HF_TOKEN }}", B: "\${{ secrets.other }}"}\n`;

it('passes the secrets that a called workflow reads instead of all, and keeps the comment', () => {
  const called = reading('on:\n  workflow_call:\n    secrets:\n      HF_TOKEN: {required: true}\n      other: {}\n      UNREAD: {}\n');
  const { caller, called: same, was } = fixedPair(called, '    secrets: inherit # all\n');
  expect(caller).toBe(was.replace('secrets: inherit # all\n', 'secrets: # all\n      HF_TOKEN: ${{ secrets.HF_TOKEN }}\n      other: ${{ secrets.OTHER }}\n'));
  expect(same).toBe(called);
});

it.each([
  ['on:\n  workflow_call:\n', 'on:\n  workflow_call:\n    secrets:\n      HF_TOKEN: {required: false}\n      OTHER: {required: false}\n'],
  [
    'on:\n  workflow_call: # theirs\n      inputs:\n        x: {type: number}\n',
    'on:\n  workflow_call: # theirs\n      secrets:\n        HF_TOKEN: {required: false}\n        OTHER: {required: false}\n      inputs:\n        x: {type: number}\n',
  ],
  [
    'on:\n  workflow_call:\n    secrets:\n      # the other\n      other: {}\n',
    'on:\n  workflow_call:\n    secrets:\n      HF_TOKEN: {required: false}\n      # the other\n      other: {}\n',
  ],
])('declares first what a called workflow reads, without which nothing can be passed by name: %j', (on, declared) => {
  const { caller, called } = fixedPair(reading(on));
  expect(called).toBe(reading(declared));
  expect(caller).toMatch(/secrets:\n {6}(?:HF_TOKEN|other|OTHER): \$\{\{ secrets\.(?:HF_TOKEN|OTHER) \}\}\n {6}/);
});

it('leaves out what is passed for nothing', () => {
  const { caller, was } = fixedPair('on:\n  workflow_call:\njobs:\n  b:\n    runs-on: x\n    steps: [{run: x}]\n');
  expect(caller).toBe(was.replace('    secrets: inherit\n', ''));
});

it.each([
  ['a workflow that reads a secret of an environment', reading('on:\n  workflow_call:\n    secrets: {HF_TOKEN: {}, other: {}}\n', '    environment: prod\n')],
  ['a name that only the run knows', reading('on:\n  workflow_call:\n').replace('secrets.other', 'secrets[github.job]')],
  ['declarations in a layout of another kind', reading('on: {workflow_call: {inputs: {x: {type: number}}}}\n')],
  ['a list of events', reading('on: [workflow_call, push]\n')],
])('leaves alone what it cannot be sure of to pass: %s', (_name, called) => {
  const result = fixedPair(called);
  expect(result).toEqual({ was: result.was, caller: result.was, called });
});

it('follows calls of calls from the innermost outwards', () => {
  const inner = '.github/workflows/inner.yml';
  const texts = new Map([
    [PATH, `on: push\njobs:\n  a:\n    uses: ./${CALLED}\n    secrets: inherit\n`],
    [CALLED, `on:\n  workflow_call:\njobs:\n  b:\n    uses: ./${inner}\n    secrets: inherit\n`],
    [inner, 'on:\n  workflow_call:\njobs:\n  c:\n    runs-on: x\n    steps:\n      - run: x\n        env:\n          A: ${{ secrets.DEEP }}\n'],
  ]);
  const result = fixWorkflows(texts);
  expect([...result].map(([path, { done }]) => `${path} ${done.join()}`).sort()).toEqual([
    `${PATH} secrets-inherit`,
    `${CALLED} secrets-inherit,secret-undeclared`,
    `${inner} secret-undeclared`,
  ]);
  expect(result.get(PATH)?.text).toContain('    secrets:\n      DEEP: ${{ secrets.DEEP }}\n');
});
