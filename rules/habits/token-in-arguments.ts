import { defineHabit } from '#detect/habits/habit.ts';
import { LITERAL_TOKEN, PYTHON_ENVIRONMENT_TOKEN, PYTHON_TOKEN, SHELL_TOKEN } from '#detect/habits/names.ts';

const OPTION = '--(?:[a-z]+-)*(?:token|token-secret|password|api-key|secret|secret-key)';

export default defineHabit({
  id: 'token-in-arguments',
  title: 'A token is passed on a command line',
  explanation: "Arguments stand in the list of processes, which every user of the machine may read, in the shell's history, and in traces.",
  better: 'Let the tool read the environment (HF_TOKEN, MODAL_TOKEN_ID and MODAL_TOKEN_SECRET are read by themselves), or hand it over on standard input.',
  literals: ['token', 'password', 'key', 'secret'],
  patterns: {
    shell: [{ pattern: new RegExp(`(?:^|\\s)${OPTION}(?:=|\\s+)["']?(?:${SHELL_TOKEN}|${LITERAL_TOKEN})`), unless: /^\s*(?:gh\s+secret|docker\s+build)\b/ }],
    python: [
      {
        pattern: new RegExp(`["']${OPTION}["']\\s*,\\s*(?:${PYTHON_TOKEN}|${PYTHON_ENVIRONMENT_TOKEN})`),
        on: 'text',
        unless: /add_argument|add_option|click\.option|typer\.Option/,
      },
      { pattern: new RegExp(`["']${OPTION}=\\{\\s*${PYTHON_TOKEN}\\s*\\}`), on: 'text' },
    ],
  },
  truePositives: [
    { language: 'shell', text: 'hf auth login --token $HF_TOKEN' },
    { language: 'shell', text: 'huggingface-cli upload acme/m . \\\n  --token="${HF_TOKEN}"' },
    { language: 'shell', text: 'modal token set --token-id "$MODAL_TOKEN_ID" --token-secret "$MODAL_TOKEN_SECRET"' },
    { language: 'shell', text: 'hf auth login --token hf_xxxxxxxx' },
    { language: 'shell', text: 'twine upload --password ${{ secrets.PYPI }} dist/*', in: 'workflow' },
    { language: 'python', text: 'subprocess.run(["hf", "auth", "login", "--token", hf_token])' },
    { language: 'python', text: 'os.system(f"hf auth login" f"--token={hf_token}")' },
  ],
  trueNegatives: [
    { language: 'shell', text: 'hf auth login --token "$(cat /run/secrets/hf)"' },
    { language: 'shell', text: 'train --max-tokens $N --pad-token "$PAD"' },
    { language: 'shell', text: 'docker login --password-stdin <<< "$HF_TOKEN"' },
    { language: 'shell', text: 'tool --token-file "$HF_TOKEN_PATH"' },
    { language: 'python', text: 'parser.add_argument("--token", default=hf_token)' },
    { language: 'python', text: 'api.upload_file(token=hf_token)' },
  ],
  references: ['https://cwe.mitre.org/data/definitions/214.html'],
});
