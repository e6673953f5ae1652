import { defineHabit } from '#detect/habits/habit.ts';

export default defineHabit({
  id: 'credential-file-readable',
  title: 'Every user of the machine may read a file of credentials',
  explanation: 'On a shared machine, in a container or in a backup, others read what only its owner should.',
  better: 'chmod 600 ~/.modal.toml',
  literals: [],
  patterns: {},
  files: {
    pattern:
      /(?:^|\/)(?:\.env(?:\.\w+)*|\.envrc|\.modal\.toml|[._]netrc|\.git-credentials|\.pypirc|huggingface\/(?:token|stored_tokens)|\.huggingface\/token)$/,
    unless: /\.(?:example|sample|template|tmpl|dist|defaults?|tpl|md|schema)$/i,
    when: 'readable',
    truePaths: ['~/.cache/huggingface/token', '~/.modal.toml', '~/.netrc', '.env'],
    falsePaths: ['.env.example', 'README.md'],
  },
  truePositives: [],
  trueNegatives: [],
  references: ['https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html'],
});
