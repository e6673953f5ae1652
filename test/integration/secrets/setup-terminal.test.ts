import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startModal } from '../../support/modal-server.ts';
import { createSampler } from '../../support/samples.ts';
import { CTRL_C, DOWN, ENTER, type Terminal } from '../../support/terminal.ts';
import { NEW, OLD, type SecretsScene, secretsScene } from './scene.ts';

const sampler = createSampler(604);
const ID = `ak-${sampler.text(22)}`;
const SECRET = `as-${sampler.text(22)}`;

/** A scene with a Modal that knows one pair. */
async function modalScene(): Promise<SecretsScene & { readonly modal: Record<string, string> }> {
  const modal = await startModal();
  modal.accounts.set(ID, { secret: SECRET, workspace: 'acme', username: 'alice' });
  return { ...(await secretsScene([ID, SECRET])), modal: { MODAL_SERVER_URL: modal.url } };
}

/** Types a value at the question for it. */
async function answer(terminal: Terminal, question: string, value: string): Promise<void> {
  await terminal.shows(`${question} (what you type is not shown)`);
  terminal.type(`${value}${ENTER}`);
}

/** Marks some of the offered places, by their lines, and takes them. */
async function choose(terminal: Terminal, lines: readonly number[]): Promise<void> {
  await terminal.shows('Where is it to be kept?');
  for (let line = 0; line <= Math.max(...lines); line += 1) terminal.type(`${line === 0 ? '' : DOWN}${lines.includes(line) ? ' ' : ''}`);
  terminal.type(ENTER);
}

it('sets Hugging Face up: asks for the token, the places and a yes, and shows nothing of what is typed', async () => {
  const { acme, home, onTerminal } = await secretsScene();
  const terminal = onTerminal(['setup', 'huggingface']);
  await terminal.shows('settings/tokens/new?tokenType=fineGrained');
  await answer(terminal, 'HF_TOKEN', NEW);
  await terminal.shows('valid');
  await choose(terminal, [1, 2]);
  await terminal.shows('acme/model on GitHub');
  await terminal.shows('Keep it there?');
  terminal.type('y');
  expect(await terminal.end).toMatchObject({ exitCode: 0, restored: true });
  expect([acme.actions.value('HF_TOKEN'), readFileSync(home('.cache/huggingface/token'), 'utf8')]).toEqual([NEW, NEW]);
});

it('sets Modal up: asks for both halves', async () => {
  const { acme, home, modal, onTerminal } = await modalScene();
  const terminal = onTerminal(['setup', 'modal'], modal);
  await terminal.shows('https://modal.com/settings/tokens');
  await answer(terminal, 'MODAL_TOKEN_ID', ID);
  await answer(terminal, 'MODAL_TOKEN_SECRET', SECRET);
  await choose(terminal, [1, 2]);
  await terminal.shows('Keep it there?');
  terminal.type('y');
  expect(await terminal.end).toMatchObject({ exitCode: 0, restored: true });
  expect([acme.actions.value('MODAL_TOKEN_ID'), acme.actions.value('MODAL_TOKEN_SECRET')]).toEqual([ID, SECRET]);
  expect(readFileSync(home('.modal.toml'), 'utf8')).toContain(`token_id = "${ID}"`);
});

