import { type Command, Option } from 'commander';
import type { Io } from '#cli/io.ts';
import type { Done } from '#cli/options/done.ts';

const load = () => import('#cli/commands/rules.ts');

/** `rules` and its subcommands. */
export function addRules(program: Command, io: Io, done: Done): void {
  const rules = program
    .command('rules')
    .description("List, show, try and check rules, the project's own among them.")
    .option('--import <gitleaks.toml>', 'take over the settings of gitleaks, and say what cannot be carried')
    .option('--output <file>', 'where to write what is imported: a new file, or settings that it is added to')
    .action(async (options: { readonly import?: string; readonly output?: string }, command: Command) => {
      if (options.import === undefined) return command.help({ error: true });
      return done(await (await load()).importRules({ file: options.import, output: options.output }, io));
    });
  rules
    .command('list')
    .description('Every rule, built in or own, and whether it is off.')
    .addOption(new Option('--format <format>', 'how to list').choices(['text', 'json']).default('text'))
    .action(async (options) => done(await (await load()).listRules(options, io)));
  rules
    .command('show')
    .description('Everything about one rule.')
    .argument('<id>')
    .action(async (id: string) => done(await (await load()).showRule(id, io)));
  rules
    .command('test')
    .description('Try rules on a file or on standard input, also those that are off; marks and allowances do not count.')
    .argument('[file]')
    .option('--rule <id>', 'only this rule')
    .action(async (file: string | undefined, options) => done(await (await load()).testRules(file, options, io)));
  rules
    .command('check')
    .description("Run the examples of the project's own rules.")
    .action(async () => done(await (await load()).checkRules(io)));
}
