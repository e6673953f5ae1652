import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scrub } from '#auth/scrub.ts';
import type { Credential } from '#auth/stores/credential.ts';
import type { TokenStore } from '#auth/stores/store.ts';
import { AuthGuardError } from '#errors.ts';

/** The descriptor under which the child finds the values. */
const VALUES = 3;

/** A file without a name: it is gone from its folder before anything is written, and from the disk when the last descriptor is closed. */
function namelessFile(text: string): number {
  const path = join(tmpdir(), `auth-guard-${randomBytes(12).toString('hex')}`);
  const descriptor = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  writeSync(descriptor, text, 0);
  return descriptor;
}

interface ModalRun {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly descriptor: number;
}

/** Without the tokens of other services. */
function modalEnvironment(env: ModalRun['env']): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(([name]) => !/^(?:HF_|HUGGING_?FACE|GH_|GITHUB_)/.test(name));
  return { ...Object.fromEntries(own), NO_COLOR: '1' };
}

function runModal({ args, cwd, env, descriptor }: ModalRun): Promise<{ readonly exitCode: number; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('modal', [...args], { cwd, env: modalEnvironment(env), stdio: ['ignore', 'ignore', 'pipe', descriptor] });
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-4096);
    });
    child.on('error', (cause: NodeJS.ErrnoException) => {
      const what = cause.code === 'ENOENT' ? '`modal` is not on PATH' : `modal could not be started: ${cause.code}`;
      reject(new AuthGuardError('STORE_FAILED', `${what}, so the Modal Secret was not made.`, { help: 'pip install modal' }));
    });
    child.on('close', (code) => resolve({ exitCode: code ?? 1, stderr }));
  });
}

/**
 * A Modal Secret, which functions on Modal read as variables. The values go through a descriptor: not through arguments, and into no file with a name.
 *
 * @see https://modal.com/docs/reference/cli/secret
 */
export function modalSecretStore(name: string, { cwd, env }: Pick<ModalRun, 'cwd' | 'env'>): TokenStore {
  return {
    title: `the Modal Secret ${name}`,
    keep: async ({ values }: Credential) => {
      const descriptor = namelessFile(JSON.stringify(Object.fromEntries([...values].map(([key, secret]) => [key, secret.expose()]))));
      try {
        const args = ['secret', 'create', name, '--from-json', `/dev/fd/${VALUES}`, '--force']; // `--from-dotenv` needs a package that modal does not bring
        const { exitCode, stderr } = await runModal({ args, cwd, env, descriptor });
        if (exitCode !== 0) throw new AuthGuardError('STORE_FAILED', `modal ended with exit code ${exitCode}: ${scrub(stderr, [...values.values()])}`);
        return undefined;
      } finally {
        closeSync(descriptor);
      }
    },
  };
}
