import { AuthGuardError } from '#errors.ts';

/** What a token must be able to do. */
export interface Needs {
  /** Write to some repository. */
  readonly write: boolean;
  /** Read gated repositories. */
  readonly gated: boolean;
  /** Repositories to write to: `acme/m`, `datasets/acme/d`. */
  readonly repositories: readonly string[];
}

const REPOSITORY = /^(?:(?:models|datasets|spaces|kernels)\/)?[\w.-]+\/[\w.-]+$/;

/**
 * Reads a list such as `write,gated,repo:acme/m`.
 *
 * @throws {AuthGuardError} `USAGE`.
 */
export function parseNeeds(list: string): Needs {
  const words = list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const repositories = words.filter((word) => word.startsWith('repo:')).map((word) => word.slice('repo:'.length));
  const odd = words.find((word) => word !== 'write' && word !== 'gated' && !(word.startsWith('repo:') && REPOSITORY.test(word.slice('repo:'.length))));
  if (odd !== undefined || words.length === 0) {
    throw new AuthGuardError('USAGE', `"${odd ?? list}" is nothing that a token can be needed for.`, {
      help: 'Write a list of: write, gated, repo:acme/m, repo:datasets/acme/d.',
    });
  }
  return { write: words.includes('write'), gated: words.includes('gated'), repositories };
}
