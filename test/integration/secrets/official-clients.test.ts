import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startModal } from '../../support/modal-server.ts';
import { hasOfficialPython, OFFICIAL_PROGRAMS, official } from '../../support/python.ts';
import { createSampler } from '../../support/samples.ts';
import { NEW, OLD, type SecretsScene, secretsScene } from './scene.ts';

const sampler = createSampler(603);
const ID = `ak-${sampler.text(22)}`;
const SECRET = `as-${sampler.text(22)}`;

type ModalScene = SecretsScene & { readonly modal: Awaited<ReturnType<typeof startModal>> };

/** `modal profile list` asks the server that stands in the profile itself. */
async function modalScene(): Promise<ModalScene> {
  const modal = await startModal();
  modal.accounts.set(ID, { secret: SECRET, workspace: 'acme', username: 'alice' });
  const scene = await secretsScene([ID, SECRET]);
  scene.writeHome('.modal.toml', `# mine\n[acme]\nserver_url = "${modal.url}"\n`);
  return { ...scene, modal };
}

describe.runIf(hasOfficialPython())('the official programs', () => {
  it('hf lists the token that setup kept as the one in use, beside those that were there, and is logged in with it', async () => {
    const { env, run, home, writeHome } = await secretsScene();
    writeHome('.cache/huggingface/stored_tokens', `[old]\nhf_token = ${OLD}\n\n`);
    writeHome('.cache/huggingface/token', OLD);
    expect((await run(['setup', 'huggingface', '--from-stdin', '--yes', '--to', 'huggingface=fresh'], { input: NEW })).exitCode).toBe(0);
    const list = await official('hf', ['auth', 'list'], env);
    expect(list).toMatch(/^\* fresh +hf_/m);
    expect(list).toMatch(/^ +old +hf_/m);
    expect(await official('hf', ['auth', 'whoami'], env)).toMatch(/user: alice/);
    await official('hf', ['auth', 'switch', '--token-name', 'old'], env);
    expect(readFileSync(home('.cache/huggingface/token'), 'utf8')).toBe(OLD);
    await official('hf', ['auth', 'switch', '--token-name', 'fresh'], env);
    expect(readFileSync(home('.cache/huggingface/token'), 'utf8')).toBe(NEW);
  });

  it('modal lists the profile that setup kept, and its workspace', async () => {
    const { env, modal, run } = await modalScene();
    const kept = await run(['setup', 'modal', '--from-stdin', '--yes', '--to', 'modal-profile=acme'], {
      input: `${ID}\n${SECRET}\n`,
      env: { MODAL_SERVER_URL: modal.url },
    });
    expect(kept.exitCode).toBe(0);
    expect(JSON.parse(await official('modal', ['profile', 'list', '--json'], env))).toEqual([{ name: 'acme', workspace: 'acme', active: true }]);
    expect(modal.seen.some(({ method, metadata }) => method === 'WorkspaceNameLookup' && metadata.get('x-modal-token-id')[0] === ID)).toBe(true);
  });

  it('modal makes the Secret out of what setup hands it', async () => {
    const { env, modal, run, writeHome } = await modalScene();
    writeHome('.modal.toml', `[acme]\nserver_url = "${modal.url}"\ntoken_id = "${ID}"\ntoken_secret = "${SECRET}"\nactive = true\n`);
    const kept = await run(['setup', 'huggingface', '--from-stdin', '--yes', '--to', 'modal-secret=hub'], {
      input: NEW,
      env: { PATH: `${OFFICIAL_PROGRAMS}:${env['PATH']}` },
    });
    expect(kept).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/kept +the Modal Secret hub/) });
    expect([...modal.secrets]).toEqual([['hub', { HF_TOKEN: NEW }]]);
  });
});
