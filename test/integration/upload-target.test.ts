import { describe, expect, it } from 'vitest';
import { type HubScene, hubScene, LEAKED, TOKEN } from '../support/hub/scene.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(7005);

function written({ hub }: HubScene): readonly string[] {
  return hub.requests.filter(({ method, path }) => method !== 'GET' && !path.includes('/paths-info/')).map(({ path }) => path);
}

describe('where an upload goes', () => {
  it.each([
    ['--repo-id', ['--repo-id', `acme/${LEAKED}`]],
    ['--revision', ['--repo-id', 'acme/m', '--revision', LEAKED]],
  ] as const)('makes no page on the Hub whose address holds a token: %s', async (flag, args) => {
    const one = await hubScene();
    one.write('a.txt', 'a');
    expect(await one.run(['upload', 'a.txt', ...args])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(`a token in ${flag}`) });
    expect(await one.run(['upload', 'a.txt', ...args, '--format', 'json'])).toMatchObject({ exitCode: 2, stdout: '' });
    expect(one.hub.requests).toEqual([]);
  });

  it.each([
    ['public', 3, []],
    ['private', 0, ['a.txt']],
  ] as const)('looks at a repository that somebody made in the meantime, when a private one was asked for: %s', async (visibility, exitCode, files) => {
    const { hub, write, run } = await hubScene();
    write('a.txt', 'a');
    hub.onRequest(/\/api\/repos\/create$/, () => hub.addRepository('models/acme/m', { private: visibility === 'private' }));
    const { exitCode: code, stderr } = await run(['upload', 'a.txt', '--repo-id', 'acme/m', '--private']);
    expect([code, stderr]).toEqual([exitCode, exitCode === 0 ? '' : expect.stringContaining('and is not private. Nothing was uploaded.')]);
    expect([...(hub.repositories.get('models/acme/m')?.filesOf('main')?.keys() ?? [])]).toEqual(files);
  });

  it('takes what git takes for no name of a branch for none, before anything is asked', async () => {
    const one = await hubScene();
    one.write('a.txt', 'a');
    expect(await one.run(['upload', 'a.txt', '--repo-id', 'acme/m', '--revision=a b'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('is no name of a branch'),
    });
    expect(one.hub.requests).toEqual([]);
  });

  it('creates no repository for a pull request that cannot be in it, and says that the branch of a new one is made, too', async () => {
    const one = await hubScene();
    one.write('a.txt', 'a');
    const upload = (...args: readonly string[]) => one.run(['upload', 'a.txt', '--repo-id', 'acme/m', ...args]);
    expect(await upload('--revision', 'refs/pr/3')).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('There is no revision refs/pr/3') });
    expect(one.hub.repositories.size).toBe(0);
    expect(await upload('--revision', 'next', '--dry-run')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('The branch next does not exist yet'),
    });
    expect((await upload('--dry-run')).stdout).not.toContain('branch');
    expect(written(one)).toEqual([]);
  });

  it.each(['basic', 'multipart', 'xet'] as const)('opens a pull request with a large file, with a token that may only read, by %s', async (transfer) => {
    const { hub, write, run } = await hubScene();
    hub.transfer = transfer;
    hub.addUser(TOKEN, 'acme', 'read');
    hub.addRepository('models/other/m');
    write('w.bin', Buffer.alloc(6_000_000, sampler.text(999)));
    const { exitCode, stdout } = await run(['upload', 'w.bin', '--repo-id', 'other/m', '--create-pr', ...(transfer === 'xet' ? ['--xet'] : [])]);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('/discussions/1')]);
    expect(hub.repositories.get('models/other/m')?.filesOf('refs/pr/1')?.get('w.bin')?.size).toBe(6_000_000);
  });

  it('opens a pull request to the branch that is named, and compares with that one', async () => {
    const { hub, write, run } = await hubScene();
    const stored = hub.addRepository('models/acme/m');
    stored.put('same.txt', 'a', { revision: 'next' });
    write('m/same.txt', 'a');
    write('m/new.txt', 'b');
    const { exitCode, stdout } = await run(['upload', 'm', '--repo-id', 'acme/m', '--create-pr', '--revision', 'next']);
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/Uploaded 1 file .*the Hub had 1 other/)]);
    expect([[...(stored.filesOf('refs/pr/1')?.keys() ?? [])].sort(), stored.filesOf('main')?.size]).toEqual([['new.txt', 'same.txt'], 0]);
    expect(hub.requests.filter(({ path }) => /\/(?:preupload|commit)\//.test(path)).map(({ path }) => path.split('/').at(-1))).toEqual(['next', 'next']);
  });

  it('says where a repository without main has no branch main, and goes to the one that it has, or makes main', async () => {
    const { hub, write, run } = await hubScene();
    const stored = hub.addRepository('models/acme/m');
    stored.put('b.txt', 'b', { revision: 'trunk' });
    stored.files.delete('main');
    stored.defaultBranch = 'trunk';
    write('a.txt', 'a');
    const upload = (...args: readonly string[]) => run(['upload', 'a.txt', '--repo-id', 'acme/m', ...args]);
    expect(await upload('--create-pr')).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('Name the branch that it goes to with --revision.') });
    expect(await upload('--create-pr', '--revision', 'trunk')).toMatchObject({ exitCode: 0 });
    expect(await upload('--revision', 'trunk')).toMatchObject({ exitCode: 0 });
    expect(await upload()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('The branch main does not exist yet; it will be created') });
    expect([...(stored.filesOf('trunk')?.keys() ?? [])].sort()).toEqual(['a.txt', 'b.txt']);
    expect(hub.requests.map(({ path }) => path)).toContain('/api/models/acme/m/branch/main');
  });

  it.each(['commit', 'preupload', 'tree', 'resolve', 'lfs', 'paths-info', 'main'])('takes a repository called %s for one like any other', async (name) => {
    const { hub, write, run } = await hubScene();
    write('m/a.txt', 'a');
    write('m/w.bin', Buffer.alloc(20_000, sampler.text(999)));
    const again = async () => run(['upload', 'm', '--repo-id', `acme/${name}`]);
    expect(await again()).toMatchObject({ exitCode: 0, stderr: '' });
    const stored = hub.repositories.get(`models/acme/${name}`);
    expect([...(stored?.filesOf('main') ?? [])].map(([path, { size }]) => [path, size])).toEqual([
      ['a.txt', 1],
      ['w.bin', 20_000],
    ]);
    expect((await again()).stdout).toContain('Nothing to send');
    stored?.put('leaked.txt', `token = ${LEAKED}`);
    const scan = await run(['scan', '--hub', `acme/${name}`]);
    expect([scan.exitCode, scan.stdout]).toEqual([1, expect.stringContaining(`hf://acme/${name}/leaked.txt`)]);
  });

  it('sends what belongs to an owner called commit there, too', async () => {
    const { hub, write, run } = await hubScene();
    hub.addUser(TOKEN, 'commit', 'write');
    write('w.bin', Buffer.alloc(20_000, sampler.text(999)));
    expect(await run(['upload', 'w.bin', '--repo-id', 'datasets/commit/resolve'])).toMatchObject({ exitCode: 0, stderr: '' });
    expect(hub.repositories.get('datasets/commit/resolve')?.filesOf('main')?.get('w.bin')?.size).toBe(20_000);
  });

  it('sends a large file on from a repository that has another name by now', async () => {
    const { hub, write, run } = await hubScene();
    hub.addRepository('models/acme/new');
    hub.moved.set('acme/preupload', 'acme/new');
    write('m/a.txt', 'a');
    expect(await run(['upload', 'm', '--repo-id', 'acme/preupload'])).toMatchObject({ exitCode: 0 });
    expect([...(hub.repositories.get('models/acme/new')?.filesOf('main')?.keys() ?? [])]).toEqual(['a.txt']);
  });
});

