/** Parts of patterns: how tokens are called. `TOKENIZER`, `TOKEN_FILE` and `PAD_TOKEN` in Python are none. */

const UPPER = '(?:[A-Z0-9]+_)*(?:TOKEN|SECRET|API_?KEY|PASSWORD|PASSWD|ACCESS_KEY|SECRET_KEY)';
const LOWER = '(?:[a-z0-9]+_)*(?:token|secret|api_?key|password|passwd|access_key|secret_key)';

/** A variable of the environment or of a shell: `HF_TOKEN`, `token`, `MODAL_TOKEN_SECRET`. */
export const VARIABLE = `(?:${UPPER}|${LOWER})(?![A-Za-z0-9_])`;

/** Such a variable where a shell expands it, or a secret of a workflow. Neither its length nor whether it is set. */
export const SHELL_TOKEN = `(?:\\$(?:\\{${VARIABLE}(?::?[-=?][^}]*)?\\}|${VARIABLE})|\\$\\{\\{\\s*secrets\\.(?!GITHUB_TOKEN)\\w+\\s*\\}\\})`;

/** The beginning of a token that somebody wrote down, real or made up. */
export const LITERAL_TOKEN = '(?:hf_|api_org_|ak-|as-|wk-|ws-)(?:[A-Za-z0-9_*.…<>-]{5,}|[.*]{3,}|…)';

const KNOWN = '(?:HF|HUGGING_?FACE(?:_HUB)?|HUGGINGFACEHUB_API|MODAL|GITHUB|GH|API|ACCESS|AUTH|BEARER)';

/** Python names that are tokens wherever they are met: `hf_token`, `HF_TOKEN`, `args.hf_token`; and reads from the environment, seen in `text` alone. */
export const PYTHON_TOKEN = `(?:(?:\\w+\\.)*(?:(?:hf|hub|hugging_?face|huggingface_hub|modal|api|auth|access|bearer)_token|token_secret|api_key|${KNOWN}_TOKEN(?:_SECRET)?|${KNOWN}_KEY)(?![\\w[(.]))`;

export const PYTHON_ENVIRONMENT_TOKEN = `os\\.(?:environ\\[|environ\\.get\\(|getenv\\()\\s*["'](?:[A-Z0-9]+_)*(?:TOKEN|SECRET|API_KEY|PASSWORD)["'][^)\\]]*[)\\]]`;

/** Where a plain `token` of Python is a credential, and no piece of a text. */
export const PYTHON_TOKEN_IS_CREDENTIAL =
  /\btoken\s*(?::[^=\n]+)?=\s*(?:os\.(?:environ|getenv)|getpass|(?:huggingface_hub\.)?get_token\(|HfFolder|userdata\.get|input\()/;

/** The same in JavaScript. */
export const JAVASCRIPT_TOKEN =
  '(?:process\\.env(?:\\.|\\[["\'`])(?:[A-Z0-9]+_)*(?:TOKEN|SECRET|API_KEY|PASSWORD)(?:["\'`]\\])?|(?:\\w+\\.)*(?:hf|hub|huggingFace|modal|api|auth|access|bearer)Token|(?:\\w+\\.)*apiKey|HF_TOKEN)(?![\\w[(.])';

export const JAVASCRIPT_TOKEN_IS_CREDENTIAL = /\btoken\s*(?::[^=\n]+)?=\s*process\.env/;

/** An argument of a call, or a value of an object in one, whatever other arguments and finished calls stand before it, or what a string interpolates; nothing that is inside another call. */
export function argument(name: string): string {
  return `\\((?:[^()]|\\([^()]*\\))*?(?<=[({,+%:]\\s*)${name}\\s*(?=[,)}+]|![rsa]|:)`;
}
