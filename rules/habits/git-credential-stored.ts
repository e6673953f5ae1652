import { defineHabit } from '#detect/habits/habit.ts';

export default defineHabit({
  id: 'git-credential-stored',
  title: "A token is handed to git's credential store",
  explanation: 'With the helper `store` it is written to ~/.git-credentials in plain text, for every repository of that host, and stays there after a log-out.',
  better: "login() without add_to_git_credential; push with the Hub's API, or with a helper that asks the operating system's key store.",
  literals: ['add_to_git_credential', 'add-to-git-credential', 'credential.helper'],
  patterns: {
    python: [{ pattern: /\badd_to_git_credential\s*=\s*True\b/ }],
    shell: [{ pattern: /\s--add-to-git-credential\b/ }, { pattern: /\bgit\s+config\b.*\bcredential\.helper\s+["']?store\b/ }],
  },
  truePositives: [
    { language: 'python', text: 'login(token=token, add_to_git_credential=True)' },
    { language: 'shell', text: 'hf auth login --add-to-git-credential' },
    { language: 'shell', text: 'git config --global credential.helper store' },
  ],
  trueNegatives: [
    { language: 'python', text: 'login(token=token, add_to_git_credential=False)' },
    { language: 'python', text: '"""add_to_git_credential=True"""' },
    { language: 'shell', text: 'git config --global credential.helper osxkeychain' },
  ],
  references: ['https://huggingface.co/docs/huggingface_hub/package_reference/authentication', 'https://git-scm.com/docs/git-credential-store'],
});
