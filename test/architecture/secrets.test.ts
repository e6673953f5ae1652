import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Files that may expose a secret: to send it to its service, to take it out of a text; and of a scan, the one that matches it against the patterns of the settings. */
const ALLOWED: readonly string[] = [
  'src/auth/huggingface/candidate.ts',
  'src/auth/huggingface/oidc.ts',
  'src/auth/huggingface/revoke.ts',
  'src/auth/huggingface/whoami.ts',
  'src/auth/modal/client.ts',
  'src/auth/scrub.ts',
  'src/auth/stores/credential.ts',
  'src/auth/stores/env-file.ts',
  'src/auth/stores/huggingface-store.ts',
  'src/auth/stores/modal-profile-store.ts',
  'src/auth/stores/modal-secret.ts',
  'src/auth/stores/replacement.ts',
  'src/ci/store/github-secret.ts',
  'src/hub/git-settings.ts',
  'src/hub/hub-fetch.ts',
  'src/scan/allow.ts',
];

function sources(folder: string): string[] {
  return readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`);
}

it('exposes a secret in the listed files alone', () => {
  const exposing = [...sources('src'), ...sources('rules')].filter((file) => readFileSync(`${root}/${file}`, 'utf8').includes('.expose('));
  expect(exposing.sort()).toEqual([...ALLOWED].sort());
});

it('reads `process` at the boundary alone', () => {
  const reading = sources('src').filter(
    (file) =>
      !file.startsWith('src/cli/') && file !== 'src/index.ts' && /(?<!, )\bprocess\.(?:env|argv|cwd|exit|std|on)/.test(readFileSync(`${root}/${file}`, 'utf8')),
  );
  expect(reading).toEqual([]);
});

it('holds no token', () => {
  const shape = /\b(?:hf_|api_org_)[A-Za-z0-9]{34}\b/;
  const holding = [...sources('src'), ...sources('rules'), ...sources('test')].filter((file) =>
    readFileSync(`${root}/${file}`, 'utf8')
      .split('\n')
      .some((line) => shape.test(line) && !line.includes('xxxx')),
  );
  expect(holding).toEqual([]);
});
