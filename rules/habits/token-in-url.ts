import { defineHabit } from '#detect/habits/habit.ts';
import { LITERAL_TOKEN, PYTHON_TOKEN, SHELL_TOKEN } from '#detect/habits/names.ts';

const USER = '[\\w.%+-]*:?';
const QUERY = '[?&](?:access_|auth_|api_)?(?:token|key)=';

export default defineHabit({
  id: 'token-in-url',
  title: 'A token is part of a URL',
  explanation: 'URLs are kept: in .git/config of a clone, in the history of shells and browsers, in the logs of proxies and servers, in error messages.',
  better: 'git clone https://huggingface.co/acme/m with a credential helper (hf auth login, git credential), or a header that is read from a file.',
  literals: ['://'],
  patterns: {
    shell: [
      { pattern: new RegExp(`\\bhttps?://${USER}(?:${SHELL_TOKEN}|${LITERAL_TOKEN})@`) },
      { pattern: new RegExp(`\\bhttps?://[^\\s"']*${QUERY}${SHELL_TOKEN}`) },
    ],
    python: [
      { pattern: new RegExp(`\\bhttps?://${USER}(?:[^\\s"'{}/]*:)?\\{\\s*(?:${PYTHON_TOKEN}|(?:self\\.)?token)\\s*\\}@`), on: 'text' },
      { pattern: new RegExp(`\\bhttps?://[^\\s"']*${QUERY}\\{\\s*(?:${PYTHON_TOKEN}|(?:self\\.)?token)\\s*\\}`), on: 'text' },
      { pattern: new RegExp(`\\bhttps?://${USER}(?:\\{[\\w.]+\\}:)\\{\\s*(?:${PYTHON_TOKEN}|(?:self\\.)?token)\\s*\\}@`), on: 'text' },
    ],
    javascript: [{ pattern: /\bhttps?:\/\/[^\s"'`/]*\$\{[^{}]*(?:[tT]oken|TOKEN|apiKey|API_KEY)\}@/, on: 'text' }],
    workflow: [{ pattern: new RegExp(`\\bhttps?://${USER}\\$\\{\\{\\s*secrets\\.\\w+\\s*\\}\\}@`), unless: /^\s*(?:- )?\s*run:/, fileUnless: /\brun:/ }],
  },
  truePositives: [
    { language: 'shell', text: 'git clone https://user:$HF_TOKEN@huggingface.co/acme/m' },
    { language: 'shell', text: 'git remote set-url origin "https://acme:${HF_TOKEN}@huggingface.co/acme/m"' },
    { language: 'shell', text: 'git push https://oauth2:${{ secrets.HF_TOKEN }}@huggingface.co/spaces/a/b main', in: 'workflow' },
    { language: 'shell', text: 'curl "https://api.example/v1?api_key=$API_KEY"' },
    { language: 'shell', text: 'git clone https://user:hf_xxxxx@huggingface.co/acme/m' },
    { language: 'python', text: 'repo = f"https://user:{hf_token}@huggingface.co/acme/m"' },
    { language: 'python', text: 'url = f"https://{user}:{token}@huggingface.co/acme/m"' },
    { language: 'javascript', text: 'const url = `https://user:${process.env.HF_TOKEN}@huggingface.co/a`' },
  ],
  trueNegatives: [
    { language: 'shell', text: 'git clone https://huggingface.co/acme/m' },
    { language: 'shell', text: 'git clone https://$USER@huggingface.co/acme/m' },
    { language: 'python', text: 'url = f"https://huggingface.co/{repo}@{revision}"' },
    { language: 'python', text: '# https://user:{hf_token}@huggingface.co' },
    { language: 'javascript', text: 'const url = `https://a.example/${token}`' },
  ],
  references: ['https://git-scm.com/docs/gitcredentials'],
});
