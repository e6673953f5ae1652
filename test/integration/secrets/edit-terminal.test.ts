import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { CTRL_C, ENTER, type Terminal } from '../../support/terminal.ts';
import { NEW, OLD, secretsScene } from './scene.ts';

/** Types a token at the question for it. */
async function answer(terminal: Terminal, token: string): Promise<void> {
  await terminal.shows('HF_TOKEN (what you type is not shown)');
  terminal.type(`${token}${ENTER}`);
}

it.each([
  ['y', 0, 1],
  ['n', 3, 0],
  [ENTER, 3, 0],
  [CTRL_C, 3, 0],
])('sets a secret on GitHub for a yes alone (%j)', async (key, exitCode, count) => {
  const { acme, onTerminal } = await secretsScene();
  const terminal = onTerminal(['secrets', 'set', 'HF_TOKEN']);
  await answer(terminal, NEW);
  await terminal.shows('Set HF_TOKEN of acme/model on GitHub?');
  terminal.type(key);
  expect(await terminal.end).toMatchObject({ exitCode, restored: true });
  expect(acme.actions.secrets.size).toBe(count);
});

it.each([
  ['y', 0, 0],
  ['n', 3, 1],
  [CTRL_C, 3, 1],
])('deletes a secret on GitHub for a yes alone (%j)', async (key, exitCode, count) => {
  const { acme, onTerminal } = await secretsScene();
  acme.actions.put('HF_TOKEN', { value: OLD });
  const terminal = onTerminal(['secrets', 'delete', 'HF_TOKEN']);
  await terminal.shows('Delete HF_TOKEN of acme/model on GitHub?');
  terminal.type(key);
  expect(await terminal.end).toMatchObject({ exitCode, restored: true });
  expect(acme.actions.secrets.size).toBe(count);
});

it.each([
  ['the redacted name', (name: string) => `${name}${ENTER}`, 0, false],
  ['another name', (name: string) => `${name.slice(0, -1)}x${ENTER}`, 3, true],
  ['nothing', () => ENTER, 3, true],
  ['Ctrl-C', () => CTRL_C, 3, true],
])('revokes a token only for its redacted name: %s', async (_what, keys, exitCode, isLeft) => {
  const { hub, onTerminal } = await secretsScene();
  const terminal = onTerminal(['revoke']);
  await answer(terminal, OLD);
  await terminal.shows('This cannot be undone');
  terminal.type(keys(`hf_#${createHash('sha256').update(OLD).digest('hex').slice(0, 8)}`));
  const end = await terminal.end;
  expect(end).toMatchObject({ exitCode, restored: true });
  expect(end.shown).toMatch(isLeft ? /Nothing was (?:revoked|changed)\./ : /is revoked everywhere/);
  expect(hub.accounts.has(OLD)).toBe(isLeft);
});

it('revokes nothing when Ctrl-C is the answer to the question for the token', async () => {
  const { hub, onTerminal } = await secretsScene();
  const terminal = onTerminal(['revoke']);
  await terminal.shows('not shown');
  terminal.type(CTRL_C);
  expect(await terminal.end).toMatchObject({ exitCode: 3, restored: true });
  expect(hub.requests).toEqual([]);
});

it.each([
  ['n', 'acme/model'],
  [CTRL_C, 'acme/model'],
])('rotates nothing without a yes (%j)', async (key, place) => {
  const { acme, home, onTerminal, writeHome } = await secretsScene();
  writeHome('.cache/huggingface/token', OLD);
  acme.actions.put('HF_TOKEN', { value: OLD });
  const terminal = onTerminal(['secrets', 'rotate', 'HF_TOKEN', '--no-verify']);
  await answer(terminal, NEW);
  await terminal.shows(place);
  await terminal.shows('Replace it?');
  terminal.type(key);
  expect(await terminal.end).toMatchObject({ exitCode: 3, restored: true, shown: expect.stringContaining('Nothing was changed') });
  expect([acme.actions.value('HF_TOKEN'), readFileSync(home('.cache/huggingface/token'), 'utf8')]).toEqual([OLD, OLD]);
});

it.each([
  ['y', false],
  ['n', true],
  [CTRL_C, true],
])('rotates, and revokes the old token for a yes alone (%j)', async (key, isLeft) => {
  const { acme, hub, home, onTerminal, writeHome } = await secretsScene();
  writeHome('.cache/huggingface/token', OLD);
  acme.actions.put('HF_TOKEN', { value: OLD });
  const terminal = onTerminal(['secrets', 'rotate', 'HF_TOKEN', '--no-verify']);
  await answer(terminal, NEW);
  await terminal.shows('Replace it?');
  terminal.type('y');
  await terminal.shows('Revoke the old token');
  terminal.type(key);
  const end = await terminal.end;
  expect(end).toMatchObject({ exitCode: 0, restored: true });
  expect(end.shown).toMatch(isLeft ? /The old token still works\. Revoke it: {2}auth-guard revoke/ : /Revoked: hf_#/);
  expect([acme.actions.value('HF_TOKEN'), readFileSync(home('.cache/huggingface/token'), 'utf8'), hub.accounts.has(OLD)]).toEqual([NEW, NEW, isLeft]);
});

it('asks before it goes on with fewer rights, and takes a no', async () => {
  const { home, hub, onTerminal, writeHome } = await secretsScene();
  writeHome('.cache/huggingface/token', OLD);
  hub.addUser(NEW, 'alice', 'read');
  const terminal = onTerminal(['secrets', 'rotate', 'HF_TOKEN', '--no-github']);
  await answer(terminal, NEW);
  await terminal.shows('Go on with fewer rights?');
  terminal.type('n');
  expect(await terminal.end).toMatchObject({ exitCode: 3, restored: true });
  expect(readFileSync(home('.cache/huggingface/token'), 'utf8')).toBe(OLD);
});

it('sets nothing when it is cut off while the service is asked', async () => {
  const { acme, hub, onTerminal } = await secretsScene();
  hub.faults.add({ path: /whoami/, kind: 'hang' });
  const asked = new Promise<void>((resolve) => hub.onRequest(/whoami/, resolve));
  const terminal = onTerminal(['secrets', 'set', 'HF_TOKEN']);
  await answer(terminal, NEW);
  await asked;
  terminal.type(CTRL_C);
  const end = await terminal.end;
  expect(end).toMatchObject({ exitCode: 3, restored: true });
  expect(end.shown).toContain('The token was kept nowhere');
  expect(acme.actions.secrets.size).toBe(0);
});

it('says what is set and what is not when it is cut off between two halves', async () => {
  const { acme, github, onTerminal, repository } = await secretsScene();
  repository.write('.env', 'ONE=first value\nTWO=second value\n');
  github.fail({ method: 'PUT', path: /TWO/, delayMs: 20_000 });
  const terminal = onTerminal(['secrets', 'sync', '--env-file', '.env', '--yes']);
  await vi.waitUntil(() => acme.actions.secrets.size === 1, { timeout: 15_000 });
  await vi.waitUntil(() => github.requests.some(({ path }) => path.endsWith('/TWO')), { timeout: 15_000 });
  terminal.type(CTRL_C);
  const end = await terminal.end;
  expect(end).toMatchObject({ exitCode: 3, restored: true });
  expect(end.shown).toContain('set: ONE; not set: TWO');
  expect([...acme.actions.secrets.keys()]).toEqual(['ONE']);
});
