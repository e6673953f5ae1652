import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { onTestFinished } from 'vitest';
import { CLI_PATH, expectNoToken } from './cli.ts';

/** Gives a program a terminal of its own: what is written to this one's input is typed there. At the end it tells how the terminal was left. */
const BRIDGE = `
import fcntl, json, os, pty, select, struct, sys, termios
master, slave = pty.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 160, 0, 0))
pid = os.fork()
if pid == 0:
    os.close(master)
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for n in (0, 1, 2): os.dup2(slave, n)
    os.execvp(sys.argv[1], sys.argv[1:])
inputs = [master, 0]
status = None
while True:
    ready = select.select(inputs, [], [], 0.02)[0]
    if master in ready: os.write(1, os.read(master, 65536))
    elif status is not None: break
    if 0 in ready:
        typed = os.read(0, 4096)
        if typed: os.write(master, typed)
        else: inputs.remove(0)
    if status is None:
        ended, code = os.waitpid(pid, os.WNOHANG)
        if ended: status = os.waitstatus_to_exitcode(code)
flags = termios.tcgetattr(slave)[3]
sys.stderr.write(json.dumps({"exitCode": status, "echo": bool(flags & termios.ECHO), "lines": bool(flags & termios.ICANON)}))
`;

export const CTRL_C = '\x03';
export const ENTER = '\r';
export const DOWN = '\x1b[B';

export interface TerminalEnd {
  readonly exitCode: number;
  /** Everything that was shown, without its colours and movements. */
  readonly shown: string;
  /** Whether the terminal echoes again, and gives whole lines. */
  readonly restored: boolean;
}

export interface Terminal {
  /** Resolves once a text has been shown since the last one that was waited for. */
  shows(text: string | RegExp): Promise<void>;
  type(keys: string): void;
  readonly end: Promise<TerminalEnd>;
}

/** Prompts draw themselves before they listen. */
const SETTLE_MS = 150;

const PATIENCE_MS = 15_000;

interface Setting {
  readonly cwd: string;
  readonly env: Record<string, string>;
  readonly tokens: readonly string[];
}

/** Runs the built CLI on a terminal, and asserts that none of the tokens is ever shown there. Killed when the test ends. */
export function startOnTerminal(args: readonly string[], setting: Setting): Terminal {
  return startProgramOnTerminal([process.execPath, CLI_PATH, ...args], setting);
}

/** The same for any program. */
export function startProgramOnTerminal(command: readonly string[], { cwd, env, tokens }: Setting): Terminal {
  const child = spawn('python3', ['-c', BRIDGE, ...command], {
    cwd,
    env: { TERM: 'xterm-256color', BROWSER: 'true', ...env },
    stdio: 'pipe',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { text: '', report: '', read: 0 };
  child.stdin.on('error', () => undefined);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.text += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.report += text;
  });
  const shown = (): string => stripVTControlCharacters(output.text);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = closed.then((): TerminalEnd => {
    expectNoToken(output.text, tokens);
    expectNoToken(shown(), tokens);
    const { exitCode, echo, lines } = JSON.parse(output.report) as { exitCode: number; echo: boolean; lines: boolean };
    return { exitCode, shown: shown(), restored: echo && lines };
  });
  const find = (text: string | RegExp): number => {
    const rest = shown().slice(output.read);
    const at = typeof text === 'string' ? rest.indexOf(text) : rest.search(text);
    return at < 0 ? -1 : output.read + at + 1;
  };
  const shows: Terminal['shows'] = async (text) => {
    const startedAt = performance.now();
    while (find(text) < 0) {
      if (child.exitCode !== null || performance.now() - startedAt > PATIENCE_MS) throw new Error(`the terminal did not show ${text}, but:\n${shown()}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    output.read = find(text);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  };
  return { shows, end, type: (keys) => void child.stdin.write(keys) };
}
