import { type Diagnosis, defineDiagnosis, printedBy } from '#auth/diagnosis/diagnosis.ts';
import { area, SECURITY, STORE, TOKENS, VARIABLES } from '#auth/diagnosis/families/huggingface-pages.ts';
import { HUB, HUB_SOURCE, NODE, PYTHON, SCRIPTS } from '#auth/diagnosis/families/sources.ts';

export const HUGGINGFACE_TOKEN: readonly Diagnosis[] = [
  defineDiagnosis({
    id: 'hf-token-not-set',
    area,
    title: 'HF_TOKEN is not set',
    meaning: 'The program found no token: neither in HF_TOKEN nor in the file that `hf auth login` writes.',
    fix: [`Create a token: ${TOKENS}`, 'On this machine: hf auth login', STORE],
    log: [
      ...printedBy(SCRIPTS, 'HF_TOKEN environment variable not set', ['HF_TOKEN not set', /HF_TOKEN not set/], 'HF_TOKEN is not set'),
      ...printedBy(
        HUB,
        'Token is required (`token=True`), but no token found',
        'Token is required to call the /whoami-v2 endpoint',
        'LocalTokenNotFoundError:',
      ),
    ],
    signs: ['hf:not-set'],
    followsFrom: ['hf-secret-empty', 'hf-other-variable', 'hf-not-switched'],
    examples: {
      lines: [
        'ValueError: HF_TOKEN environment variable not set',
        '❌ HF_TOKEN not set',
        'huggingface_hub.errors.LocalTokenNotFoundError: Token is required (`token=True`), but no token found. You need to provide a token or be logged in',
        'Token is required to call the /whoami-v2 endpoint, but no token found. You must provide a token or be logged in to Hugging Face with `hf auth login`',
      ],
      others: ['HF_TOKEN set', 'MODAL_TOKEN_ID environment variable not set', 'Token is valid (permission: write).'],
    },
    references: [VARIABLES],
  }),
  defineDiagnosis({
    id: 'hf-other-variable',
    area,
    title: 'The token stands in a variable that the Hugging Face libraries do not read',
    meaning: 'They read HF_TOKEN (and HUGGING_FACE_HUB_TOKEN). HUGGINGFACE_TOKEN, HF_API_TOKEN and the like are names of other programs.',
    fix: ['export HF_TOKEN="$HUGGINGFACE_TOKEN"', 'In a workflow:  env: { HF_TOKEN: "${{ secrets.HUGGINGFACE_TOKEN }}" }'],
    log: printedBy(
      SCRIPTS,
      ['HUGGINGFACE_TOKEN', /HUGGINGFACE_TOKEN (?:is )?set, but HF_TOKEN/],
      ['HUGGINGFACEHUB_API_TOKEN', /add an environment variable `HUGGINGFACEHUB_API_TOKEN`/],
    ),
    signs: ['hf:other-variable'],
    examples: {
      lines: ['Did not find huggingfacehub_api_token, please add an environment variable `HUGGINGFACEHUB_API_TOKEN` which contains it'],
      others: ['  HUGGINGFACE_TOKEN: ***', 'using HUGGINGFACEHUB_API_TOKEN from the environment'],
    },
    references: [VARIABLES],
  }),
  defineDiagnosis({
    id: 'hf-secret-empty',
    area,
    title: 'The secret HF_TOKEN is empty in CI',
    meaning:
      'GitHub Actions shows a secret that is set as ***. An empty one does not exist under that name, is one of another environment, or may not be seen: by pull requests of forks, by Dependabot, by a called workflow without `secrets: inherit`.',
    fix: ['gh secret list -R OWNER/REPO', 'gh secret set HF_TOKEN -R OWNER/REPO', 'Does the job name the environment whose secret it is?  environment: NAME'],
    log: printedBy('GitHub Actions, the env: part of a step', ['HF_TOKEN:', /^\s*HF_TOKEN:\s*$/]),
    signs: ['hf:empty-variable'],
    examples: { lines: ['  HF_TOKEN: ', '  HF_TOKEN:'], others: ['  HF_TOKEN: ***', 'export HF_TOKEN=', 'Validate HF_TOKEN: started'] },
    references: ['https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions'],
  }),
  defineDiagnosis({
    id: 'hf-not-switched',
    area,
    title: 'Tokens are stored, but none is in use',
    meaning: '`hf auth login` keeps several tokens by name; the one in use was taken away.',
    fix: ['hf auth list', 'hf auth switch'],
    signs: ['hf:not-switched'],
    examples: { lines: [], others: ['Switched to token ci'] },
    references: ['https://huggingface.co/docs/huggingface_hub/guides/cli'],
  }),
  defineDiagnosis({
    id: 'hf-token-invalid-format',
    area,
    title: 'HF_TOKEN has an invalid format',
    meaning: 'A user token starts with hf_. What stands there is something else, or was cut off.',
    fix: [`Create a new token, or copy the whole one: ${TOKENS}`, 'See how it starts, without showing it: printf %.3s "$HF_TOKEN"', STORE],
    log: [...printedBy(SCRIPTS, 'HF_TOKEN has invalid format'), ...printedBy(NODE, "Your access token must start with 'hf_'")],
    signs: ['hf:wrong-prefix', 'hf:cut-off', 'hf:too-long'],
    examples: {
      lines: [
        'TokenValidationResult(status=TokenStatus.INVALID, message="HF_TOKEN has invalid format")',
        '❌ HF_TOKEN has invalid format',
        "TypeError: Your access token must start with 'hf_'",
      ],
      others: ['HF_TOKEN has a valid format', 'MODAL_TOKEN has invalid format'],
    },
    references: [SECURITY],
  }),
  defineDiagnosis({
    id: 'hf-token-quoted',
    area,
    title: 'The token has quotes, "Bearer" or a name in front of it',
    meaning: 'What belongs to the shell, the file or the header became part of the value. In .env files for docker, and in secrets, quotes are kept.',
    fix: ['Set the token alone:  HF_TOKEN=hf_…', STORE],
    signs: ['hf:quoted', 'hf:bearer-prefix', 'hf:assignment'],
    examples: { lines: [], others: ['Authorization: Bearer ***'] },
    references: [SECURITY],
  }),
  defineDiagnosis({
    id: 'hf-token-blanks',
    area,
    title: 'The token holds a line end, a blank or a control character',
    meaning:
      'No header may hold it. It comes along when a token is read from a file, or set with echo. Some libraries print the whole token in this error: if the log is public, revoke the token.',
    fix: ['printf %s "$(tr -d \'[:space:]\' < token.txt)" | gh secret set HF_TOKEN -R OWNER/REPO', `If the log shows it: revoke it at ${TOKENS}`],
    log: [
      ...printedBy(HUB, "Illegal header value b'Bearer"),
      ...printedBy(PYTHON, 'Invalid leading whitespace, reserved character(s), or return character(s) in header value', [
        'Invalid header value',
        /Invalid header value b?['"]Bearer/,
      ]),
      ...printedBy(NODE, ['is an invalid header value', /Headers\.\w+: "Bearer/], ['Invalid character in header content', /authorization/i]),
    ],
    signs: ['hf:inner-line-feed', 'hf:control-characters', 'hf:inner-blank', 'hf:padded'],
    examples: {
      lines: [
        "httpx2.LocalProtocolError: Illegal header value b'Bearer ***\\n'",
        'requests.exceptions.InvalidHeader: Invalid leading whitespace, reserved character(s), or return character(s) in header value: ***',
        'TypeError: Headers.append: "Bearer ***" is an invalid header value.',
        'TypeError [ERR_INVALID_CHAR]: Invalid character in header content ["authorization"]',
      ],
      others: ["Illegal header value b'text/html '", 'TypeError [ERR_INVALID_CHAR]: Invalid character in header content ["cookie"]'],
    },
    references: [SECURITY],
  }),
  defineDiagnosis({
    id: 'hf-token-invisible',
    area,
    title: 'The token holds a character that cannot be seen, or is not ASCII',
    meaning: 'A zero-width space or a typographic quote came along when it was copied from a page, a chat or a document.',
    fix: [`Copy it anew with the button of ${TOKENS}`, 'See the bytes around it: printf %s "$HF_TOKEN" | cut -c1-3 | od -c', STORE],
    log: [
      ...printedBy(HUB, ["codec can't encode character", /'(?:ascii|latin-1)' codec can't encode character/]),
      ...printedBy(NODE, ['Cannot convert argument to a ByteString', /ByteString/]),
    ],
    signs: ['hf:invisible-characters', 'hf:non-ascii'],
    examples: {
      lines: [
        "UnicodeEncodeError: 'ascii' codec can't encode character '\\u200b' in position 12: ordinal not in range(128)",
        "UnicodeEncodeError: 'latin-1' codec can't encode character '\\u201c' in position 7: ordinal not in range(256)",
        'TypeError: Cannot convert argument to a ByteString because the character at index 44 has a value of 8203 which is greater than 255.',
      ],
      others: ["UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0", "'charmap' codec can't encode character '\\u2588'"],
    },
    references: [SECURITY],
  }),
  defineDiagnosis({
    id: 'hf-token-placeholder',
    area,
    title: 'A placeholder, a masked value or the name of a variable stands where the token belongs',
    meaning: 'Nothing put the token in: single quotes kept a $NAME, a template was not filled, or the value was copied from a log that shows ***.',
    fix: [`Create a token: ${TOKENS}`, 'In a workflow:  env: { HF_TOKEN: "${{ secrets.HF_TOKEN }}" }', STORE],
    signs: ['hf:placeholder', 'hf:masked', 'hf:unexpanded'],
    examples: { lines: [], others: ['HF_TOKEN=hf_your_token_here is how to set it'] },
    references: [SECURITY],
  }),
  defineDiagnosis({
    id: 'hf-token-wrong-kind',
    area,
    title: 'This is no user token of Hugging Face',
    meaning: 'Organisation tokens (api_org_…), refresh tokens, S3 keys and tokens of other services cannot take its place.',
    fix: [`Create a user token, fine-grained, for this one use: ${TOKENS}`],
    log: printedBy(HUB_SOURCE, 'You must use your personal account token, not an organization token'),
    signs: ['hf:organisation-token', 'hf:refresh-token', 'hf:s3-key', 'hf:other-service'],
    examples: {
      lines: ['ValueError: You must use your personal account token, not an organization token.'],
      others: ['You are using an organization account'],
    },
    references: [SECURITY],
  }),
];
