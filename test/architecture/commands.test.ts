import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { COMMAND_NAMES } from '#cli/runnable.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A command of this program in a text of the source, outside comments. */
const NAMED = new RegExp(`^(?!\\s*(?://|/?\\*)).*['"\`].*auth-guard (?:${COMMAND_NAMES.join('|')})\\b`);

function linesOf(folder: string): string[] {
  return readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      readFileSync(`${root}/${folder}/${name}`, 'utf8')
        .split('\n')
        .map((line) => `${folder}/${name}: ${line}`),
    );
}

/** How the program is called differs from place to place: what prints a command asks `io.programName`, and the help of errors is worded when it is printed. */
it('names no command plainly where texts are printed, but in the help of an error', () => {
  const plain = [...linesOf('src/cli'), ...linesOf('src/report')].filter((line) => NAMED.test(line.replace(/^\S+: /, '')) && !/\bhelp: /.test(line));
  expect(plain).toEqual([]);
});
