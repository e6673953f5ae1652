import { renameSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LoopbackHub } from '../support/hub/loopback-hub.ts';
import { type HubScene, hubScene } from '../support/hub/scene.ts';
import { sha256 } from '../support/hub/store.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(7005);
const UPLOAD = ['upload', 'm', '--repo-id', 'acme/m'] as const;
const ONE = Buffer.alloc(6_000_000, sampler.text(999));
const OTHER = Buffer.alloc(6_000_000, sampler.text(998));

async function scene(transfer: LoopbackHub['transfer'] = 'basic'): Promise<HubScene> {
  const one = await hubScene();
  one.hub.transfer = transfer;
  one.hub.addRepository('models/acme/m');
  one.write('m/a.bin', ONE);
  one.write('m/b.bin', OTHER);
  one.write('m/README.md', '# m');
  return one;
}

function standing({ hub }: HubScene): { readonly files: readonly string[]; readonly commits: number } {
  const repository = hub.repositories.get('models/acme/m');
  return { files: [...(repository?.filesOf('main')?.keys() ?? [])].sort(), commits: repository?.commits.length ?? 0 };
}

const BEFORE = { files: [], commits: 1 };
const AFTER = { files: ['README.md', 'a.bin', 'b.bin'], commits: 2 };

describe('auth-guard upload, stopped by Ctrl-C', () => {
  it.each([
    ['while it asks who the token is', 'basic', /whoami-v2/],
    ['while it asks for the repository', 'basic', /^\/api\/models\/acme\/m$/],
    ['while it asks how the files are to be sent', 'basic', /preupload/],
    ['while it asks what is there already', 'basic', /paths-info/],
    ['while it asks where the large files go', 'basic', /objects\/batch/],
    ['while it asks where the blocks go', 'xet', /objects\/batch/],
    ['while it sends a large file', 'basic', /^\/lfs\//],
    ['while it sends a part', 'multipart', /^\/part\//],
    ['while it puts the parts together', 'multipart', /^\/complete\//],
    ['while it sends a block', 'xet', /\/xorbs\//],
    ['while it sends the list of blocks', 'xet', /\/shards/],
  ] as const)('%s, leaves no commit, and does all of it the next time', async (_when, transfer, path) => {
    const one = await scene(transfer);
    const args = [...UPLOAD, ...(transfer === 'xet' ? ['--xet'] : [])];
    one.hub.faults.add({ path, kind: 'hang', times: 9 });
    const stopped = await one.run(args, { interruptAfter: path });
    expect(stopped.exitCode).toBe(3);
    expect(stopped.stderr).toMatch(/^auth-guard: .*(?:stopped\. Nothing was uploaded\.|nothing was committed: stopped\.)\n$/);
    expect(standing(one)).toEqual(BEFORE);
    one.hub.faults.clear();
    expect(await one.run(args)).toMatchObject({ exitCode: 0 });
    expect(standing(one)).toEqual(AFTER);
  });

  it('while the Hub commits, says that it is not known whether it did', async () => {
    const one = await scene();
    one.hub.faults.add({ path: /\/commit\//, kind: 'hang' });
    const stopped = await one.run(UPLOAD, { interruptAfter: /\/commit\// });
    expect([stopped.exitCode, stopped.stderr]).toEqual([3, expect.stringContaining('The upload was stopped while the Hub was committing')]);
  });

  it('while blocks are cut, ends without a word of node', async () => {
    const one = await scene('xet');
    const { exitCode, stderr } = await one.run([...UPLOAD, '--xet'], { interruptAfter: /objects\/batch/ }); // which is answered all the same
    expect([exitCode, stderr]).toEqual([3, expect.stringMatching(/^auth-guard: .*stopped\.\n$/)]);
  });

  it.each([
    ['basic', /^\/lfs\//],
    ['xet', /\/xorbs\//],
  ] as const)('by nobody: ends at once, though other files are on their way by %s, when one is refused', async (transfer, path) => {
    const one = await scene(transfer);
    one.hub.faults.add({ path, kind: 'answer', status: 403, body: { error: 'no' } });
    one.hub.faults.add({ path, kind: 'hang', times: 9 });
    const args = [...UPLOAD, ...(transfer === 'xet' ? ['--xet'] : [])];
    expect(await one.run(args)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('the token may not do that there') });
    expect(standing(one)).toEqual(BEFORE);
  });

  it('while it looks for tokens in a huge file, ends at once, and has asked nobody', async () => {
    const { hub, folder, write, run } = await hubScene();
    write('m/huge.bin', '');
    truncateSync(join(folder, 'm/huge.bin'), 200e9); // a minute's work
    const { exitCode, stderr } = await run(UPLOAD, { interruptAfterMs: 2_000 });
    expect(stderr).toContain('stopped while its files were looked into; nothing was sent');
    expect(exitCode).toBe(3);
    expect(hub.requests).toEqual([]);
  });

  it('sends what the Hub has not got yet, and that alone, the next time', async () => {
    const one = await scene();
    const other = sha256(OTHER);
    one.hub.faults.add({ path: new RegExp(`/lfs/${other}`), kind: 'hang' });
    await one.run(UPLOAD, { interruptAfter: new RegExp(`/lfs/${other}`), interruptWhen: () => one.hub.received === ONE.length });
    expect(standing(one)).toEqual(BEFORE);
    one.hub.requests.length = 0;
    one.hub.faults.clear();
    expect((await one.run(UPLOAD)).exitCode).toBe(0);
    expect(one.hub.requests.filter(({ method }) => method === 'PUT').map(({ path }) => path)).toEqual([`/lfs/${other}`]);
    expect(standing(one)).toEqual(AFTER);
  });

  it('sends no large file that only got another name', async () => {
    const one = await scene();
    expect((await one.run(UPLOAD)).exitCode).toBe(0);
    renameSync(join(one.folder, 'm/b.bin'), join(one.folder, 'm/c.bin'));
    expect((await one.run(UPLOAD)).exitCode).toBe(0);
    expect(one.hub.received).toBe(ONE.length + OTHER.length);
    expect(standing(one).files).toEqual(['README.md', 'a.bin', 'b.bin', 'c.bin']);
  });
});
