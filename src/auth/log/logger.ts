/** What may stand in the log: names, numbers and sentences of our own. A `Secret` is none of them, and no field takes an error or an object. */
export interface AuthLogFields {
  readonly tokenType?: string;
  readonly status?: string;
  readonly problem?: string;
  readonly source?: string;
  readonly endpoint?: string;
  readonly requestId?: string;
  readonly durationMs?: number;
  readonly attempt?: number;
  readonly command?: string;
  readonly exitCode?: number;
}

/** Takes events of authentication. */
export interface AuthLogger {
  info(message: string, fields?: AuthLogFields): void;
  warn(message: string, fields?: AuthLogFields): void;
  error(message: string, fields?: AuthLogFields): void;
}

/** One line of the log, as it is read back. */
export interface AuthLogEntry extends AuthLogFields {
  readonly level: 'info' | 'warn' | 'error';
  /** ISO 8601 in UTC. */
  readonly time: string;
  /** The same for all lines of one run. */
  readonly run: string;
  readonly msg: string;
}
