import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { fixWorkflow } from '#ci/fix.ts';

const HEAD = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n';

function fixed(text: string): string {
  const { text: result } = fixWorkflow('.github/workflows/a.yml', text);
  expect(() => parse(result)).not.toThrow();
  expect(fixWorkflow('.github/workflows/a.yml', result).text).toBe(result);
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
  const two = text.replace('      - uses: actions/checkout@v5\n', '      - run: python other.py\n');
  expect(fixed(two)).toBe(two);
});

it('writes nothing into a file that is no workflow', () => {
  for (const text of ['', 'a: [', '- x', 'jobs: 3']) expect(fixWorkflow('a.yml', text)).toEqual({ text, done: [] });
});
