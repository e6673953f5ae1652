import { AuthGuardError } from '#errors.ts';

/** What git takes for no name of a branch. @see https://git-scm.com/docs/git-check-ref-format */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what git forbids
const NO_NAME = /^(?:$|[-/])|\.\.|@\{|\/[/.]|^\.|(?:\/|\.|\.lock)$|\.lock\/|[\u0000-\u0020\u007f~^:?*[\\]/;

/**
 * Looks at a revision before anything is made on the Hub for it.
 *
 * @throws {AuthGuardError} `USAGE` for what cannot be one, and for a pull request to a pull request.
 */
export function checkRevision(revision: string, { createPullRequest }: { readonly createPullRequest: boolean }): void {
  if (NO_NAME.test(revision)) {
    throw new AuthGuardError('USAGE', `"${revision}" is no name of a branch. Nothing was uploaded.`, {
      help: 'Name one with --revision, or leave it out for main.',
    });
  }
  if (createPullRequest && revision.startsWith('refs/')) {
    throw new AuthGuardError('USAGE', '--create-pr opens a pull request to a branch, and --revision names none. Nothing was uploaded.', {
      help: 'To add to a pull request that is there, write --revision refs/pr/3 without --create-pr.',
    });
  }
}
