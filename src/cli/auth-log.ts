import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { AuthLogger } from '#auth/log/logger.ts';
import type { Io } from '#cli/io.ts';

/** The log's usual place, below the folder that the program runs in. */
export const AUTH_LOG_FILE = 'logs/auth.log';

const ON = /^(?:1|on|yes|true)$/i;
const OFF = /^(?:|0|off|no|false)$/i;

/** Where the log goes: the flag, else `AUTH_GUARD_LOG`; `undefined` when nobody asked for it. @param flag `true` for `--log` without a file. */
export function authLogPath(flag: string | boolean | undefined, { env, cwd }: Pick<Io, 'env' | 'cwd'>): string | undefined {
  const asked = flag === undefined || flag === false ? (env['AUTH_GUARD_LOG'] ?? '') : flag;
  if (asked === true || ON.test(String(asked))) return resolve(cwd, AUTH_LOG_FILE);
  return OFF.test(String(asked)) ? undefined : resolve(cwd, String(asked));
}

/** The log that was asked for. */
export async function authLogFor(flag: string | boolean | undefined, io: Io): Promise<AuthLogger | undefined> {
  const path = authLogPath(flag, io);
  return path === undefined ? undefined : (await import('#auth/log/auth-log.ts')).openAuthLog(path);
}

/** Commands that read a log, or filter a stream. */
const UNLOGGED: ReadonlySet<string> = new Set(['log', 'redact']);

/** A command without commands below it is one that runs. */
function leaves(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

/** `ci check`, without the program's own name. */
function fullName(command: Command): string {
  return command.parent === null || command.parent.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

/** Gives every command `--log`, and writes how each ended. @returns To be told the exit code. */
export function logCommands(program: Command, io: Io): (exitCode: number) => Promise<void> {
  let ran: Command | undefined;
  const startedAt = io.now();
  for (const command of leaves(program)) {
    const taken = UNLOGGED.has(command.name()) || command.options.some(({ long }) => long === '--log');
    if (!taken) command.option('--log [file]', `write what was checked to a log, ${AUTH_LOG_FILE} when no file is named`);
  }
  program.hook('preAction', (_program, command) => {
    ran = command;
  });
  return async (exitCode) => {
    if (ran === undefined || UNLOGGED.has(ran.name())) return;
    const flag = ran.options.some(({ long, description }) => long === '--log' && description.includes(AUTH_LOG_FILE)) ? ran.opts()['log'] : undefined;
    const logger = await authLogFor(flag as string | boolean | undefined, io);
    logger?.[exitCode === 0 ? 'info' : 'warn'](`auth-guard ${fullName(ran)} ended`, {
      command: fullName(ran),
      exitCode,
      durationMs: Math.round(io.now() - startedAt),
    });
  };
}
