import { type Oddity, oddityOf, strip } from '#auth/sources/oddity.ts';

const PROXY_HELP = 'Proxy tokens (wk-, ws-) open web endpoints alone. Create an API token:  modal token new';
const ANEW = 'Create a new pair:  modal token new   (or at https://modal.com/settings/tokens)';

/** Each half's prefix. @see https://modal.com/docs/reference/modal.config */
const PREFIXES = { id: 'ak-', secret: 'as-' } as const;

function prefixOddity(half: keyof typeof PREFIXES, value: string): Oddity | undefined {
  const prefix = PREFIXES[half];
  if (/^w[ks]-/.test(value)) return { code: 'modal-proxy-token', text: 'holds one half of a proxy token, which is no API token', help: PROXY_HELP };
  if (/^o[cv]-/.test(value)) return { code: 'modal-oauth-client', text: 'holds one half of an OAuth client, which is no API token', help: ANEW };
  if (value.startsWith('hf_')) return { code: 'other-service', text: 'holds a Hugging Face token', help: 'Put it into HF_TOKEN.' };
  if (!value.startsWith(prefix)) return { code: 'wrong-prefix', text: `has an invalid format: a Modal token ${half} starts with "${prefix}"`, help: ANEW };
  return value.length < prefix.length + 3 ? { code: 'cut-off', text: 'ends right behind its prefix', help: 'Copy the whole value.' } : undefined;
}

/** Modal's clients clean nothing: a blank or line end at either end is already one too many. */
function edgeOddity(value: string): Oddity | undefined {
  if (value === strip(value)) return undefined;
  return {
    code: 'padded',
    text: 'has blanks or a line end around the value, which the Modal clients send as they are',
    help: 'Set it again without them (in a shell: printf %s instead of echo).',
  };
}

/** Judges one half of a Modal token by its looks; `undefined` for what is plausible. */
export function modalHalfOddity(half: keyof typeof PREFIXES, value: string): Oddity | undefined {
  return oddityOf(strip(value)) ?? prefixOddity(half, strip(value)) ?? edgeOddity(value);
}

/** What is wrong with the two together. */
export function modalPairOddity(id: string, secret: string): Oddity | undefined {
  const begins = [strip(id).slice(0, 3), strip(secret).slice(0, 3)];
  if (begins[0] === PREFIXES.secret && begins[1] === PREFIXES.id) {
    return { code: 'modal-swapped', text: 'are swapped: the id starts with "ak-", the secret with "as-"', help: 'Put each into the place of the other.' };
  }
  if (begins[0] === begins[1] && begins[0] === PREFIXES.id)
    return { code: 'modal-two-ids', text: 'both hold a token id', help: `The secret starts with "as-"; it is shown once, when the token is made. ${ANEW}` };
  if (begins[0] === begins[1] && begins[0] === PREFIXES.secret)
    return { code: 'modal-two-secrets', text: 'both hold a token secret', help: `The id starts with "ak-". ${ANEW}` };
  return undefined;
}
