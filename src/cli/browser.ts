import { spawn } from 'node:child_process';
import { platform } from 'node:os';
import type { Io } from '#cli/io.ts';

const OPENERS: Readonly<Record<string, readonly string[]>> = { darwin: ['open'], win32: ['rundll32', 'url.dll,FileProtocolHandler'] };

/** Opens a page in the user's browser, if there is one; the address was printed anyway. @see https://specifications.freedesktop.org/desktop-entry-spec */
export function openPage(url: string, { env }: Io): void {
  const [command = 'xdg-open', ...args] = env['BROWSER'] === undefined || env['BROWSER'] === '' ? (OPENERS[platform()] ?? ['xdg-open']) : [env['BROWSER']];
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
