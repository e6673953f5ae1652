import { type Command, Option } from 'commander';
import type { Io } from '#cli/io.ts';
import type { Done } from '#cli/options/done.ts';

/** `upload` and its flags. */
export function addUpload(program: Command, io: Io, done: Done): void {
  program
    .command('upload')
    .description('Upload files to the Hub in one commit, after looking for tokens in them and checking that it can succeed.')
    .argument('<paths...>', 'files and folders')
    .requiredOption('--repo-id <owner/name>', 'the repository on the Hub; created when it does not exist')
    .addOption(new Option('--type <type>', 'what kind of repository').choices(['model', 'dataset', 'space']))
    .option('--revision <branch>', 'the branch; created when it does not exist', 'main')
    .option('--path-in-repo <folder>', 'the folder that the files go to')
    .option('--message <text>', "the commit's title")
    .option('--create-pr', 'open a pull request to the branch instead of committing')
    .option('--private', 'the repository must be private, and is created so')
    .option('--include <glob...>', 'only these files of a folder')
    .option('--exclude <glob...>', 'not these files of a folder')
    .option('--dry-run', 'check everything, say what would be sent, and send nothing')
    .option('--xet', 'send files of 5 MB or more by blocks, and only those that the Hub lacks: less to send of a file that changed little, but slower')
    .option('--strict', 'code that handles tokens badly stops the upload, too; otherwise it is a warning')
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json']).default('text'))
    .option('--no-color', 'no colours')
    .action(async (paths: string[], options) => done(await (await import('#cli/commands/upload.ts')).runUpload(paths, options, io)));
}
