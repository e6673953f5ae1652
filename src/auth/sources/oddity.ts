/** What makes a value unfit to be sent, whatever service it is for. */
export interface Oddity {
  readonly code: string;
  /** Reads on after the name of the place: `HF_TOKEN` … */
  readonly text: string;
  readonly help: string;
}

/** No token of either service comes near: the longest are JWTs of some kilobytes, and HTTP servers refuse headers above 16 KiB. */
const MAX_LENGTH = 16_384;

const again = 'Copy the token again, and set it anew.';

/** Without blanks and line ends around it, as Python's `strip`: a byte order mark stays, other than with `trim`. */
export function strip(raw: string): string {
  return raw.replace(/^[^\S\ufeff]+|[^\S\ufeff]+$/g, '');
}

/** The first that fits is told. Each test sees the value as it was found, but without blanks and line ends around it. */
const ODDITIES: readonly (Oddity & { readonly fits: (value: string) => boolean })[] = [
  {
    code: 'too-long',
    text: `holds more than ${MAX_LENGTH.toLocaleString('en-US')} characters: that is no token`,
    help: again,
    fits: (value) => value.length > MAX_LENGTH,
  },
  {
    code: 'masked',
    text: 'holds asterisks, as a log shows a masked secret',
    help: 'Copy the token from where it was issued, not from a log.',
    fits: (value) => /^\*+$/.test(value) || /\*{3}/.test(value),
  },
  {
    code: 'unexpanded',
    text: 'holds the name of a variable or secret that nothing put a value for',
    help: 'In GitHub Actions write ${{ secrets.NAME }} under env:; in a shell use double quotes or none.',
    fits: (value) => /^["']?\$(?:\{\{|\{|\(|[A-Za-z_])/.test(value) || /^%[A-Za-z_]+%$/.test(value),
  },
  {
    code: 'placeholder',
    text: 'holds a placeholder, not a token',
    help: again,
    fits: (value) =>
      /^<.*>$/.test(value) || /(?:x{6}|X{6}|\.{3}|…)/.test(value) || /your[_-]?(?:\w+[_-])?(?:token|secret|key)|token[_-]?here|change[_-]?me/i.test(value),
  },
  {
    code: 'quoted',
    text: 'holds quotes, which belong to the shell or the file and not to the token',
    help: 'Set it without the quotes. In .env files for docker, and in secrets, quotes become part of the value.',
    fits: (value) => /^["'`\u2018-\u201d]|["'`\u2018-\u201d]$/.test(value),
  },
  {
    code: 'bearer-prefix',
    text: 'starts with "Bearer", which programs add themselves',
    help: 'Set the token alone.',
    fits: (value) => /^(?:Authorization:\s*)?Bearer\b/i.test(value),
  },
  {
    code: 'assignment',
    text: 'holds a whole assignment, with the name in front of the token',
    help: 'Set what stands behind the "=" alone.',
    fits: (value) => /^(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*[=:]/.test(value),
  },
  {
    code: 'invisible-characters',
    text: 'holds characters that cannot be seen, such as a zero-width space, which come along when one copies from a page or a chat',
    help: again,
    fits: (value) => /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/.test(value),
  },
  { code: 'inner-line-feed', text: 'goes on over several lines', help: 'Set the one line that is the token.', fits: (value) => /[\r\n]/.test(value) },
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  { code: 'control-characters', text: 'holds control characters', help: again, fits: (value) => /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(value) },
  { code: 'inner-blank', text: 'holds a blank in its middle', help: again, fits: (value) => /\s/.test(value) },
  { code: 'non-ascii', text: 'holds characters outside ASCII, which no token has', help: again, fits: (value) => /[^\u0021-\u007e]/.test(value) },
];

/** What is odd about a value; `undefined` for one that could be sent. @param value Without blanks and line ends around it. */
export function oddityOf(value: string): Oddity | undefined {
  return ODDITIES.find(({ fits }) => fits(value));
}
