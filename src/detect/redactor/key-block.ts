/** Lines such as `Proc-Type: 4,ENCRYPTED` and `Version: GnuPG v2` behind the first line of a key. */
const HEADERS = /^(?:\s|\\[rn])*(?:[A-Za-z][A-Za-z-]{2,20}: [^\n\\]{0,100}(?:\\r|\\n|\r|\n)+){1,8}/;

/** What a key is written in, in whatever language it is quoted, up to the beginning of its last line. */
const BODY = /^[A-Za-z0-9+/=\s"',\\#*|>]*(?:-{1,5}|-----EN?|-----END[A-Z -]*)?$/;

/** Two short words beside one another, which the lines of a key do not have. */
const PROSE = /(?:^|\s)[A-Za-z0-9+/=]{1,15}[ \t]+[A-Za-z0-9+/=]{1,15}(?:\s|$)/;

/** Literals with which a key of several lines begins. */
export function opensKey(literal: string): boolean {
  return literal.startsWith('-----BEGIN') || literal.startsWith('Private-Lines');
}

/**
 * Whether what follows the first line of a key may be its body that has not come to its end: a log that only names such a line goes on with something else,
 * and is not to wait for it.
 */
export function goesOnAsKey(text: string): boolean {
  const body = text.replace(HEADERS, '');
  return BODY.test(body) && !body.endsWith('KEY-----') && !body.endsWith('BLOCK-----') && !PROSE.test(body);
}