describe('what an upload says of a refusal before it sends', () => {
  it('names a token that the Hub rejects by now, which makes no repository absent', async () => {
    const one = await hubScene();
    one.hub.addRepository('models/acme/m');
    one.write('a.txt', 'a');
    const rejected = { kind: 'answer', status: 401, headers: { 'X-Error-Message': 'Invalid credentials in Authorization header' }, body: {} } as const;
    one.hub.faults.add({ path: /\/api\/models\/acme\/m$/, ...rejected });
    const run = await one.run(['upload', 'a.txt', '--repo-id', 'acme/m']);
    expect(run).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('the token is not accepted') });
    expect(written(one)).toEqual([]);
  });

  it.each([
    [401, 'the token is not accepted'],
    [403, 'the token may not do that there'],
    [404, 'there is no such repository'],
  ] as const)('names a %i to the question what is there already', async (status, sentence) => {
    const one = await hubScene();
    one.hub.addRepository('models/acme/m');
    one.write('a.txt', 'a');
    one.hub.faults.add({ path: /paths-info/, kind: 'answer', status, body: { error: 'no' } });
    const { exitCode, stderr } = await one.run(['upload', 'a.txt', '--repo-id', 'acme/m']);
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining(`Asking what acme/m has already: ${sentence}`)]);
    expect(stderr).toContain('Nothing was uploaded.');
    expect(stderr).not.toContain('http');
    expect(written(one)).toEqual([]);
  });
});
