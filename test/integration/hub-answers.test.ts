import { describe, expect, it } from 'vitest';
import { hubScene, LEAKED } from '../support/hub/scene.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(7007);
const UPLOAD = ['upload', 'm', '--repo-id', 'acme/m'] as const;
/** Services quote what they were sent. Each run asserts that no token comes out of it. */
const QUOTING = { kind: 'answer', status: 403, headers: { 'X-Error-Message': `no ${LEAKED}` }, body: { error: `no ${LEAKED}` }, times: 9 } as const;

async function scene() {
  const one = await hubScene();
  const stored = one.hub.addRepository('models/acme/m');
  stored.put('there.txt', 'x');
  one.write('m/a.txt', 'a');
  one.write('m/w.bin', Buffer.alloc(20_000, sampler.text(999)));
  return { ...one, stored };
}

describe('an answer of the Hub', () => {
  it.each([/\/api\/models\/acme\/m$/, /paths-info/, /preupload/, /objects\/batch/, /^\/lfs\//, /\/commit\//])(
    'that quotes a token to an upload does not bring it out: %s',
    async (path) => {
      const { hub, run, stored } = await scene();
      hub.faults.add({ path, ...QUOTING });
      for (const format of ['text', 'json']) {
        const { exitCode, stdout, stderr } = await run([...UPLOAD, '--format', format]);
        expect([1, 3]).toContain(exitCode);
        expect(stdout + stderr).toContain('no hf_…');
      }
      expect(stored.commits).toHaveLength(1);
    },
  );

  it.each([/\/tree\//, /\/resolve\//, /\/discussions/])('that quotes a token to a scan does not bring it out: %s', async (path) => {
    const { hub, run } = await scene();
    hub.faults.add({ path, ...QUOTING });
    const { exitCode, stdout, stderr } = await run(['scan', '--hub', 'acme/m']);
    expect([exitCode, stdout + stderr]).toEqual([3, expect.stringContaining('no hf_…')]);
  });

  it('that names no commit is not taken for one', async () => {
    const { hub, run } = await scene();
    hub.faults.add({ path: /\/commit\//, kind: 'answer', status: 200, body: {} });
    const { exitCode, stdout, stderr } = await run(UPLOAD);
    expect([exitCode, stdout, stderr]).toEqual([3, '', expect.stringContaining('whether it did is not known')]);
  });

  it('that leaves a large file out commits nothing', async () => {
    const { hub, run, stored } = await scene();
    hub.faults.add({ path: /objects\/batch/, kind: 'answer', status: 200, body: { objects: [] } });
    expect(await run(UPLOAD)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('did not say of every large file') });
    expect(stored.commits).toHaveLength(1);
  });
});
