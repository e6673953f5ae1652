import { shannonEntropyBits } from '#detect/entropy.ts';
import { isPublicJwt } from '#detect/public-jwt.ts';
import { isPublished } from '#detect/published-tokens.ts';
import type { Alphabet, Rule } from '#detect/rule.ts';

export type Unlikely = 'low-entropy' | 'repeated' | 'sequence' | 'one-case' | 'placeholder-word' | 'identifier' | 'readable' | 'public';

export type Likelihood = { readonly likely: true } | { readonly likely: false; readonly reason: Unlikely };

/** Random texts hold one of these, in any case, less than once in a million, the longest ones too. */
const LONG_WORDS = /example|placeholder|replace|notareal|notreal|yourtoken|yoursecret|insert|changeme|redacted|sample/i;

/** Five characters in any case are met in random texts of a few hundred; written as people do, less than once in 100,000. */
const WORDS_AS_WRITTEN = /[Dd]ummy|DUMMY|your[_-]|YOUR[_-]|[_-]here|[_-]HERE/;

/** Among more random characters a word is met too often, and nobody writes a placeholder that long. */
const LONGEST_PLACEHOLDER = 512;

/** Shorter words count only in one case, and only where the case seldom changes, which it does at every second character of a random text. */
const SHORT_WORDS = /fake|FAKE|test|TEST|your|YOUR|xxxx|XXXX|0000|1234/;

/** The pairs of letters that make up about three quarters of English identifiers, and a sixth of random pairs. */
const COMMON_PAIRS = (
  'th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur ' +
  'ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt po we na ul ni ts mo ow pa im mi ai sh ' +
  'ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp fe bl ab gh ty op wo sa ay ex ke fr oo av ag if ap gr od bo sp rd do uc bu ei ov by rm ep tt oc fa ef'
).split(' ');

/** Makes a capital letter small, and nothing else a letter. */
const SMALL = 0x20;

/** By character: small letter 0, capital 1, digit 2. Tables, because a branch on a random character is guessed wrong half of the time. */
const KINDS = Uint8Array.from({ length: 256 }, (_, code) => (code >= 0x61 ? 0 : code >= 0x41 ? 1 : 2));

const DIGIT_SCORE = -1.5;
/** By the kinds of two neighbours. */
const CASE_SCORES = Float64Array.of(1.03, -0.65, DIGIT_SCORE, -0.65, -1.83, DIGIT_SCORE, DIGIT_SCORE, DIGIT_SCORE, 0);
const KIND_CHANGES = Uint8Array.of(0, 1, 1, 1, 0, 1, 1, 1, 0);
const COMMON_SCORE = 0.94;
/** By the codes of two small letters, the first on top: 1 for a common pair, -1 for another. */
const PAIR_SIGNS = new Int8Array(65_536).fill(-1);
for (const pair of COMMON_PAIRS) PAIR_SIGNS[(pair.charCodeAt(0) << 8) | pair.charCodeAt(1)] = 1;

/** Above this a body is taken for an identifier: the lowest at which the benchmark loses less than 1 random token in 100,000. */
const IDENTIFIER_SCORE = 11;

/** Shares of a body's neighbouring pairs. */
interface Pairs {
  /** Changes between lower case, upper case and digits. */
  readonly changes: number;
  /** The next, the previous or the same character of the alphabet. */
  readonly steps: number;
}

/** Characters beyond Latin-1, which no token has, count as small letters. */
function kindOf(code: number): number {
  return KINDS[code] ?? 0;
}

function pairsOf(body: string): Pairs {
  const total = Math.max(1, body.length - 1);
  let changes = 0;
  let steps = 0;
  for (let index = 1, before = body.charCodeAt(0); index < body.length; index += 1) {
    const code = body.charCodeAt(index);
    changes += KIND_CHANGES[kindOf(before) * 3 + kindOf(code)] as number;
    if (Math.abs(code - before) <= 1) steps += 1;
    before = code;
  }
  return { changes: changes / total, steps: steps / total };
}

function hasPeriod(body: string, period: number): boolean {
  for (let index = period; index < body.length; index += 1) if (body.charCodeAt(index) !== body.charCodeAt(index - period)) return false;
  return true;
}

function isRepeated(body: string): boolean {
  for (let period = 1; period <= body.length / 2; period += 1) if (hasPeriod(body, period)) return true;
  return false;
}

