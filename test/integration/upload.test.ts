import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CliRun } from '../support/cli.ts';
import type { LoopbackHub } from '../support/hub/loopback-hub.ts';
import { type HubScene, hubScene, LEAKED, TOKEN } from '../support/hub/scene.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(7002);

type UploadScene = HubScene & { upload(...args: readonly string[]): Promise<CliRun> };

async function scene(): Promise<UploadScene> {
  const one = await hubScene();
  return { ...one, upload: (...args) => one.run(['upload', ...args, '--repo-id', 'acme/m']) };
}

function commitsOf(hub: LoopbackHub): number {
  return hub.requests.filter(({ method, path }) => method === 'POST' && /\/commit\//.test(path)).length;
}

describe('auth-guard upload', () => {
  it('creates the repository, sends a folder in one commit and names its page', async () => {
    const { hub, write, upload } = await scene();
    write('model/config.json', '{}');
    write('model/weights/w.bin', Buffer.alloc(10_000, 1));
    const { exitCode, stdout, stderr } = await upload('model', '--private', '--path-in-repo', 'v1');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/does not exist yet; it will be created, private/);
    expect(stdout).toContain(`${hub.endpoint}/acme/m/commit/`);
    expect(exitCode).toBe(0);
    const stored = hub.repositories.get('models/acme/m');
    expect(stored?.private).toBe(true);
    expect([...(stored?.filesOf('main')?.keys() ?? [])].sort()).toEqual(['v1/config.json', 'v1/weights/w.bin']);
  });

  it.each(['basic', 'multipart', 'xet'] as const)('sends large files by %s, and nothing that the Hub has a second time', async (transfer) => {
    const { hub, write, upload } = await scene();
    hub.transfer = transfer;
    hub.addRepository('models/acme/m');
    write('m/w.bin', Buffer.alloc(6_000_000, sampler.text(1000)));
    write('m/readme.md', '# m');
    expect((await upload('m', ...(transfer === 'xet' ? ['--xet'] : []))).exitCode).toBe(0);
    const received = hub.received;
    expect(received).toBeGreaterThan(10_000);
    const again = await upload('m');
    expect(again.stdout).toContain('Nothing to send');
    write('m/readme.md', '# changed');
    expect((await upload('m')).stdout).toMatch(/Uploaded 1 file .*the Hub had 1 other already/);
    expect(hub.received).toBe(received);
    expect(commitsOf(hub)).toBe(2);
  });

  it('stops at a token in a file or in a name, before anything is asked or sent', async () => {
    const { hub, write, upload } = await scene();
    hub.addRepository('models/acme/m');
    write('m/train.py', `login("${LEAKED}")\n`);
    const found = await upload('m');
    expect(found).toMatchObject({ exitCode: 1 });
    expect(found.stderr).toContain('train.py:1:8');
    expect(found.stdout).toContain('Nothing was uploaded.');
    write('m/train.py', 'login()\n');
    write(`m/${LEAKED}.txt`, '');
    expect(await upload('m')).toMatchObject({ exitCode: 1 });
    expect(hub.requests).toEqual([]);
  });

  it('sends nothing on a dry run', async () => {
    const { hub, write, upload } = await scene();
    write('a.txt', 'a');
    const { exitCode, stdout } = await upload('a.txt', '--dry-run', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'planned', files: { selected: 1, changed: 1, bytes: 1 }, commit: null });
    expect(exitCode).toBe(0);
    expect(hub.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('refuses what the token may not do, what is public where private was asked for, and paths out of the repository', async () => {
    const { hub, write, upload } = await scene();
    write('a.txt', 'a');
    hub.addRepository('models/acme/m');
    expect((await upload('a.txt', '--private')).stdout).toMatch(/is public, but --private/);
    expect(await upload('a.txt', '--path-in-repo', '../x')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('no path inside a repository') });
    expect(commitsOf(hub)).toBe(0);
  });

  it('says on a dry run that a private repository is private, that a branch will be made, and of a pull request what it lacks', async () => {
    const { hub, write, upload } = await scene();
    hub.addRepository('models/acme/m', { private: true });
    write('a.txt', 'a');
    const dry = (...args: readonly string[]): Promise<CliRun> => upload('a.txt', '--dry-run', ...args);
    expect(await dry('--private')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('exists and is private') });
    expect(await dry('--revision', 'next')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('The branch next does not exist yet; it will be created'),
    });
    expect(await dry('--revision', 'next', '--create-pr')).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('There is no branch next') });
    expect(await dry('--revision', 'refs/pr/7', '--create-pr')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('names none') });
    expect(await dry('--revision', 'refs/pr/7')).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('There is no revision refs/pr/7') });
    expect(await dry('--revision', '0'.repeat(39).concat('1'))).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('is a commit') });
    hub.repositories.clear();
    expect(await dry('--create-pr')).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('A pull request needs a repository') });
    expect(hub.requests.every(({ method, path }) => method === 'GET' || path.includes('/paths-info/'))).toBe(true);
  });

  it('goes to a branch, which is made first, and leaves main as it was', async () => {
    const { hub, write, upload } = await scene();
    hub.addRepository('models/acme/m');
    write('a.txt', 'a');
    expect((await upload('a.txt', '--revision', 'next', '--message', 'One for the branch')).exitCode).toBe(0);
    const stored = hub.repositories.get('models/acme/m');
    expect([[...(stored?.filesOf('next')?.keys() ?? [])], stored?.filesOf('main')?.size]).toEqual([['a.txt'], 0]);
    expect(stored?.head.title).toBe('One for the branch');
  });

  it.each(['dataset', 'space'] as const)('takes a %s by --type', async (type) => {
    const { hub, write, upload } = await scene();
    write('a.txt', 'a');
    expect((await upload('a.txt', '--type', type)).exitCode).toBe(0);
    expect([...hub.repositories].map(([name, { sdk }]) => [name, sdk])).toEqual([[`${type}s/acme/m`, type === 'space' ? 'gradio' : undefined]]);
  });

  it('refuses a symlink that leads out of the folder', async () => {
    const { folder, hub, write, upload } = await scene();
    write('m/a.txt', 'a');
    write('outside.txt', 'b');
    symlinkSync(join(folder, 'outside.txt'), join(folder, 'm/link.txt'));
    expect(await upload('m')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('leads out of the folder') });
    expect((await upload('m', '--exclude', 'link.txt')).exitCode).toBe(0);
    expect(commitsOf(hub)).toBe(1);
  });

  it('says that a token with the role read will not do', async () => {
    const { hub, write, upload } = await scene();
    hub.addUser(TOKEN, 'acme', 'read');
    hub.addRepository('models/acme/m');
    write('a.txt', 'a');
    const { exitCode, stdout } = await upload('a.txt');
    expect(stdout).toMatch(/✗ token/);
    expect(exitCode).toBe(1);
    expect(commitsOf(hub)).toBe(0);
  });

  it.each([
    ['for this repository', [{ entity: { _id: '1', type: 'model', name: 'acme/m' }, permissions: ['repo.write'] }], 0],
    ['for another repository', [{ entity: { _id: '1', type: 'model', name: 'acme/other' }, permissions: ['repo.write'] }], 1],
    ['for this repository, to read', [{ entity: { _id: '1', type: 'model', name: 'acme/m' }, permissions: ['repo.content.read'] }], 1],
  ] as const)('goes by the scopes of a fine-grained token: %s', async (_what, scoped, exitCode) => {
    const { hub, write, upload } = await scene();
    const accessToken = { displayName: 'ci', role: 'fineGrained', createdAt: '2026-01-02T03:04:05.000Z', fineGrained: { global: [], scoped } };
    hub.accounts.set(TOKEN, { whoami: { type: 'user', id: '1', name: 'acme', orgs: [], auth: { type: 'access_token', accessToken } }, canWrite: true });
    hub.addRepository('models/acme/m');
    write('a.txt', 'a');
    const run = await upload('a.txt');
    expect([run.exitCode, commitsOf(hub)]).toEqual([exitCode, exitCode === 0 ? 1 : 0]);
    expect(run.stdout).toMatch(exitCode === 0 ? /✓ token/ : /✗ token/);
  });

  it('says that the token may do nothing under the name of somebody else, before it asks for the repository', async () => {
    const { hub, write, run } = await scene();
    write('a.txt', 'a');
    const { exitCode, stdout } = await run(['upload', 'a.txt', '--repo-id', 'other/m']);
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('who is no member of other')]);
    expect(hub.requests.map(({ path }) => path)).toEqual(['/api/whoami-v2']);
  });

  it('opens a pull request with a token that may not write', async () => {
    const { hub, write, upload } = await scene();
    hub.addUser(TOKEN, 'acme', 'read');
    hub.addRepository('models/acme/m');
    write('a.txt', 'a');
    expect(await upload('a.txt', '--create-pr')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('/discussions/1') });
  });

  it('adds to a pull request that is there', async () => {
    const { hub, write, upload } = await scene();
    hub.addRepository('models/acme/m').put('b.txt', 'b', { revision: 'refs/pr/3' });
    write('a.txt', 'a');
    expect(await upload('a.txt', '--revision', 'refs/pr/3')).toMatchObject({ exitCode: 0 });
    const stored = hub.repositories.get('models/acme/m');
    expect([[...(stored?.filesOf('refs/pr/3')?.keys() ?? [])].sort(), stored?.filesOf('main')?.size]).toEqual([['a.txt', 'b.txt'], 0]);
  });

  it('tries passing faults again, waits as long as the Hub asks, and goes on', async () => {
    const { hub, write, upload } = await scene();
    hub.addRepository('models/acme/m');
    hub.faults.add({ path: /preupload/, kind: 'answer', status: 429, headers: { RateLimit: '"api";r=0;t=0' }, body: { error: 'slow down' } });
    hub.faults.add({ path: /\/lfs\/[0-9a-f]/, method: 'PUT', kind: 'reset' });
    hub.faults.add({ path: /\/lfs\/[0-9a-f]/, method: 'PUT', kind: 'answer', status: 503, body: '<html>down</html>' });
    write('w.bin', Buffer.alloc(300_000, sampler.text(999)));
    const { exitCode, stderr } = await upload('w.bin');
    expect(stderr).toMatch(/Retry 2\/5 after 1\.0s/);
    expect(exitCode).toBe(0);
    expect(commitsOf(hub)).toBe(1);
  });

  it('never sends a commit twice: a broken connection is looked into', async () => {
    const { hub, write, upload } = await scene();
    hub.addRepository('models/acme/m');
    hub.faults.add({ path: /\/commit\//, kind: 'reset' });
    write('a.txt', 'a');
    expect(await upload('a.txt')).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('whether it did is not known') });
    expect(commitsOf(hub)).toBe(1);
    expect((await upload('a.txt')).exitCode).toBe(0);
  });

  it('finds the commit whose answer was lost', async () => {
    const { hub, write, upload } = await scene();
    hub.addRepository('models/acme/m');
    hub.faults.add({ path: /\/commit\//, kind: 'lost' });
    write('a.txt', 'a');
    expect(await upload('a.txt')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('/acme/m/commit/') });
    expect(commitsOf(hub)).toBe(1);
  });

  it('leaves no half commit when it is interrupted', async () => {
    const { hub, write, run } = await scene();
    hub.addRepository('models/acme/m');
    write('w.bin', Buffer.alloc(300_000, sampler.text(999)));
    hub.faults.add({ path: /\/lfs\/[0-9a-f]/, method: 'PUT', kind: 'hang' });
    const stopped = await run(['upload', 'w.bin', '--repo-id', 'acme/m'], { interruptAfter: /\/lfs\/[0-9a-f]/ });
    expect(stopped).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('nothing was committed') });
    expect(hub.repositories.get('models/acme/m')?.filesOf('main')?.size).toBe(0);
    expect((await run(['upload', 'w.bin', '--repo-id', 'acme/m'])).exitCode).toBe(0);
  });

  it('names what the Hub refused: a race, a token that died half-way, a gate', async () => {
    const { hub, write, upload } = await scene();
    hub.addRepository('models/acme/m');
    write('a.txt', 'a');
    hub.faults.add({ path: /\/commit\//, kind: 'answer', status: 412, body: { error: 'A commit has happened since.' } });
    expect(await upload('a.txt')).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('somebody else has committed') });
    hub.faults.add({ path: /preupload/, kind: 'answer', status: 401, body: { error: 'Invalid credentials in Authorization header' } });
    expect(await upload('a.txt')).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('the token is not accepted') });
    hub.faults.add({ path: /preupload/, kind: 'answer', status: 403, body: { error: 'gated' } });
    expect(await upload('a.txt')).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('may not do that') });
    expect(hub.repositories.get('models/acme/m')?.commits).toHaveLength(1);
  });

  it('sends the token to the Hub alone', async () => {
    const { hub, write, upload } = await scene();
    hub.transfer = 'xet';
    hub.addRepository('models/acme/m');
    write('w.bin', Buffer.alloc(6_000_000, sampler.text(999)));
    expect((await upload('w.bin', '--xet')).exitCode).toBe(0);
    const storage = hub.requests.filter(({ path }) => path.startsWith('/cas/'));
    expect(storage.length).toBeGreaterThan(0);
    expect(storage.filter(({ isToken }) => isToken)).toEqual([]);
  });

  it('sends 500 files in one commit', async () => {
    const { hub, write, upload } = await scene();
    hub.addRepository('models/acme/m');
    for (let index = 0; index < 500; index += 1) write(`m/f${index}.txt`, `file ${index}\n`);
    expect(await upload('m')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('500 files') });
    expect(hub.repositories.get('models/acme/m')?.filesOf('main')?.size).toBe(500);
  });
});
