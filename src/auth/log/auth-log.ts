import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Logger, pino } from 'pino';
import type { AuthLogFields, AuthLogger } from '#auth/log/logger.ts';
import { RotatingFile, type RotationOptions } from '#auth/log/rotating-file.ts';
import { scrub } from '#auth/scrub.ts';

/** pino is loaded with the first line: a program that only might log does not pay for it. */
function openPino(file: RotatingFile): Logger {
  const create = createRequire(import.meta.url)('pino') as typeof pino;
  const options = {
    base: { run: randomBytes(4).toString('hex') },
    timestamp: create.stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
  };
  return create(options, { write: (line: string) => file.append(line) });
}

/** Only what the type names, whatever a caller in JavaScript passes; and of texts, what has no token's shape. */
const FIELDS: readonly (keyof AuthLogFields)[] = [
  'tokenType',
  'status',
  'problem',
  'source',
  'endpoint',
  'requestId',
  'durationMs',
  'attempt',
  'command',
  'exitCode',
];

function kept(fields: AuthLogFields): AuthLogFields {
  const entries = FIELDS.map((name) => [name, fields[name]] as const).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'string' ? scrub(value) : value]));
}

/**
 * A log of JSON lines for authentication: what was checked, its status, where it came from, request id, duration. Never a token.
 *
 * Each line is on the disk when the call returns, with mode 0600.
 *
 * @param path The file; its folder is made.
 * @throws {AuthGuardError} `OUTPUT_FAILED`, from the first line that cannot be written.
 * @see https://getpino.io
 */
export function openAuthLog(path: string, rotation: RotationOptions = {}): AuthLogger {
  let logger: Logger | undefined;
  const write = (level: 'info' | 'warn' | 'error', message: string, fields: AuthLogFields): void => {
    logger ??= openPino(new RotatingFile(path, rotation));
    logger[level](kept(fields), scrub(String(message)));
  };
  return {
    info: (message, fields = {}) => write('info', message, fields),
    warn: (message, fields = {}) => write('warn', message, fields),
    error: (message, fields = {}) => write('error', message, fields),
  };
}
