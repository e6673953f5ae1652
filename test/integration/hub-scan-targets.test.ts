import { describe, expect, it } from 'vitest';
import { hubScene, LEAKED } from '../support/hub/scene.ts';

describe('what a scan of the Hub is pointed at', () => {
  it('is not everybody when a user is named that is none', async () => {
    const { hub, run } = await hubScene();
    hub.addRepository('models/acme/m').put('a.txt', 'a');
    for (const args of [
      ['--hub-user', ''],
      ['--hub-org', ''],
      ['--hub-user', 'acme/m'],
    ]) {
      expect(await run(['scan', ...args])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('is no user or organisation') });
    }
    expect(hub.requests).toEqual([]);
  });

  it('is never called clean when there is nothing in it', async () => {
    const { hub, run } = await hubScene();
    hub.addRepository('models/acme/m').put('a.txt', 'a');
    hub.collections.set('acme/best-1', [{ type: 'model', id: 'acme/m' }]);
    hub.collections.set('acme/papers-1', [{ type: 'paper', id: '2401.1' }]);
    for (const args of [
      ['--hub-collection', 'acme/papers-1'],
      ['--hub-collection', 'acme/best-1', '--type', 'space'],
      ['--hub-user', 'acme', '--type', 'dataset'],
    ]) {
      const { exitCode, stdout, stderr } = await run(['scan', ...args]);
      expect([exitCode, stdout, stderr]).toEqual([3, '', expect.stringMatching(/There is no (?:repository|space|dataset) in what acme\S* has/)]);
    }
  });

  it('may be the address of a collection, and what is no collection is said to be none', async () => {
    const { hub, run } = await hubScene();
    hub.addRepository('models/acme/m').put('a.txt', `x = ${LEAKED}`);
    hub.collections.set('acme/best-1', [{ type: 'model', id: 'acme/m' }]);
    for (const name of ['acme/best-1', 'collections/acme/best-1', 'https://huggingface.co/collections/acme/best-1'])
      expect(await run(['scan', '--hub-collection', name])).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('hf://acme/m/a.txt') });
    expect(await run(['scan', '--hub-collection', 'best'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('is no collection on the Hub') });
    expect(await run(['scan', '--hub-collection', 'acme/none'])).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('there is none of this name') });
  });

  it('is looked for under its kind, which is named when there is none', async () => {
    const { hub, run } = await hubScene();
    hub.addRepository('datasets/acme/d').put('a.txt', 'a');
    expect(await run(['scan', '--hub', 'acme/d'])).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('Look at the name, at --type') });
    expect(await run(['scan', '--hub', 'acme/d', '--type', 'dataset'])).toMatchObject({ exitCode: 0 });
  });
});

describe('what a scan of the Hub keeps when part of it fails', () => {
  it('shows what it found in the files when the history cannot be cloned', async () => {
    const { hub, run } = await hubScene();
    hub.addRepository('models/acme/m').put('a.txt', `x = ${LEAKED}`);
    const { exitCode, stdout } = await run(['scan', '--hub', 'acme/m', '--history']);
    expect(exitCode).toBe(3);
    expect(stdout).toContain('hf://acme/m/a.txt:1:5');
    expect(stdout).toContain('not checked: hf://acme/m/: unreadable (its history:');
  });

  it.each([
    ['a page', '<html>', 'SyntaxError'],
    ['something else', {}, 'TypeError'],
  ])('says of %s in place of an answer that it is none', async (_what, body, name) => {
    const { hub, run } = await hubScene();
    hub.addRepository('models/acme/m').put('a.txt', 'a');
    hub.faults.add({ path: /\/tree\//, kind: 'answer', status: 200, body });
    const { exitCode, stderr } = await run(['scan', '--hub', 'acme/m']);
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining(`the answer is not what the Hub gives (${name})`)]);
  });
});
