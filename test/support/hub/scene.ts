import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CliRun } from '../cli.ts';
import { startCli } from '../cli-async.ts';
import { scrubbedEnvironment, temporaryFolder } from '../repository.ts';
import { createSampler } from '../samples.ts';
import { LoopbackHub } from './loopback-hub.ts';

const sampler = createSampler(7001);

export const TOKEN = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
/** One that must not reach the Hub, or lies there already. */
export const LEAKED = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

export interface HubScene {
  readonly hub: LoopbackHub;
  readonly folder: string;
  write(path: string, content: string | Uint8Array): void;
  /** Runs the CLI beside the Hub: waiting for it in a way that stops this process would stop the Hub. */
  run(args: readonly string[], options?: RunOptions): Promise<CliRun>;
}

export interface RunOptions {
  readonly env?: Record<string, string>;
  /** Sends Ctrl-C as soon as a request to this path comes. */
  readonly interruptAfter?: RegExp;
  /** … and this holds. */
  readonly interruptWhen?: () => boolean;
  /** Sends Ctrl-C some time after the start. */
  readonly interruptAfterMs?: number;
}

/** Looks again and again until something holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** A folder, and a Hub on which `acme` may write. */
export async function hubScene(): Promise<HubScene> {
  const hub = await LoopbackHub.start();
  onTestFinished(() => hub.close());
  hub.addUser(TOKEN, 'acme', 'write');
  const folder = temporaryFolder();
  const ownEnv = { ...scrubbedEnvironment(folder), HF_ENDPOINT: hub.endpoint, HF_TOKEN: TOKEN, XDG_CACHE_HOME: join(folder, '.cache') };
  return {
    hub,
    folder,
    write: (path, content) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    },
    run: (args, { env = {}, interruptAfter, interruptWhen = () => true, interruptAfterMs } = {}) =>
      startCli(args, {
        cwd: folder,
        env: { ...ownEnv, ...env },
        tokens: [TOKEN, LEAKED],
        onStart: (child) => {
          let isSent = false; // a second one would end the process
          const interrupt = (): void => {
            if (!isSent) child.kill('SIGINT');
            isSent = true;
          };
          if (interruptAfter !== undefined) hub.onRequest(interruptAfter, () => void until(interruptWhen).then(interrupt));
          if (interruptAfterMs !== undefined) setTimeout(interrupt, interruptAfterMs);
        },
      }),
  };
}
