import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { AuthLogger } from '#auth/log/logger.ts';
import type { Io } from '#cli/io.ts';
import { isAuthGuardError } from '#errors.ts';

/** The log's usual place, below the folder that the program runs in. */
export const AUTH_LOG_FILE = 'logs/auth.log';

const ON = /^(?:1|on|yes|true)$/i;
const OFF = /^(?:0|off|no|false)$/i;

/**
 * Where the log goes: the flag, else `AUTH_GUARD_LOG`, else the repository's settings; `undefined` when nobody asked for it.
 *
 * @param flag `true` for `--log` without a file.
 * @throws {AuthGuardError} `CONFIG_INVALID` for settings that cannot be used.
 */
export async function authLogPath(flag: string | boolean | undefined, { env, cwd }: Pick<Io, 'env' | 'cwd'>): Promise<string | undefined> {
  const asked = flag === true ? 'on' : flag || env['AUTH_GUARD_LOG'] || '';
  if (asked === '') return (await import('#cli/log-setting.ts')).logInSettings(cwd);
  return OFF.test(asked) ? undefined : resolve(cwd, ON.test(asked) ? AUTH_LOG_FILE : asked);
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

/** `doctor` has a `--log` of its own, for the log that it reads. */
function writesLog(command: Command): boolean {
  return command.options.some(({ long, description }) => long === '--log' && description.includes(AUTH_LOG_FILE));
}

/** The log of one run of the program: opened when it is first written to, and the same one for the command and for how it ended. */
export class CommandLog {
  readonly #io: Io;
  readonly #startedAt: number;
  #command: Command | undefined;
  #logger: Promise<AuthLogger | undefined> | undefined;

  constructor(io: Io) {
    this.#io = io;
    this.#startedAt = io.now();
  }

  /** Gives every command `--log`, and learns which one runs. */
  attach(program: Command): void {
    for (const command of leaves(program)) {
      const taken = UNLOGGED.has(command.name()) || command.options.some(({ long }) => long === '--log');
      if (!taken) command.option('--log [file]', `write what was checked to a log, ${AUTH_LOG_FILE} when no file is named`);
    }
    program.hook('preAction', (_program, command) => {
      this.#command = command;
    });
  }

  /** What was asked for; `undefined` when nothing was. */
  readonly open = (): Promise<AuthLogger | undefined> => {
    this.#logger ??= this.#open();
    return this.#logger;
  };

  async #open(): Promise<AuthLogger | undefined> {
    const flag = this.#command !== undefined && writesLog(this.#command) ? this.#command.opts()['log'] : undefined;
    const path = await authLogPath(flag as string | boolean | undefined, this.#io);
    return path === undefined ? undefined : (await import('#auth/log/auth-log.ts')).openAuthLog(path);
  }

  /** Writes how the command ended. Settings that cannot be used are for the command to tell, which some are there to mend. */
  async ended(exitCode: number): Promise<void> {
    const command = this.#command;
    if (command === undefined || UNLOGGED.has(command.name())) return;
    const logger = await this.open().catch((error: unknown) => {
      if (isAuthGuardError(error) && error.code === 'CONFIG_INVALID') return undefined;
      throw error;
    });
    logger?.[exitCode === 0 ? 'info' : 'warn'](`auth-guard ${fullName(command)} ended`, {
      command: fullName(command),
      exitCode,
      durationMs: Math.round(this.#io.now() - this.#startedAt),
    });
  }
}
