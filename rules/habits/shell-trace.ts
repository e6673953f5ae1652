import { defineHabit } from '#detect/habits/habit.ts';
import { SHELL_TOKEN } from '#detect/habits/names.ts';

export default defineHabit({
  id: 'shell-trace',
  title: 'A shell traces commands that hold a token',
  explanation: '`set -x` prints every command with its variables filled in, the token among them.',
  better: 'Leave tracing off, or end it before the token is used: set +x.',
  literals: ['set -', 'set -o'],
  patterns: {
    shell: [
      {
        pattern: /^\s*set\s+(?:-[a-wyzA-Z]*x[a-zA-Z]*|-o\s+xtrace|-\w+\s+-o\s+xtrace)/,
        followedBy: new RegExp(SHELL_TOKEN),
        until: /(?:^|\n)\s*(?:\{\s*)?set\s+\+x/,
      },
    ],
  },
  truePositives: [
    { language: 'shell', text: 'set -x\nhf upload acme/m . --token "$HF_TOKEN"', in: 'dockerfile' },
    { language: 'shell', text: 'set -euxo pipefail\ncurl -K - <<< "$HF_TOKEN"' },
    { language: 'shell', text: 'set -o xtrace\nTOKEN=$HF_TOKEN ./run' },
  ],
  trueNegatives: [
    { language: 'shell', text: 'set -x\n./build\nset +x\nhf auth login <<< "$HF_TOKEN"' },
    { language: 'shell', text: 'set -eu\nexport A="$HF_TOKEN"' },
    { language: 'shell', text: 'set -x\necho done' },
  ],
  references: ['https://www.gnu.org/software/bash/manual/html_node/The-Set-Builtin.html'],
});
