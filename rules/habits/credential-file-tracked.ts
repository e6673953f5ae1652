import { defineHabit } from '#detect/habits/habit.ts';

export default defineHabit({
  id: 'credential-file-tracked',
  title: 'A file that is meant for credentials is tracked by git',
  explanation: 'What it holds now or later is committed, pushed and kept in the history; taking it out of the next commit does not take it out of the history.',
  better: 'git rm --cached .env, add it to .gitignore, and commit a .env.example that names the variables without values.',
  literals: [],
  patterns: {},
  files: {
    pattern:
      /(?:^|\/)(?:\.env(?:\.\w+)*|\.envrc|\.modal\.toml|[._]netrc|\.git-credentials|\.pypirc|huggingface\/(?:token|stored_tokens)|\.huggingface\/token)$/,
    unless: /\.(?:example|sample|template|tmpl|dist|defaults?|tpl|md|schema)$/i,
    when: 'tracked',
    truePaths: ['.env', 'app/.env.production', '.modal.toml', 'home/.netrc', '.git-credentials', '.cache/huggingface/token'],
    falsePaths: ['.env.example', 'env', 'src/token', 'environment.py', '.env.sample', 'docs/.env.md'],
  },
  truePositives: [],
  trueNegatives: [],
  references: ['https://docs.github.com/en/code-security/secret-scanning/introduction/about-secret-scanning'],
});
