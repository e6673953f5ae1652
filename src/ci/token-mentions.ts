import type { CiProblem, TokenMention } from '#ci/report.ts';

const FILES =
  /(?:^|\/)(?:Dockerfile(?:\.[\w-]+)?|[\w.-]+\.Dockerfile|Containerfile|(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml|\.env\.(?:example|sample|template|dist)|pyproject\.toml)$/i;

const NAMES = /\b(?:HF_TOKEN|HUGGING_FACE_HUB_TOKEN|HUGGING_?FACE(?:_?HUB)?_(?:API_)?TOKEN|MODAL_TOKEN(?:_ID|_SECRET)?)\b/g;

/** Whether a file is one of those that tell which variables a program needs. */
export function namesTokens(path: string): boolean {
  return FILES.test(path) && !/(?:^|\/)node_modules\//.test(path);
}

/** The names of Hugging Face's and Modal's tokens in such a file, each once. */
export function mentionsIn(path: string, text: string): readonly Omit<TokenMention, 'isGiven'>[] {
  const found = new Map<string, Omit<TokenMention, 'isGiven'>>();
  for (const [index, line] of text.split('\n').entries()) {
    for (const { 0: name, index: column } of line.replace(/^\s*#.*/, '').matchAll(NAMES)) {
      if (!found.has(name)) found.set(name, { name, location: { path, line: index + 1, column: column + 1 } });
    }
  }
  return [...found.values()];
}

const BUILD_ARGUMENT = /^\s*(ARG|ENV)\s+(HF_TOKEN|HUGGING_FACE_HUB_TOKEN|MODAL_TOKEN_ID|MODAL_TOKEN_SECRET)\b/i;

/**
 * Tokens that a Dockerfile keeps in the image.
 *
 * @see https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/
 */
export function buildArguments(path: string, text: string): readonly CiProblem[] {
  if (!/dockerfile|containerfile/i.test(path)) return [];
  return text.split('\n').flatMap((line, index) => {
    const [, instruction = '', name = ''] = BUILD_ARGUMENT.exec(line) ?? [];
    if (name === '') return [];
    return [
      {
        id: 'secret-in-build-arg',
        severity: 'warning' as const,
        message: `\`${instruction} ${name}\` keeps the token in the image and its history.`,
        help: `RUN --mount=type=secret,id=${name.toLowerCase()},env=${name} …`,
        location: { path, line: index + 1, column: 1 },
        secrets: [name],
        fix: 'none' as const,
      },
    ];
  });
}
