import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ScanReport } from '#scan/report.ts';
import { hubScene, LEAKED } from '../support/hub/scene.ts';
import { Repository } from '../support/repository.ts';

function reportOf(stdout: string): ScanReport {
  return JSON.parse(stdout) as ScanReport;
}

/** A safetensors file: the length of its header, the header, then numbers. */
function safetensors(metadata: string, numbers: number): Buffer {
  const header = Buffer.from(JSON.stringify({ __metadata__: { note: metadata } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.alloc(numbers, 7)]);
}

describe('auth-guard scan --hub', () => {
  it('finds a token in a file and names its page and that of its last commit', async () => {
    const { hub, run } = await hubScene();
    hub.addRepository('datasets/acme/d').put('code/train.py', `\nlogin("${LEAKED}")\n`);
    const { exitCode, stdout } = await run(['scan', '--hub', 'acme/d', '--type', 'dataset', '--format', 'json']);
    const [finding] = reportOf(stdout).findings;
    expect(finding?.location).toMatchObject({ path: 'hf://datasets/acme/d/code/train.py', line: 2, column: 8 });
    expect(finding?.pages?.file).toBe(`${hub.endpoint}/datasets/acme/d/blob/main/code/train.py#L2`);
    expect(finding?.pages?.commit).toMatch(/\/datasets\/acme\/d\/commit\/[0-9a-f]{40}$/);
    expect(exitCode).toBe(1);
  });

  it('reads names, discussions, and what pull requests propose', async () => {
    const { hub, run } = await hubScene();
    const repository = hub.addRepository('models/acme/m');
    repository.put(`${LEAKED}.txt`, 'x');
    repository.put('ok.txt', 'ok');
    repository.discussions.push({ num: 1, title: 'help', isPullRequest: false, comments: ['hello', `it says 401 with ${LEAKED}`] });
    repository.discussions.push({ num: 2, title: 'a change', isPullRequest: true, comments: [] });
    repository.put('ok.txt', 'ok', { revision: 'refs/pr/2' });
    repository.put('new.env', `HF_TOKEN=${LEAKED}\n`, { revision: 'refs/pr/2' });
    const { stdout } = await run(['scan', '--hub', 'acme/m', '--format', 'json']);
    const pages = reportOf(stdout).findings.map(({ location, pages }) => [location.path, pages?.file.replace(hub.endpoint, '')]);
    expect(pages).toContainEqual(['hf://acme/m/discussions/1', '/acme/m/discussions/1']);
    expect(pages).toContainEqual(['hf://acme/m/new.env', '/acme/m/blob/refs%2Fpr%2F2/new.env#L1']);
    expect(reportOf(stdout).findings).toHaveLength(3);
    expect(hub.requests.filter(({ path }) => path.endsWith('/ok.txt'))).toHaveLength(1);
  });

  it('reads the headers of large weights alone, says so, and reads them whole when asked', async () => {
    const { hub, run } = await hubScene();
    const repository = hub.addRepository('models/acme/m');
    repository.put('clean.safetensors', Buffer.concat([safetensors('none', 11_000_000), Buffer.from(`\n${LEAKED}\n`), Buffer.alloc(2_000_000)]), { lfs: true });
    repository.put('header.safetensors', safetensors(LEAKED, 11_000_000), { lfs: true });
    const { stdout } = await run(['scan', '--hub', 'acme/m', '--format', 'json']);
    const { findings, summary } = reportOf(stdout);
    expect(findings.map(({ location }) => location.path)).toEqual(['hf://acme/m/header.safetensors']);
    expect(summary).toMatchObject({ headers: 2 });
    expect(summary.bytes).toBeLessThan(10_000);
    const whole = reportOf((await run(['scan', '--hub', 'acme/m', '--weights', '--format', 'json'])).stdout);
    expect(whole.findings.map(({ location }) => location.path)).toEqual(['hf://acme/m/clean.safetensors', 'hf://acme/m/header.safetensors']);
  });

  it.each(['bin', 'gguf'])('reads the start and the end of large weights that are no safetensors: .%s', async (ending) => {
    const { hub, run } = await hubScene();
    const at = (offset: number): Buffer => {
      const bytes = Buffer.alloc(12_000_000, 7);
      bytes.write(` ${LEAKED} `, offset);
      return bytes;
    };
    const repository = hub.addRepository('models/acme/m');
    repository.put(`start.${ending}`, at(3_900_000), { lfs: true });
    repository.put(`middle.${ending}`, at(6_000_000), { lfs: true });
    repository.put(`end.${ending}`, at(11_500_000), { lfs: true });
    const paths = async (...args: readonly string[]): Promise<readonly string[]> =>
      reportOf((await run(['scan', '--hub', 'acme/m', '--format', 'json', ...args])).stdout).findings.map(({ location }) => location.path);
    expect(await paths()).toEqual([`hf://acme/m/end.${ending}`, `hf://acme/m/start.${ending}`]);
    expect(await paths('--weights')).toHaveLength(3);
  });

  it('reads the revision that it is asked for, and no other', async () => {
    const { hub, run } = await hubScene();
    const repository = hub.addRepository('models/acme/m');
    repository.put('a.txt', 'clean');
    repository.put('a.txt', LEAKED, { revision: 'next' });
    const { exitCode, stdout } = await run(['scan', '--hub', 'acme/m', '--revision', 'next', '--format', 'json']);
    expect([exitCode, reportOf(stdout).findings[0]?.pages?.file]).toEqual([1, `${hub.endpoint}/acme/m/blob/next/a.txt#L1`]);
    expect((await run(['scan', '--hub', 'acme/m'])).exitCode).toBe(0);
    expect((await run(['scan', '--hub', 'acme/m', '--revision', 'none'])).exitCode).toBe(3);
    expect((await run(['scan', '--hub-org', 'acme', '--revision', 'next'])).exitCode).toBe(2);
  });

  it('finds in a clone what no file holds any more, and names the commit that brought it in', async () => {
    const { hub, run } = await hubScene();
    const git = Repository.create();
    git.stage('old.py', `login("${LEAKED}")\n`);
    git.commit('add');
    const leaking = git.git('rev-parse', 'HEAD').trim();
    git.git('rm', '--quiet', 'old.py');
    git.commit('remove');
    hub.addRepository('spaces/acme/s', { private: true }).gitFolder = git.path;
    const { exitCode, stdout } = await run(['scan', '--hub', 'spaces/acme/s', '--history', '--format', 'json']);
    const [finding] = reportOf(stdout).findings;
    expect(finding?.location.path).toBe('hf://spaces/acme/s/old.py');
    expect(finding?.pages).toEqual({
      file: `${hub.endpoint}/spaces/acme/s/blob/${leaking}/old.py#L1`,
      commit: `${hub.endpoint}/spaces/acme/s/commit/${leaking}`,
    });
    expect(exitCode).toBe(1);
  });

  it('clones a history again when one of its refs moved, or when it was not clean', async () => {
    const { hub, run } = await hubScene();
    const git = Repository.create();
    git.stage('a.py', 'print(1)\n');
    git.commit('one');
    hub.addRepository('models/acme/m').gitFolder = git.path;
    const clones = async (...args: readonly string[]): Promise<readonly [exitCode: number | null, clones: number]> => {
      hub.requests.length = 0;
      const { exitCode } = await run(['scan', '--hub', 'acme/m', '--history', ...args]);
      return [exitCode, hub.requests.filter(({ path }) => path.endsWith('/git-upload-pack')).length];
    };
    expect([await clones(), await clones(), await clones('--no-cache')]).toEqual([
      [0, 1],
      [0, 0],
      [0, 1],
    ]);
    git.stage('a.py', `login("${LEAKED}")\n`);
    git.commit('two');
    expect([await clones(), await clones()]).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('reads only what changed the second time', async () => {
    const { hub, run, folder } = await hubScene();
    const repository = hub.addRepository('models/acme/m');
    for (let index = 0; index < 20; index += 1) repository.put(`f${index}.txt`, `file ${index}`);
    await run(['scan', '--hub', 'acme/m']);
    repository.put('f3.txt', 'changed');
    hub.requests.length = 0;
    const { stdout, exitCode } = await run(['scan', '--hub', 'acme/m']);
    expect(stdout).toMatch(/19 found clean before/);
    expect(exitCode).toBe(0);
    expect(hub.requests.filter(({ path }) => path.includes('/resolve/'))).toHaveLength(1);
    expect(() => execFileSync('grep', ['-r', 'hf_', join(folder, '.cache')])).toThrow();
  });

  it('reads everything again when what it remembers is damaged, and remembers it anew', async () => {
    const { hub, run, folder } = await hubScene();
    const repository = hub.addRepository('models/acme/m');
    for (let index = 0; index < 5; index += 1) repository.put(`f${index}.txt`, `file ${index}`);
    const read = async (...args: readonly string[]): Promise<number> => {
      hub.requests.length = 0;
      expect((await run(['scan', '--hub', 'acme/m', ...args])).exitCode).toBe(0);
      return hub.requests.filter(({ path }) => path.includes('/resolve/')).length;
    };
    expect([await read(), await read(), await read('--no-cache'), await read()]).toEqual([5, 0, 5, 0]);
    const kept = join(folder, '.cache/auth-guard/hub');
    const [name = ''] = readdirSync(kept);
    for (const damage of ['', 'nonsense', readFileSync(join(kept, name)).subarray(20)]) {
      writeFileSync(join(kept, name), damage);
      expect([await read(), await read()]).toEqual([5, 0]);
    }
  });

  it('reads the rest of weights of which it knows the header, when it is asked to', async () => {
    const { hub, run } = await hubScene();
    const weights = Buffer.concat([safetensors('none', 11_000_000), Buffer.from(LEAKED)]);
    hub.addRepository('models/acme/m').put('w.safetensors', weights, { lfs: true });
    expect((await run(['scan', '--hub', 'acme/m'])).exitCode).toBe(0);
    expect((await run(['scan', '--hub', 'acme/m', '--weights'])).exitCode).toBe(1);
    expect((await run(['scan', '--hub', 'acme/m'])).exitCode).toBe(0);
  });

  it('says how many of several repositories it did not get to when it is stopped', async () => {
    const { hub, run } = await hubScene();
    for (const name of ['a', 'b', 'c', 'd']) hub.addRepository(`models/acme/${name}`).put('a.txt', `in ${name}`);
    hub.faults.add({ path: /\/acme\/b\/resolve\//, kind: 'hang' });
    const { exitCode, stdout } = await run(['scan', '--hub-user', 'acme', '--format', 'json'], { interruptAfter: /\/acme\/b\/resolve\// });
    expect(exitCode).toBe(3);
    expect(reportOf(stdout).skipped).toContainEqual({ path: 'hf://', reason: 'interrupted', detail: '2 of 4 repositories were not looked at' });
    hub.requests.length = 0;
    expect((await run(['scan', '--hub-user', 'acme'])).exitCode).toBe(0);
    expect(hub.requests.filter(({ path }) => path.includes('/resolve/')).map(({ path }) => path.slice(6, 7))).toEqual(['b', 'c', 'd']);
  });

  it('goes through everything of a user, page by page, and through a collection', async () => {
    const { hub, run } = await hubScene();
    for (const name of ['models/acme/a', 'models/acme/b', 'models/acme/c', 'datasets/acme/d', 'spaces/acme/s', 'models/other/x']) {
      hub.addRepository(name).put('README.md', `token ${LEAKED} of ${name}`);
    }
    const paths = (stdout: string): readonly string[] => reportOf(stdout).findings.map(({ location }) => location.path);
    const all = await run(['scan', '--hub-user', 'acme', '--format', 'json']);
    expect(paths(all.stdout)).toEqual(
      ['a', 'b', 'c', 'datasets/acme/d', 'spaces/acme/s'].map((one) => `hf://${one.includes('/') ? one : `acme/${one}`}/README.md`),
    );
    const spaces = await run(['scan', '--hub-org', 'acme', '--type', 'space', '--format', 'json']);
    expect(paths(spaces.stdout)).toEqual(['hf://spaces/acme/s/README.md']);
    hub.collections.set('acme/c-1', [
      { type: 'dataset', id: 'acme/d' },
      { type: 'paper', id: '2401.1' },
    ]);
    const collection = await run(['scan', '--hub-collection', 'acme/c-1', '--format', 'json']);
    expect(paths(collection.stdout)).toEqual(['hf://datasets/acme/d/README.md']);
  });

  it('waits as long as the Hub asks, and lists what it could not read', async () => {
    const { hub, run } = await hubScene();
    const repository = hub.addRepository('models/acme/m');
    repository.put('a.txt', 'a');
    repository.put('b.txt', 'b');
    hub.faults.add({ path: /\/tree\//, kind: 'answer', status: 429, headers: { RateLimit: '"api";r=0;t=0' }, body: '<html>slow down</html>' });
    hub.faults.add({
      path: /b\.txt$/,
      kind: 'answer',
      status: 403,
      headers: { 'X-Error-Code': 'GatedRepo' },
      body: { error: 'Access to model is restricted' },
    });
    const { exitCode, stdout, stderr } = await run(['scan', '--hub', 'acme/m']);
    expect(stderr).toContain('Retry 2/5 after 1.0s');
    expect(stdout).toMatch(/not checked: hf:\/\/acme\/m\/b\.txt/);
    expect(exitCode).toBe(3);
  });

  it('explains a repository that is not there, and what goes with what', async () => {
    const { run } = await hubScene();
    expect(await run(['scan', '--hub', 'acme/none'])).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('no such repository') });
    expect(await run(['scan', '--hub', 'nonsense'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('owner/name') });
    expect(await run(['scan', '--hub', 'acme/m', '--hub-user', 'acme'])).toMatchObject({ exitCode: 2 });
    expect(await run(['scan', '--hub', 'acme/m', '--stdin'])).toMatchObject({ exitCode: 2 });
  });
});