/**
 * How much likelier a body is as words joined by case than as random characters, as a sum of natural logarithms over its pairs.
 *
 * Of the pairs in identifiers, 70 % are two small letters, 13 % each go up or come down, 4 % are two capitals; in random letters it is a quarter
 * each. Of their letters, 72 % of the pairs are common English ones, against 28 % by chance. Measured on the identifiers of installed packages.
 */
function wordScore(word: string): number {
  let score = 0;
  for (let index = 1, before = word.charCodeAt(0); index < word.length; index += 1) {
    const code = word.charCodeAt(index);
    score += CASE_SCORES[kindOf(before) * 3 + kindOf(code)] as number;
    score += COMMON_SCORE * (PAIR_SIGNS[((before | SMALL) << 8) | code | SMALL] ?? -1);
    before = code;
  }
  return score;
}

/** What joins words to a name; no pair of letters stands across it. */
const JOINS = /[-_./=+]/;

function identifierScore(body: string): number {
  if (!JOINS.test(body)) return wordScore(body);
  const words = /[a-z]/.test(body) ? body : body.toLowerCase(); // a constant is written in capitals
  return words.split(JOINS).reduce((sum, word) => sum + wordScore(word), 0);
}

/** Random texts in one case look like words joined without any: what is said of cases and pairs does not hold for them. */
const ONE_CASE: ReadonlySet<Alphabet> = new Set<Alphabet>(['digits', 'hex', 'hex-lower', 'base36-lower', 'base36-upper']);

function isPlaceholder(body: string): boolean {
  if (body.length > LONGEST_PLACEHOLDER) return false;
  return LONG_WORDS.test(body) || WORDS_AS_WRITTEN.test(body);
}

function plainlyUnlikely(body: string, minEntropyBits: number): Unlikely | undefined {
  if (shannonEntropyBits(body) < minEntropyBits) return 'low-entropy';
  if (isRepeated(body)) return 'repeated';
  if (pairsOf(body).steps >= 0.6) return 'sequence'; // in hex every sixth pair is a step by chance
  return isPlaceholder(body) ? 'placeholder-word' : undefined;
}

function unlikely(body: string, minEntropyBits: number): Unlikely | undefined {
  if (shannonEntropyBits(body) < minEntropyBits) return 'low-entropy';
  if (isRepeated(body)) return 'repeated';
  if (/^(?:[A-Z]+|[a-z]+)$/.test(body)) return 'one-case';
  const pairs = pairsOf(body);
  if (pairs.steps >= 0.5) return 'sequence';
  if (isPlaceholder(body) || (pairs.changes <= 0.34 && SHORT_WORDS.test(body))) return 'placeholder-word';
  return identifierScore(body) > IDENTIFIER_SCORE ? 'identifier' : undefined;
}

/** Of 24 random bytes one in ten thousand million is printable throughout. */
const READABLE = /^[\x20-\x7e]{16,}$/;

function reasonAgainst({ sample: { alphabet, length, tail }, minEntropyBits, randomBytes }: Rule, body: string): Unlikely | undefined {
  if (randomBytes === true && READABLE.test(Buffer.from(body, 'base64').toString('latin1'))) return 'readable';
  if (alphabet === 'jwt' || length === 0) return shannonEntropyBits(body) < minEntropyBits ? 'low-entropy' : undefined;
  return tail !== undefined || ONE_CASE.has(alphabet) ? plainlyUnlikely(body, minEntropyBits) : unlikely(body, minEntropyBits);
}

/**
 * Says whether a match is likely a real token, or a placeholder or identifier of the same shape.
 *
 * Each test is chosen so that random tokens pass: `npm run bench` draws a million of each kind and counts what is lost, at most 1 in 100,000.
 * Bodies in one case, or made of several parts, are not tested for what depends on the case; JWTs and keys for entropy alone.
 */
export function judge(rule: Rule, secret: string): Likelihood {
  const { prefix } = rule.sample;
  if (isPublished(secret) || (secret.startsWith('eyJ') && isPublicJwt(secret))) return { likely: false, reason: 'public' };
  const reason = reasonAgainst(rule, secret.startsWith(prefix) ? secret.slice(prefix.length) : secret);
  return reason === undefined ? { likely: true } : { likely: false, reason };
}
