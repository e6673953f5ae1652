import { appendFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type HubScene, hubScene, TOKEN } from '../support/hub/scene.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(7004);
const UPLOAD = ['upload', 'w.bin', '--repo-id', 'acme/m'] as const;

async function withRepository(bytes = 300_000): Promise<HubScene> {
  const scene = await hubScene();
  scene.hub.addRepository('models/acme/m');
  scene.write('w.bin', Buffer.alloc(bytes, sampler.text(999)));
  return scene;
}

function committed({ hub }: HubScene): readonly string[] {
  return [...(hub.repositories.get('models/acme/m')?.filesOf('main')?.keys() ?? [])];
}

describe('auth-guard upload, when something goes wrong', () => {
  it('sends a part again after a 5xx and after a broken connection, and each other part once', async () => {
    const scene = await withRepository(21_000_000);
    scene.hub.transfer = 'multipart';
    scene.hub.faults.add({ path: /^\/part\/.*\/2$/, method: 'PUT', kind: 'answer', status: 503 });
    scene.hub.faults.add({ path: /^\/part\/.*\/4$/, method: 'PUT', kind: 'reset' });
    expect(await scene.run(UPLOAD)).toMatchObject({ exitCode: 0 });
    const parts = scene.hub.requests.filter(({ path }) => path.startsWith('/part/')).map(({ path }) => path.at(-1));
    expect(parts.sort().join('')).toBe('1223445');
    expect(committed(scene)).toEqual(['w.bin']);
  });

  it.each(['answer', 'reset', 'lost'] as const)('asks again to put the parts together after: %s', async (kind) => {
    const scene = await withRepository(11_000_000);
    scene.hub.transfer = 'multipart';
    scene.hub.faults.add({ path: /^\/complete\//, kind, status: 503 });
    expect(await scene.run(UPLOAD)).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Retry 2/5') });
    expect(scene.hub.requests.filter(({ path }) => path.startsWith('/complete/'))).toHaveLength(2);
    expect(scene.hub.requests.filter(({ path }) => path.startsWith('/part/'))).toHaveLength(3);
    expect(committed(scene)).toEqual(['w.bin']);
  });

  it('takes a file for sent when the answer to its parts was lost and storage knows them no more', async () => {
    const scene = await withRepository(11_000_000);
    scene.hub.transfer = 'multipart';
    scene.hub.faults.add({ path: /^\/complete\//, kind: 'lost' });
    scene.hub.faults.add({ path: /^\/complete\//, kind: 'answer', status: 404, body: { error: 'NoSuchUpload' } });
    expect(await scene.run(UPLOAD)).toMatchObject({ exitCode: 0 });
    expect(scene.hub.requests.filter(({ path }) => path.endsWith('/objects/batch'))).toHaveLength(2);
    expect(committed(scene)).toEqual(['w.bin']);
  });

  it('commits nothing when storage knows the parts of a file no more, and the Hub does not have it', async () => {
    const scene = await withRepository(11_000_000);
    scene.hub.transfer = 'multipart';
    scene.hub.faults.add({ path: /^\/complete\//, kind: 'answer', status: 404, body: { error: 'NoSuchUpload' } });
    expect(await scene.run(UPLOAD)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('nothing was committed') });
    expect(committed(scene)).toEqual([]);
    expect(await scene.run(UPLOAD)).toMatchObject({ exitCode: 0 });
  });

  it('commits nothing when a file changes while a large commit is sent', async () => {
    const scene = await withRepository(12_000_000);
    scene.hub.regularBelow = 1e9;
    scene.write('last.txt', 'last');
    scene.hub.onRequest(/\/commit\//, () => appendFileSync(join(scene.folder, 'w.bin'), 'more'));
    const { exitCode, stderr } = await scene.run(['upload', 'w.bin', 'last.txt', '--repo-id', 'acme/m']);
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('w.bin changed while it was uploaded')]);
    expect(committed(scene)).toEqual([]);
  });

  it('follows a repository to its new name, with a large commit too', async () => {
    const scene = await withRepository(12_000_000);
    scene.hub.moved.set('acme/old', 'acme/m');
    scene.write('small.txt', 'small');
    expect(await scene.run(['upload', 'small.txt', '--repo-id', 'acme/old'])).toMatchObject({ exitCode: 0 });
    scene.hub.regularBelow = 1e9;
    expect(await scene.run(['upload', 'w.bin', '--repo-id', 'acme/old'])).toMatchObject({ exitCode: 0 });
    expect([...committed(scene)].sort()).toEqual(['small.txt', 'w.bin']);
  });

  it('waits for an answer whose body comes slowly', async () => {
    const scene = await withRepository();
    scene.hub.faults.add({ path: /objects\/batch/, kind: 'drip', delayMs: 50 });
    scene.hub.faults.add({ path: /\/commit\//, kind: 'drip', delayMs: 50 });
    expect(await scene.run(UPLOAD)).toMatchObject({ exitCode: 0 });
  });

  it.each([
    ['the token dies before the large files are asked for', /objects\/batch/, 401, 'the token is not accepted'],
    ['the token dies before the commit', /\/commit\//, 401, 'the token is not accepted'],
    ['the repository is gated for it', /objects\/batch/, 403, 'may not do that'],
    ['another commit came first', /\/commit\//, 412, 'somebody else has committed'],
  ])('says what happened and that nothing was committed: %s', async (_what, path, status, words) => {
    const scene = await withRepository();
    scene.hub.faults.add({ path, kind: 'answer', status, body: { error: 'no' } });
    const { exitCode, stderr } = await scene.run(UPLOAD);
    expect(stderr).toContain(words);
    expect(stderr).toContain('nothing was committed');
    expect(exitCode).toBe(3);
    expect(committed(scene)).toEqual([]);
  });

  it('uploads to a repository that came into being in the meantime', async () => {
    const scene = await withRepository();
    scene.hub.faults.add({ path: /^\/api\/models\/acme\/m$/, kind: 'answer', status: 404, headers: { 'X-Error-Code': 'RepoNotFound' } });
    expect(await scene.run(UPLOAD)).toMatchObject({ exitCode: 0 });
    expect(scene.hub.requests.some(({ path }) => path === '/api/repos/create')).toBe(true);
    expect(committed(scene)).toEqual(['w.bin']);
  });

  it('commits nothing when a file changes between the check and the commit', async () => {
    const scene = await withRepository();
    scene.hub.onRequest(/\/preupload\//, () => appendFileSync(join(scene.folder, 'w.bin'), 'more'));
    expect(await scene.run(UPLOAD)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('w.bin changed while it was uploaded') });
    expect(committed(scene)).toEqual([]);
  });

  it.each([
    ['a large file, between its hash and its sending', 'basic', /objects\/batch/, 'w.bin'],
    ['a large file, between two of its parts', 'multipart', /^\/part\/.*\/1$/, 'w.bin'],
    ['a small file, between the large ones and the commit', 'basic', /^\/lfs\//, 'small.txt'],
  ] as const)('sends and commits nothing of a file that was swapped with its size and time kept: %s', async (_what, transfer, path, name) => {
    const scene = await withRepository(40_000_000);
    scene.hub.transfer = transfer;
    scene.write('small.txt', 'small');
    const file = join(scene.folder, name);
    const { size, atime, mtime } = statSync(file);
    scene.hub.onRequest(path, () => {
      writeFileSync(file, Buffer.alloc(size, 'x'));
      utimesSync(file, atime, mtime);
    });
    const { exitCode, stderr } = await scene.run(['upload', 'w.bin', 'small.txt', '--repo-id', 'acme/m']);
    expect(stderr).toContain(`${name} changed while it was uploaded`);
    expect(stderr).not.toContain('Retry');
    expect(exitCode).toBe(3);
    expect(committed(scene)).toEqual([]);
    expect(scene.hub.requests.some(({ path: asked }) => asked.includes('/commit/'))).toBe(false);
  });

  it('says that it is not known whether the commit came about when it is interrupted while committing', async () => {
    const scene = await withRepository();
    scene.hub.faults.add({ path: /\/commit\//, kind: 'hang' });
    const { exitCode, stderr } = await scene.run(UPLOAD, { interruptAfter: /\/commit\// });
    expect(stderr).toContain('whether it did is not known');
    expect(exitCode).toBe(3);
  });

  it('does not take a gateway that gives up on the commit for a no', async () => {
    const scene = await withRepository();
    scene.hub.faults.add({ path: /\/commit\//, kind: 'answer', status: 504, body: '<html>' });
    expect((await scene.run(UPLOAD)).stderr).toContain('whether it did is not known');
  });

  it.each(['/', '/mirror', '/mirror/'])('goes to an endpoint that ends in %s', async (ending) => {
    const scene = await withRepository();
    scene.hub.prefix = ending.replace(/\/$/, '');
    const { exitCode, stdout } = await scene.run(UPLOAD, { env: { HF_ENDPOINT: `${scene.hub.endpoint}${ending}` } });
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('/commit/')]);
    expect(committed(scene)).toEqual(['w.bin']);
  });

  it('sends nothing to an endpoint that is no address of the web', async () => {
    const scene = await withRepository();
    const address = scene.hub.endpoint.replace('://', `://alice:${TOKEN}@`);
    expect(await scene.run(UPLOAD, { env: { HF_ENDPOINT: address } })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('HF_ENDPOINT') });
    expect(scene.hub.requests).toEqual([]);
  });
});
