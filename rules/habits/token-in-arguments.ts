import { defineHabit } from '#detect/habits/habit.ts';
import { JAVASCRIPT_TOKEN, LITERAL_TOKEN, PYTHON_ENVIRONMENT_TOKEN, PYTHON_TOKEN, SHELL_TOKEN } from '#detect/habits/names.ts';

/** Tokens of texts are none. */
const OPTION = '--(?!(?:pad|eos|bos|unk|mask|sep|cls|image|special)[-_])(?:[a-z]+[-_])*(?:token|token[-_]secret|password|api[-_]key|secret|secret[-_]key)';

/** Behind an option, or within one: `--token=…`, `--token '…`. */
const VALUE = '(?:=|\\s+)\\\\?["\']?';

/** Programs that take variables or parts of a secret as `NAME=value`. */
const ASSIGNS =
  '\\b(?:(?:docker|podman|nerdctl)\\s+(?:compose\\s+)?(?:run|exec|create)\\b.*\\s(?:-e|--env)|kubectl\\s+create\\s+secret\\b.*\\s--from-literal|modal\\s+secret\\s+create\\b.*)';

export default defineHabit({
  id: 'token-in-arguments',
  title: 'A token is passed on a command line',
  explanation: "Arguments stand in the list of processes, which every user of the machine may read, in the shell's history, and in traces.",
  better:
    'Let the tool read the environment (HF_TOKEN, MODAL_TOKEN_ID and MODAL_TOKEN_SECRET are read by themselves; docker run --env HF_TOKEN), or hand it over in a file or on standard input.',
  literals: ['token', 'password', 'key', 'secret'],
  patterns: {
    shell: [
      { pattern: new RegExp(`(?:^|\\s)${OPTION}${VALUE}(?:${SHELL_TOKEN}|${LITERAL_TOKEN})`), unless: /^\s*(?:gh\s+secret|docker\s+build)\b/ },
      { pattern: new RegExp(`${ASSIGNS}(?:=|\\s+)["']?[\\w.-]+=["']?(?:${SHELL_TOKEN}|${LITERAL_TOKEN})`) },
      { pattern: new RegExp(`\\bwandb\\s+login\\s+(?:--\\S+\\s+)*["']?${SHELL_TOKEN}`) },
    ],
    python: [
      {
        pattern: new RegExp(`["']${OPTION}["']\\s*,\\s*(?:${PYTHON_TOKEN}|${PYTHON_ENVIRONMENT_TOKEN})`),
        on: 'text',
        unless: /add_argument|add_option|click\.option|typer\.Option/,
      },
      { pattern: new RegExp(`["'\\s]${OPTION}${VALUE}\\{\\s*${PYTHON_TOKEN}\\s*\\}`), on: 'text' },
    ],
    javascript: [
      { pattern: new RegExp(`["'\`]${OPTION}["'\`]\\s*,\\s*${JAVASCRIPT_TOKEN}`), on: 'text' },
      { pattern: new RegExp(`["'\`\\s]${OPTION}${VALUE}\\$\\{\\s*${JAVASCRIPT_TOKEN}\\s*\\}`), on: 'text' },
    ],
  },
  truePositives: [
    { language: 'shell', text: 'hf auth login --token $HF_TOKEN' },
    { language: 'shell', text: 'huggingface-cli upload acme/m . \\\n  --token="${HF_TOKEN}"' },
    { language: 'shell', text: 'modal token set --token-id "$MODAL_TOKEN_ID" --token-secret "$MODAL_TOKEN_SECRET"' },
    { language: 'shell', text: 'hf auth login --token hf_xxxxxxxx' },
    { language: 'shell', text: 'twine upload --password ${{ secrets.PYPI }} dist/*', in: 'workflow' },
    { language: 'python', text: 'subprocess.run(["hf", "auth", "login", "--token", hf_token])' },
    { language: 'shell', text: 'python upload.py --hf_token=$HF_TOKEN' },
    { language: 'shell', text: 'docker run --rm -e HF_TOKEN=$HF_TOKEN acme/train' },
    { language: 'shell', text: 'kubectl create secret generic hf --from-literal=HF_TOKEN="$HF_TOKEN"', in: 'workflow' },
    { language: 'shell', text: 'modal secret create huggingface HF_TOKEN=hf_xxxxxxxx' },
    { language: 'shell', text: 'wandb login $WANDB_API_KEY' },
    { language: 'python', text: 'os.system(f"hf auth login" f"--token={hf_token}")' },
    { language: 'python', text: 'subprocess.run(f"huggingface-cli login --token {hf_token}", shell=True)', in: 'notebook' },
    { language: 'javascript', text: 'spawn("hf", ["auth", "login", "--token", process.env.HF_TOKEN])' },
    { language: 'javascript', text: 'execSync(`hf auth login --token ${process.env.HF_TOKEN}`)' },
  ],
  trueNegatives: [
    { language: 'shell', text: 'hf auth login --token "$(cat /run/secrets/hf)"' },
    { language: 'shell', text: 'train --max-tokens $N --pad-token "$PAD" --eos_token "$EOS_TOKEN"' },
    { language: 'shell', text: 'docker run -e HF_TOKEN -e HF_HOME=/data --env-file .env acme/train' },
    { language: 'shell', text: 'modal secret create huggingface --from-dotenv .env' },
    { language: 'javascript', text: 'program.option("--token <token>", "a token", process.env.HF_TOKEN)' },
    { language: 'shell', text: 'docker login --password-stdin <<< "$HF_TOKEN"' },
    { language: 'shell', text: 'tool --token-file "$HF_TOKEN_PATH"' },
    { language: 'python', text: 'parser.add_argument("--token", default=hf_token)' },
    { language: 'python', text: 'api.upload_file(token=hf_token)' },
  ],
  references: ['https://cwe.mitre.org/data/definitions/214.html'],
});
