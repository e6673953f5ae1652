import { type Command, Option } from 'commander';
import type { Io } from '#cli/io.ts';
import type { Done } from '#cli/options/done.ts';
import { CONFIDENCES, SEVERITIES } from '#detect/rule.ts';

/** `scan` and its flags. */
export function addScan(program: Command, io: Io, done: Done): void {
  program
    .command('scan')
    .description('Look for tokens in files, in what is staged, in the history, or in standard input.')
    .argument('[paths...]', 'files and folders; in a repository, what git tracks or does not ignore')
    .option('--staged', 'what the next commit would hold, from the index alone')
    .option('--stdin', 'standard input')
    .option('--name <name>', 'the name that findings in standard input get', 'stdin')
    .option('--history', 'every object that git keeps: blobs, messages, names, tags, notes, dangling ones too')
    .option('--reachable', 'history: only what refs reach')
    .option('--range <range>', 'history: only what A..B brings in')
    .option('--branch <name>', 'history: only what this branch reaches')
    .option('--since <date>', 'history: only commits since this date, such as 2024-01-31 or "2 weeks ago"')
    .option('--recurse-submodules', 'history: also that of submodules')
    .option('--no-cache', 'history and hub: read everything again, and keep nothing')
    .option('--hub <owner/name>', 'a repository on the Hugging Face Hub: files, discussions, pull requests; with --history its commits too')
    .option('--hub-user <name>', 'everything of a user on the Hub')
    .option('--hub-org <name>', 'everything of an organisation on the Hub')
    .option('--hub-collection <slug>', 'everything in a collection on the Hub')
    .addOption(new Option('--type <type>', 'hub: what kind of repository').choices(['model', 'dataset', 'space']))
    .option('--revision <name>', 'hub: a branch, tag or commit')
    .option('--weights', 'hub: large weights to their end, not their headers alone')
    .option('--habits', 'files, --staged and --stdin: also look for code that handles tokens badly, as warnings')
    .option('--strict', 'with --habits: they count as findings')
    .option('--no-ignore', 'also files that git ignores')
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json', 'sarif']).default('text'))
    .option('--output <file>', 'write the report to a file')
    .option('--rules <ids>', 'only these rules, separated by commas')
    .option('--provider <names>', 'only rules of these providers, separated by commas')
    .addOption(new Option('--severity <level>', 'only rules of at least this severity').choices(SEVERITIES))
    .addOption(
      new Option('--confidence <level>', 'only rules of at least this confidence; by default what is of low confidence is noted and does not count').choices(
        CONFIDENCES,
      ),
    )
    .option('--max-size <size>', 'skip larger files, and say so: 500k, 10M, 1G')
    .option('--quiet', 'only findings and what was not checked')
    .option('--no-color', 'no colours')
    .action(async (paths: string[], options) => done(await (await import('#cli/commands/scan.ts')).runScan(paths, options, io)));
}
