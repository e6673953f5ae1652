import { defineHabit } from '#detect/habits/habit.ts';
import {
  argument,
  JAVASCRIPT_TOKEN,
  JAVASCRIPT_TOKEN_IS_CREDENTIAL,
  PYTHON_ENVIRONMENT_TOKEN,
  PYTHON_TOKEN,
  PYTHON_TOKEN_IS_CREDENTIAL,
  SHELL_TOKEN,
  VARIABLE,
} from '#detect/habits/names.ts';

const PRINTS = '\\b(?:print|pprint|rprint|display|(?:typer|click)\\.echo|sys\\.std(?:out|err)\\.write)\\s*';
const CONSOLE = '\\bconsole\\.(?:log|info|warn|error|debug|dir)\\s*';

/** What takes a token from its standard input, or makes something else of it. */
const TAKEN =
  /\|.*(?:--?(?:password|token|with|body)?-?stdin\b|--with-token|\blogin\b|\bsecrets?\s+(?:set|create|put|versions)|sha\d+sum|shasum|md5sum|\bwc\b|grep\s+-\w*[qc]|\bcut\b.*\bwc\b|--config\s+-|-K\s*-|\bgpg\b|\bpass\b|\bvault\b)|add-mask|(?<!\d)>{1,2}\s*(?!&|\/dev\/(?:stdout|stderr|tty))\S/;

export default defineHabit({
  id: 'token-printed',
  title: 'A token is printed',
  explanation:
    'What a program prints ends in logs, terminals and screen shares, where more people and tools read than may use the token. Masking in CI knows the exact text of its secrets alone: a part or an encoded form passes.',
  better: 'Print whether it is set, never what it is: echo "HF_TOKEN is ${HF_TOKEN:+set}"; print("HF_TOKEN is", "set" if token else "missing").',
  literals: ['token', 'secret', 'key', 'password'],
  patterns: {
    shell: [
      { pattern: new RegExp(`^\\s*(?:(?:then|do|else|\\{|!|sudo)\\s+)*(?:echo|printf)\\s[^|]*?${SHELL_TOKEN}`), unless: TAKEN },
      { pattern: new RegExp(`^\\s*(?:(?:then|do|else)\\s+)*printenv\\s+${VARIABLE}`), unless: TAKEN },
      { pattern: /^\s*cat\s[^|]*huggingface\/(?:token|stored_tokens)\b/, unless: TAKEN },
    ],
    python: [
      { pattern: new RegExp(`${PRINTS}${argument(PYTHON_TOKEN)}`) },
      { pattern: new RegExp(`${PRINTS}${argument('(?:self\\.)?token')}`), fileNeeds: PYTHON_TOKEN_IS_CREDENTIAL },
      { pattern: new RegExp(`${PRINTS}\\(\\s*(?:f?["'][^"']*["']\\s*,\\s*)?${PYTHON_ENVIRONMENT_TOKEN}\\s*[,)]`), on: 'text' },
      { pattern: new RegExp(`${PRINTS}\\(\\s*["'][^"']*["']\\s*\\.format\\(\\s*(?:${PYTHON_TOKEN}|${PYTHON_ENVIRONMENT_TOKEN})`), on: 'text' },
    ],
    javascript: [
      { pattern: new RegExp(`${CONSOLE}${argument(JAVASCRIPT_TOKEN)}`) },
      { pattern: new RegExp(`${CONSOLE}${argument('token')}`), fileNeeds: JAVASCRIPT_TOKEN_IS_CREDENTIAL },
    ],
  },
  truePositives: [
    { language: 'shell', text: 'echo $HF_TOKEN' },
    { language: 'shell', text: 'if true; then echo "token: ${HF_TOKEN}"; fi' },
    { language: 'shell', text: 'printf "%s\\n" \\\n  "$MODAL_TOKEN_SECRET"' },
    { language: 'shell', text: 'echo $HF_TOKEN | head -c 10' },
    { language: 'shell', text: 'printenv HF_TOKEN' },
    { language: 'shell', text: 'cat ~/.cache/huggingface/token', in: 'notebook' },
    { language: 'shell', text: 'echo "${{ secrets.HF_TOKEN }}"', in: 'workflow' },
    { language: 'python', text: 'print(hf_token)' },
    { language: 'python', text: 'print(f"using {args.hf_token}")' },
    { language: 'python', text: 'token = os.environ["HF_TOKEN"]\nprint("token:", token)' },
    { language: 'python', text: 'print(os.environ["HF_TOKEN"])' },
    { language: 'python', text: 'print({"user": user, "token": hf_token})' },
    { language: 'python', text: 'print("token {}".format(hf_token))' },
    { language: 'javascript', text: 'console.log(process.env.HF_TOKEN);' },
    { language: 'javascript', text: 'console.log(`token ${hfToken}`)' },
    { language: 'javascript', text: 'console.log({ token: process.env.HF_TOKEN })' },
  ],
  trueNegatives: [
    { language: 'shell', text: 'echo "$HF_TOKEN" | docker login -u me --password-stdin ghcr.io' },
    { language: 'shell', text: 'echo "HF_TOKEN is ${HF_TOKEN:+set}, ${#HF_TOKEN} characters"' },
    { language: 'shell', text: "echo 'export $HF_TOKEN first'" },
    { language: 'shell', text: '# echo $HF_TOKEN' },
    { language: 'shell', text: 'HF_TOKEN=$(cat ~/.cache/huggingface/token) make' },
    { language: 'shell', text: 'echo "::add-mask::$HF_TOKEN"' },
    { language: 'shell', text: 'echo "HF_TOKEN=$HF_TOKEN" >> "$GITHUB_ENV"' },
    { language: 'shell', text: 'HASH=$(echo "$HF_TOKEN" | base64)' },
    { language: 'shell', text: 'echo "$TOKENIZER $TOKEN_FILE"' },
    { language: 'shell', text: 'cat <<EOF\necho $HF_TOKEN\nEOF' },
    { language: 'python', text: 'for token in tokens:\n    print(token)' },
    { language: 'python', text: 'print(hf_token is None, bool(hf_token), mask(hf_token))' },
    { language: 'python', text: 'print("hf_token")' },
    { language: 'python', text: '"""\nprint(hf_token)\n"""' },
    { language: 'python', text: 'print(whoami(token=hf_token)["name"])' },
    { language: 'python', text: 'print("set" if hf_token else "missing")' },
    { language: 'javascript', text: 'console.log(Boolean(process.env.HF_TOKEN))' },
    { language: 'javascript', text: '// console.log(process.env.HF_TOKEN)' },
  ],
  references: ['https://docs.github.com/en/actions/reference/security/secure-use'],
});
