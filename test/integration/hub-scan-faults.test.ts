import { describe, expect, it, onTestFinished } from 'vitest';
import type { ScanReport } from '#scan/report.ts';
import { LoopbackHub } from '../support/hub/loopback-hub.ts';
import { hubScene, LEAKED, TOKEN } from '../support/hub/scene.ts';

function reportOf(stdout: string): ScanReport {
  return JSON.parse(stdout) as ScanReport;
}

const SCAN = ['scan', '--hub', 'acme/m', '--format', 'json'] as const;

describe('auth-guard scan --hub, when something is in the way', () => {
  it('follows a redirect to the storage without the token', async () => {
    const { hub, run } = await hubScene();
    const storage = await LoopbackHub.start();
    onTestFinished(() => storage.close());
    storage.addUser(TOKEN, 'acme', 'write'); // so that it knows the token when it sees it
    storage.addRepository('models/acme/m').put('big.txt', `login("${LEAKED}")`);
    hub.addRepository('models/acme/m', { private: true }).put('big.txt', `login("${LEAKED}")`);
    hub.faults.add({ path: /\/resolve\//, kind: 'answer', status: 302, headers: { Location: `${storage.endpoint}/acme/m/resolve/main/big.txt` } });
    const { stdout } = await run(SCAN);
    expect(reportOf(stdout).findings).toHaveLength(1);
    expect(storage.requests).toEqual([{ method: 'GET', path: '/acme/m/resolve/main/big.txt', isToken: false }]);
    expect(hub.requests.every(({ isToken }) => isToken)).toBe(true);
  });

  it('keeps the token from a page of a list that lies elsewhere', async () => {
    const { hub, run } = await hubScene();
    const other = await LoopbackHub.start();
    onTestFinished(() => other.close());
    other.addUser(TOKEN, 'acme', 'write');
    hub.addRepository('models/acme/m').put('a.txt', 'a');
    hub.faults.add({
      path: /\/tree\//,
      kind: 'answer',
      status: 200,
      headers: { Link: `<${other.endpoint}/api/models/acme/m/tree/main?cursor=x>; rel="next"` },
      body: [],
    });
    expect((await run(SCAN)).exitCode).toBe(3);
    expect(other.requests.length).toBeGreaterThan(0);
    expect(other.requests.some(({ isToken }) => isToken)).toBe(false);
  });

  it('reads every page of a large tree', async () => {
    const { hub, run } = await hubScene();
    const repository = hub.addRepository('models/acme/m');
    hub.treePage = 100;
    for (let index = 0; index < 450; index += 1) repository.put(`f${index}.txt`, index === 449 ? LEAKED : 'same');
    const { stdout } = await run(SCAN);
    expect(reportOf(stdout).findings.map(({ location }) => location.path)).toEqual(['hf://acme/m/f449.txt']);
    expect(hub.requests.filter(({ path }) => path.includes('/tree/'))).toHaveLength(5);
    expect(hub.requests.filter(({ path }) => path.includes('/resolve/')).length).toBeLessThan(10); // one content is read once, or by each of those that read at the same time
  });

  it('takes discussions that are switched off for none, and says so of those that it may not read', async () => {
    const { hub, run } = await hubScene();
    hub.addRepository('models/acme/m').put('a.txt', 'a');
    hub.faults.add({ path: /discussions/, kind: 'answer', status: 403, headers: { 'X-Error-Message': 'Discussions are disabled for this repo' } });
    expect(await run(SCAN)).toMatchObject({ exitCode: 0 });
    hub.faults.add({ path: /discussions/, kind: 'answer', status: 403, headers: { 'X-Error-Message': 'Forbidden' } });
    const closed = await run(SCAN);
    expect([closed.exitCode, reportOf(closed.stdout).skipped[0]?.path]).toEqual([3, 'hf://acme/m/discussions']);
  });

  it('reads on where a body breaks off, and lists a file that breaks off each time', async () => {
    const { hub, run } = await hubScene();
    const repository = hub.addRepository('models/acme/m');
    repository.put('a.txt', `${'x'.repeat(200_000)}\n${LEAKED}\n${'y'.repeat(200_000)}`);
    hub.faults.add({ path: /\/resolve\//, kind: 'cut' });
    const once = await run(SCAN);
    expect([reportOf(once.stdout).findings.length, reportOf(once.stdout).skipped]).toEqual([1, []]);
    hub.faults.add({ path: /\/resolve\//, kind: 'cut', times: 9 });
    const always = await run([...SCAN, '--no-cache']);
    expect([always.exitCode, reportOf(always.stdout).skipped[0]?.path]).toEqual([3, 'hf://acme/m/a.txt']);
  });

  it('does not wait for git when it is stopped', async () => {
    const { hub, run } = await hubScene();
    hub.addRepository('models/acme/m').put('a.txt', `x = ${LEAKED}`);
    hub.faults.add({ path: /\/info\/refs$/, kind: 'hang' });
    const { exitCode, stdout } = await run([...SCAN, '--history'], { interruptAfter: /\/info\/refs$/ });
    expect([exitCode, reportOf(stdout).findings.length]).toEqual([3, 1]);
    expect(reportOf(stdout).skipped).toEqual([{ path: 'hf://acme/m/', reason: 'interrupted', detail: 'its history: `git ls-remote` was stopped.' }]);
  });

  it('does not wait for ever for a history that does not come', async () => {
    const { hub, run } = await hubScene();
    hub.addRepository('models/acme/m').put('a.txt', 'a');
    hub.faults.add({ path: /\/info\/refs$/, kind: 'hang' });
    const { exitCode, stdout } = await run([...SCAN, '--history'], { env: { GIT_HTTP_LOW_SPEED_TIME: '1' } });
    expect([exitCode, reportOf(stdout).skipped]).toEqual([3, [expect.objectContaining({ path: 'hf://acme/m/', detail: expect.stringContaining('too slow') })]]);
  });

  it('reads a body that comes slowly to its end', async () => {
    const { hub, run } = await hubScene();
    hub.addRepository('models/acme/m').put('a.txt', LEAKED);
    hub.faults.add({ path: /\/resolve\//, kind: 'drip', delayMs: 100 });
    expect(reportOf((await run(SCAN)).stdout).findings).toHaveLength(1);
  });

  it('says of a private repository without a token, and of a gated one, what stands in the way', async () => {
    const { hub, run } = await hubScene();
    const repository = hub.addRepository('models/acme/m', { private: true });
    repository.put('a.txt', 'a');
    expect(await run(SCAN, { env: { HF_TOKEN: '' } })).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('the repository does not exist for it') });
    repository.gated = true;
    const { exitCode, stdout } = await run(SCAN);
    expect([exitCode, reportOf(stdout).skipped]).toMatchObject([
      3,
      [{ path: 'hf://acme/m/a.txt', reason: 'unreadable', detail: expect.stringContaining('403') }],
    ]);
  });

  it('skips what is larger than --max-size, and says so', async () => {
    const { hub, run } = await hubScene();
    const repository = hub.addRepository('datasets/acme/m');
    repository.put('big.parquet', Buffer.alloc(20_000, 1), { lfs: true });
    repository.put('small.parquet', Buffer.from(`PAR1 ${LEAKED} PAR1`), { lfs: true });
    const { exitCode, stdout } = await run([...SCAN, '--type', 'dataset', '--max-size', '10k']);
    expect(reportOf(stdout).skipped).toMatchObject([{ path: 'hf://datasets/acme/m/big.parquet', reason: 'too-large' }]);
    expect(reportOf(stdout).findings.map(({ location }) => location.path)).toEqual(['hf://datasets/acme/m/small.parquet']);
    expect(exitCode).toBe(3);
  });

  it('takes addresses of pages for names, and a --type that says the same', async () => {
    const { hub, run } = await hubScene();
    hub.addRepository('datasets/acme/d').put('a.txt', LEAKED);
    for (const name of [`${hub.endpoint}/datasets/acme/d`, 'hf://datasets/acme/d', 'datasets/acme/d'])
      expect((await run(['scan', '--hub', name, '--type', 'dataset'])).exitCode).toBe(1);
    expect(await run(['scan', '--hub', 'datasets/acme/d', '--type', 'space'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--type says space'),
    });
  });

  it('goes on after an interruption where it was', async () => {
    const { hub, run } = await hubScene();
    const repository = hub.addRepository('models/acme/m');
    for (let index = 0; index < 30; index += 1) repository.put(`f${String(index).padStart(2, '0')}.txt`, `file ${index}`);
    hub.faults.add({ path: /f20\.txt/, kind: 'hang' });
    const stopped = await run(SCAN, { interruptAfter: /f20\.txt/ });
    expect([stopped.exitCode, reportOf(stopped.stdout).skipped.map(({ reason }) => reason)]).toEqual([3, ['interrupted']]);
    hub.requests.length = 0;
    const next = await run(SCAN);
    expect(next.exitCode).toBe(0);
    expect(reportOf(next.stdout).summary.cached).toBeGreaterThanOrEqual(18);
    expect(hub.requests.filter(({ path }) => path.includes('/resolve/')).length).toBeLessThanOrEqual(12);
  });
});
