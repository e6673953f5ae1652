import type { Command } from 'commander';
import type { Io } from '#cli/io.ts';
import type { Done } from '#cli/options/done.ts';

const load = () => import('#cli/commands/baseline.ts');

/** `baseline` and its subcommands. */
export function addBaseline(program: Command, io: Io, done: Done): void {
  const baseline = program.command('baseline').description('Accept findings: who, when and why, in a file that is committed.');
  const accepting = (name: string, description: string): Command =>
    baseline
      .command(name)
      .description(description)
      .requiredOption('--reason <text>', 'why they are accepted')
      .option('--by <name>', "who accepts them; git's user by default")
      .option('--history', 'also what stands in the history alone')
      .option('--fingerprint <fingerprint...>', 'only these findings');
  accepting('create', 'Accept what is found now.').action(async (options) => done(await (await load()).acceptFindings(options, { isNew: true }, io)));
  accepting('update', 'Accept what is found beyond the baseline.').action(async (options) =>
    done(await (await load()).acceptFindings(options, { isNew: false }, io)),
  );
  baseline
    .command('prune')
    .description('Take out what stands neither in the files nor in the history any more.')
    .action(async () => done(await (await load()).pruneBaseline(io)));
  baseline
    .command('show')
    .description('List what is accepted.')
    .action(async () => done(await (await load()).showBaseline(io)));
}
