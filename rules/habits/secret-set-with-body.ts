import { defineHabit } from '#detect/habits/habit.ts';
import { LITERAL_TOKEN, PYTHON_ENVIRONMENT_TOKEN, PYTHON_TOKEN, SHELL_TOKEN } from '#detect/habits/names.ts';

export default defineHabit({
  id: 'secret-set-with-body',
  title: 'A CI secret is set from a command line',
  explanation: "The value stands in the list of processes and, where it was typed, in the shell's history.",
  better:
    'Without --body, gh reads it from standard input and asks for it on a terminal: gh secret set HF_TOKEN < token.txt, or auth-guard secrets set HF_TOKEN.',
  literals: ['secret'],
  patterns: {
    shell: [{ pattern: new RegExp(`\\bgh\\s+secret\\s+set\\b.*\\s(?:--body(?:=|\\s+)|-b=?\\s*)["']?(?:${SHELL_TOKEN}|${LITERAL_TOKEN})`) }],
    python: [
      {
        pattern: new RegExp(`["']secret["'],\\s*["']set["'].*["'](?:--body|-b)["']\\s*,\\s*(?:${PYTHON_TOKEN}|${PYTHON_ENVIRONMENT_TOKEN}|token\\b)`),
        on: 'text',
      },
    ],
  },
  truePositives: [
    { language: 'shell', text: 'gh secret set HF_TOKEN --body "$HF_TOKEN"' },
    { language: 'shell', text: 'gh secret set HF_TOKEN -R a/b --body "hf_xxxxxxxxxxxx"' },
    { language: 'shell', text: 'gh secret set HF_TOKEN -b"$HF_TOKEN"' },
    { language: 'shell', text: 'gh secret set HF_TOKEN --body=$HF_TOKEN' },
    { language: 'python', text: 'subprocess.run(["gh", "secret", "set", "HF_TOKEN", "--body", hf_token])' },
  ],
  trueNegatives: [
    { language: 'shell', text: 'gh secret set HF_TOKEN <<< "$HF_TOKEN"' },
    { language: 'shell', text: 'gh secret set HF_TOKEN --body "$(cat token)"' },
    { language: 'python', text: 'subprocess.run(["gh", "secret", "set", "HF_TOKEN"], input=hf_token, text=True)' },
    { language: 'shell', text: 'gh issue create --body "$HF_TOKEN_HELP"' },
  ],
  references: ['https://cli.github.com/manual/gh_secret_set'],
});
