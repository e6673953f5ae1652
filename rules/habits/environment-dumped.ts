import { defineHabit } from '#detect/habits/habit.ts';

const DUMP = /^\s*(?:(?:then|do|else|sudo)\s+)*(?:(?:env|printenv)\s*(?:\|\s*(?:sort|cat|less|more|head|tail|tee)\b[^|]*)*|export\s+-p|declare\s+-x|set)\s*$/;

export default defineHabit({
  id: 'environment-dumped',
  title: 'The whole environment is printed',
  explanation: 'Where tokens are in the environment, as they are in CI, they are printed with it; whatever the log masks, an artifact or a debugger does not.',
  better: 'Print the names alone, or the one variable that is needed: env | cut -d= -f1 | sort; printenv PYTHONPATH.',
  literals: ['env', 'export', 'declare', 'set'],
  patterns: {
    shell: [
      { pattern: DUMP, in: ['workflow', 'dockerfile'] },
      {
        pattern: /^\s*(?:env|printenv|export\s+-p)\s*\|\s*grep(?!.*\s-\w*[qclL])\s[^|]*(?:token|secret|key|passw|hf_|modal)[^|]*$/i,
        in: ['workflow', 'dockerfile'],
      },
    ],
    python: [{ pattern: /\b(?:print|pprint|(?:_?log(?:ger|ging)?)\.\w+)\s*\((?:[^()]*,)?\s*(?:dict\(\s*|json\.dumps\(\s*(?:dict\(\s*)?)?os\.environ\s*[),]/ }],
    javascript: [{ pattern: /\b(?:console|logger)\.\w+\s*\((?:[^()]*,)?\s*(?:JSON\.stringify\(\s*)?process\.env\s*[),]/ }],
  },
  truePositives: [
    { language: 'shell', text: 'env', in: 'workflow' },
    { language: 'shell', text: 'printenv | sort', in: 'workflow' },
    { language: 'shell', text: 'make && env', in: 'dockerfile' },
    { language: 'shell', text: 'env | grep -i token', in: 'workflow' },
    { language: 'python', text: 'print(os.environ)' },
    { language: 'python', text: 'print("env", dict(os.environ))' },
    { language: 'javascript', text: 'console.log(process.env)' },
    { language: 'javascript', text: 'console.log(JSON.stringify(process.env, null, 2))' },
  ],
  trueNegatives: [
    { language: 'shell', text: 'env', in: 'file' },
    { language: 'shell', text: 'env FOO=1 make', in: 'workflow' },
    { language: 'shell', text: 'env | grep GITHUB_', in: 'workflow' },
    { language: 'shell', text: 'env | grep -c TOKEN', in: 'workflow' },
    { language: 'shell', text: 'env | grep HF_ | cut -d= -f1', in: 'workflow' },
    { language: 'shell', text: 'set -e', in: 'workflow' },
    { language: 'shell', text: 'printenv PATH', in: 'workflow' },
    { language: 'python', text: 'print(os.environ["HOME"])' },
    { language: 'javascript', text: 'console.log(process.env.NODE_ENV)' },
  ],
  references: ['https://docs.github.com/en/actions/reference/security/secure-use'],
});
