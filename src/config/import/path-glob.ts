const ANYTHING = String.raw`(?:\.\*|\(\?:\.\*\)|\(\.\*\))`;
const FOLDER_START = String.raw`\((?:\?:)?\^\|(?:\\?/|\.\*\\?/)\)`;

/** What of a regular expression a glob can say: text, one folder's worth of anything, a choice of texts. */
const PIECE = /(?<escaped>\\[./_-])|(?<many>\[\^\/\][*+])|\((?:\?:)?(?<choice>[\w./|\\-]+)\)|(?<text>[\w/ @~-])/y;

function globOfBody(body: string): string | undefined {
  let glob = '';
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < body.length) {
    const groups = PIECE.exec(body)?.groups;
    if (groups === undefined) return undefined;
    const { escaped, many, choice, text } = groups;
    if (choice !== undefined && /(?<!\\)\./.test(choice)) return undefined;
    glob +=
      escaped?.slice(1) ?? (many === undefined ? undefined : '*') ?? (choice === undefined ? text : `{${choice.replaceAll('\\', '').replaceAll('|', ',')}}`);
  }
  return glob;
}

/**
 * Globs that match the same paths as a regular expression which is searched for in a path; `undefined` where globs cannot say it.
 *
 * `^tests/`, `(^|/)vendor/`, `\.lock$`, `package-lock\.json`, `.*\.(png|jpg)$`.
 */
export function globsFor(source: string): readonly string[] | undefined {
  const parts = new RegExp(`^(?:(?<top>\\^)(?!\\.\\*)|(?<folder>${FOLDER_START})|\\^?${ANYTHING})?(?<body>.*?)(?:(?<end>\\$)|${ANYTHING}\\$?)?$`, 's').exec(
    source.replace(/^\(\?i\)/, '(?i)'),
  )?.groups;
  const body = parts?.['body'] === undefined ? undefined : globOfBody(parts['body']);
  if (parts === undefined || body === undefined || body === '') return undefined;
  const start = parts['top'] !== undefined ? '' : parts['folder'] !== undefined ? '**/' : body.startsWith('/') ? '**' : '**/*';
  const glob = start + body;
  if (parts['end'] !== undefined) return [glob];
  return body.endsWith('/') ? [`${glob}**`] : [`${glob}*`, `${glob}*/**`];
}