it('sets both up, one after the other; what was kept stays when the second one is cancelled, and that is said', async () => {
  const { home, modal, onTerminal } = await modalScene();
  const first = async (terminal: Terminal): Promise<void> => {
    await answer(terminal, 'HF_TOKEN', NEW);
    await choose(terminal, [1]);
    await terminal.shows('Keep it there?');
    terminal.type('y');
    await terminal.shows('kept ');
  };
  const cancelled = onTerminal(['setup', 'all'], modal);
  await first(cancelled);
  await answer(cancelled, 'MODAL_TOKEN_ID', ID);
  await cancelled.shows('MODAL_TOKEN_SECRET');
  cancelled.type(CTRL_C);
  expect(await cancelled.end).toMatchObject({ exitCode: 3, restored: true, shown: expect.stringContaining('Nothing more was changed') });
  expect([readFileSync(home('.cache/huggingface/token'), 'utf8'), existsSync(home('.modal.toml'))]).toEqual([NEW, false]);
  const whole = onTerminal(['setup'], modal);
  await first(whole);
  await answer(whole, 'MODAL_TOKEN_ID', ID);
  await answer(whole, 'MODAL_TOKEN_SECRET', SECRET);
  await choose(whole, [1]);
  await whole.shows('Keep it there?');
  whole.type('y');
  expect(await whole.end).toMatchObject({ exitCode: 0, restored: true });
  expect(existsSync(home('.modal.toml'))).toBe(true);
});

it.each([
  ['the token', 0],
  ['the places', 1],
  ['the yes', 2],
])('keeps nothing when Ctrl-C is the answer to the question for %s', async (_what, question) => {
  const { acme, home, onTerminal, repository } = await secretsScene();
  const terminal = onTerminal(['setup', 'huggingface']);
  await terminal.shows('not shown');
  if (question === 0)
    terminal.type(NEW.slice(0, 20)); // half a token is on the line
  else terminal.type(`${NEW}${ENTER}`);
  if (question === 1) await terminal.shows('Where is it to be kept?');
  if (question === 2) {
    await choose(terminal, [0, 1, 2]);
    await terminal.shows('Keep it there?');
  }
  terminal.type(CTRL_C);
  const { exitCode, restored, shown } = await terminal.end;
  expect({ exitCode, restored }).toEqual({ exitCode: 3, restored: true });
  expect(shown).toContain('Cancelled. Nothing was changed.');
  expect(shown).not.toContain(NEW.slice(3, 15));
  expect([acme.actions.secrets.size, existsSync(home('.cache')), existsSync(join(repository.path, '.env'))]).toEqual([0, false, false]);
});

it.each([
  ['the first', ENTER, 'acme/model', 0],
  ['the second', `${DOWN}${ENTER}`, 'me/model', 0],
  ['neither', CTRL_C, undefined, 3],
])('asks which repository is meant where the remotes differ: %s', async (_which, keys, name, exitCode) => {
  const { github, onTerminal, repository } = await secretsScene();
  await github.addRepository('me/model');
  for (const one of github.repositories.values()) one.actions.put('HF_TOKEN', { value: OLD });
  repository.git('remote', 'add', 'upstream', 'git@github.com:me/model.git');
  const terminal = onTerminal(['secrets', 'delete', 'HF_TOKEN']);
  await terminal.shows('Which one is meant?');
  terminal.type(keys);
  if (name !== undefined) {
    await terminal.shows(`gh repo set-default ${name}`);
    await terminal.shows(`Delete HF_TOKEN of ${name} on GitHub?`);
    terminal.type('y');
  }
  expect(await terminal.end).toMatchObject({ exitCode, restored: true });
  const left = [...github.repositories.values()].filter(({ actions }) => actions.secrets.size > 0).map(({ fullName }) => fullName);
  expect(left).toEqual(['acme/model', 'me/model'].filter((one) => one !== name));
});

it('ends ci check at once when nobody wants to say which repository is meant', async () => {
  const { onTerminal, repository } = await secretsScene();
  repository.git('remote', 'add', 'upstream', 'git@github.com:me/model.git');
  repository.stage('.github/workflows/a.yml', 'on: push\njobs: {a: {runs-on: x, env: {A: "${{ secrets.A }}"}, steps: []}}\n');
  const terminal = onTerminal(['ci', 'check']);
  await terminal.shows('Which one is meant?');
  terminal.type(CTRL_C);
  expect(await terminal.end).toMatchObject({ exitCode: 3, restored: true, shown: expect.not.stringContaining('Secrets that') });
});
