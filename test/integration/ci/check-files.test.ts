import { expect, it } from 'vitest';
import { startCli } from '../../support/cli-async.ts';
import { check, github, project, WORKFLOW } from '../../support/github/ci-project.ts';
import { Repository } from '../../support/repository.ts';
import { createSampler } from '../../support/samples.ts';

it('finds tools without a token, tokens that no step tried, also behind a local action or a program, and tokens in images', async () => {
  const repository = project('', WORKFLOW.replace('npx --yes --package @auth-guard/cli auth-guard validate huggingface && ', ''));
  repository.stage('src/train.py', 'import modal\nf = modal.Function.from_name("a", "b")\n');
  repository.stage(
    'actions/up/action.yml',
    'runs:\n  using: composite\n  steps:\n    - run: huggingface-cli upload a b\n      shell: bash\n      env: {T: "${{ secrets.T }}"}\n',
  );
  repository.stage(
    '.github/workflows/b.yml',
    'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: python src/train.py\n      - uses: ./actions/up\n',
  );
  repository.stage('Dockerfile', 'FROM x\nARG HF_TOKEN\n');
  repository.stage('.env.example', 'MODAL_TOKEN_ID=\n# HUGGINGFACE_TOKEN\n');
  const { ids, report } = await check(repository, {}, '--offline');
  expect([...ids].sort()).toEqual(
    ['secret-in-build-arg:HF_TOKEN', 'tool-without-token:', 'tool-without-token:', 'token-not-validated:', 'secret-in-action:T'].sort(),
  );
  expect(report.mentions.map(({ name, location }) => `${name} ${location.path}:${location.line}`)).toEqual([
    'MODAL_TOKEN_ID .env.example:1',
    'HF_TOKEN Dockerfile:2',
  ]);
});

it.each([
  ['python -c \'AutoModel.from_pretrained("meta-llama/Llama-3.1-8B")\'', 1],
  ['hf download google/gemma-3-4b-it', 1],
  ['python -c \'load_dataset("a/b", token=True)\'', 1],
  ['python -c \'AutoModel.from_pretrained("gpt2")\'', 0],
])('asks for a token where a model is gated: %s', async (script, count) => {
  const repository = project('', `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          ${script}\n`);
  const { ids } = await check(repository, {}, '--offline');
  expect(ids.filter((id) => id === 'tool-without-token:')).toHaveLength(count);
});

it('says the same thing of a file once, with every place, and what workflows elsewhere are given', async () => {
  const curl = '      - run: |\n          curl -H "Authorization: $T" https://x\n        env: {T: "${{ secrets.T }}"}\n';
  const repository = project('', `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${curl.repeat(3)}`);
  repository.stage(
    '.github/workflows/b.yml',
    'on: push\njobs:\n  a:\n    uses: big/shared/.github/workflows/x.yml@v1\n    secrets: {hf: "${{ secrets.T }}"}\n',
  );
  repository.stage('Dockerfile', 'FROM x\nRUN echo $HUGGING_FACE_HUB_TOKEN\n');
  const { stdout } = await startCli(['ci', 'check', '--offline'], { cwd: repository.path, env: repository.env, tokens: [] });
  expect(stdout.match(/secret-on-command-line/g)).toHaveLength(1);
  expect(stdout).toMatch(/upload\.yml:7:11 .*\n.*`curl`.*\n {2}also at 10:11, 13:11\n {2}next: .*"\$T" \| curl/);
  expect(stdout).toContain('big/shared/.github/workflows/x.yml@v1 of another repository is given HF.');
  for (const [path, text] of [
    ['compose.yaml', 'services: {a: {environment: {MODAL_TOKEN_SECRET: "${MODAL_TOKEN_SECRET}"}}}'],
    ['pyproject.toml', '[tool.poe.tasks]\nup = "MODAL_TOKEN_ID=x modal deploy"'],
  ] as const)
    repository.stage(path, `${text}\n`);
  const more = await startCli(['ci', 'check', '--offline'], { cwd: repository.path, env: repository.env, tokens: [] });
  expect(more.stdout).toMatch(/MODAL_TOKEN_SECRET is named in compose\.yaml:1;[\s\S]*MODAL_TOKEN_ID is named in pyproject\.toml:2;/);
  expect(stdout).toContain('HUGGING_FACE_HUB_TOKEN is named in Dockerfile:2; no workflow gives it a secret.');
});

it('finds a token that stands in a workflow, and prints none of it', async () => {
  const token = `hf_${createSampler(11).text(34)}`;
  const repository = project('', WORKFLOW.replace('${{ secrets.HF_TOKEN }}', token));
  const run = await startCli(['ci', 'check', '--offline'], { cwd: repository.path, env: repository.env, tokens: [token] });
  expect(run.stdout).toContain('.github/workflows/upload.yml:9:21  error  plain-token');
});

it('mends the files and says what is left', async () => {
  const repository = project(
    '',
    WORKFLOW.replace('hf upload', 'curl -u x:${{ secrets.HF_TOKEN }} https://x; hf upload').replace('      - run', '      # why\n      - run'),
  );
  const run = await startCli(['ci', 'check', '--offline', '--fix'], { cwd: repository.path, env: repository.env, tokens: [] });
  expect(run.stderr).toBe('mended .github/workflows/upload.yml: secret-in-run\n');
  expect(run.stdout).not.toContain('secret-in-run');
  expect(repository.git('diff', '--stat')).toContain('1 insertion(+), 1 deletion(-)');
});

it('is clean in a repository without workflows, and asks nobody', async () => {
  const hub = await github();
  const repository = Repository.create();
  expect((await check(repository, hub.env)).report.verdict).toBe('clean');
  expect(hub.requests).toEqual([]);
});
