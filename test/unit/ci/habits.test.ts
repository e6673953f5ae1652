import { expect, it } from 'vitest';
import { HABITS } from '#ci/habits/index.ts';
import { parseWorkflow, type Workflow } from '#ci/workflow/model.ts';
import { isFault } from '#ci/workflow/source.ts';

function found(text: string): readonly string[] {
  const workflow = parseWorkflow('.github/workflows/a.yml', text);
  expect(isFault(workflow)).toBe(false);
  return HABITS.flatMap(({ id, find }) => find(workflow as Workflow, new Map()).map(({ place }) => `${id}:${place.line}`));
}

const step = (lines: readonly string[], env = 'HF_TOKEN: ${{ secrets.HF_TOKEN }}'): string =>
  [
    'on: push',
    'jobs:',
    '  a:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - env:',
    `          ${env}`,
    '        run: |',
    ...lines.map((line) => `          ${line}`),
    '',
  ].join('\n');

it.each([
  ['echo "$HF_TOKEN"', 'secret-printed:9'],
  ['printf %s ${HF_TOKEN}', 'secret-printed:9'],
  ['printenv', 'secret-printed:9'],
  ['curl -H "Authorization: Bearer $HF_TOKEN" https://huggingface.co', 'secret-on-command-line:9'],
  ['hf upload a b --token $HF_TOKEN', 'secret-on-command-line:9'],
  ['git clone https://user:$HF_TOKEN@huggingface.co/a/b', 'secret-on-command-line:9'],
  ['docker build --build-arg HF_TOKEN=$HF_TOKEN .', 'secret-on-command-line:9'],
  ['echo "T=$HF_TOKEN" >> "$GITHUB_ENV"', 'secret-in-output:9'],
  ['echo "t=$HF_TOKEN" >> $GITHUB_OUTPUT', 'secret-in-output:9'],
  ['set -x', 'trace:9'],
  ['set -o xtrace', 'trace:9'],
])('finds %s', (line, id) => {
  expect(found(step([line]))).toEqual([id]);
});

it('finds what a program prints, whichever way it reads the variable', () => {
  expect(found(step(['python -c \'import os; print(os.environ["HF_TOKEN"])\'']))[0]).toBe('secret-printed:8');
});

it.each([
  'echo "::add-mask::$HF_TOKEN"',
  '[ -n "$HF_TOKEN" ] && echo set',
  'printf %s "$HF_TOKEN" | gh secret set HF_TOKEN -R a/b',
  'export TOKEN="$HF_TOKEN"',
  'TOKEN="$HF_TOKEN" python train.py',
  'echo HF_TOKEN',
  '# echo $HF_TOKEN',
  'env FOO=1 python x.py',
  'set -eu',
])('finds nothing in %s', (line) => {
  expect(found(step([line]))).toEqual([]);
});

it('finds secrets in conditions, matrices, outputs, names, artifacts and caches, and all of them at once', () => {
  const text = [
    'on: push',
    'run-name: x ${{ secrets.A }}',
    'jobs:',
    '  a:',
    '    runs-on: ubuntu-latest',
    '    strategy: {matrix: {t: ["${{ secrets.B }}"]}}',
    '    outputs: {t: "${{ secrets.C }}"}',
    '    if: secrets.D',
    '    steps:',
    '      - uses: actions/upload-artifact@v4',
    '        with: {name: a, path: .env}',
    '      - uses: actions/cache@v4',
    '        with: {key: "${{ secrets.E }}", path: ~/.cache/huggingface}',
    '      - run: x',
    '        env: {ALL: "${{ toJSON(secrets) }}", ONE: "${{ secrets[github.job] }}", PART: "${{ fromJSON(secrets.F).id }}"}',
    '  b:',
    '    uses: ./.github/workflows/c.yml',
    '    secrets: inherit',
    '',
  ].join('\n');
  expect([...found(text)].sort()).toEqual(
    [
      ...[
        'secret-in-artifact:10',
        'secret-in-artifact:12',
        'secret-in-artifact:13',
        'secret-in-if:8',
        'secret-in-output:2',
        'secret-in-output:6',
        'secret-in-output:7',
      ],
      ...['secrets-inherit:17', 'structured-secret:15', 'whole-secrets:15', 'whole-secrets:15'],
    ].sort(),
  );
});

it.each([
  ['pull_request_target', 'ref: ${{ github.event.pull_request.head.sha }}', 1],
  ['workflow_run', 'ref: ${{ github.event.workflow_run.head_branch }}', 1],
  ['pull_request', 'ref: ${{ github.event.pull_request.head.sha }}', 0],
  ['pull_request_target', 'fetch-depth: 1', 0],
])('judges a checkout with secrets for %s and %s', (trigger, input, count) => {
  const text = `on: ${trigger}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/checkout@v5\n        with:\n          ${input}\n      - run: make\n        env:\n          T: \${{ secrets.T }}\n`;
  expect(found(text).filter((id) => id.startsWith('privileged-checkout'))).toHaveLength(count);
});

it('follows anchors and merges', () => {
  const text = [
    'on: push',
    'x-env: &hub',
    '  HF_TOKEN: ${{ secrets.HF_TOKEN }}',
    'jobs:',
    '  a:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - env: *hub',
    '        run: echo $HF_TOKEN',
    '      - env: {<<: *hub, B: c}',
    '        run: echo $HF_TOKEN',
    '',
  ].join('\n');
  expect(found(text)).toEqual(['secret-printed:9', 'secret-printed:11']);
});

it('knows names that no tool reads', () => {
  expect(found(step(['hf upload a b'], 'HUGGINGFACE_TOKEN: ${{ secrets.HF_TOKEN }}'))).toEqual(['variable-name:7']);
  expect(found(step(['modal deploy x'], 'MODAL_TOKEN: ${{ secrets.M }}'))).toEqual(['variable-name:7']);
});
