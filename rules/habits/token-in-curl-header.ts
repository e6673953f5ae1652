import { defineHabit } from '#detect/habits/habit.ts';
import { SHELL_TOKEN } from '#detect/habits/names.ts';

export default defineHabit({
  id: 'token-in-curl-header',
  title: 'A token is put into a header on a command line',
  explanation: 'The header stands in the list of processes while curl runs, and in every trace of the script.',
  better: 'printf \'header = "Authorization: Bearer %s"\' "$HF_TOKEN" | curl --config - https://huggingface.co/api/whoami-v2',
  literals: ['curl', 'wget', 'http'],
  patterns: {
    shell: [
      {
        pattern: new RegExp(
          `\\b(?:curl|wget|https?)\\b.*(?:-H|--header)(?:=|\\s*)["']?(?:Authorization|Private-Token|X-[\\w-]+)\\s*:\\s*(?:\\w+\\s+)?${SHELL_TOKEN}`,
          'i',
        ),
        in: ['file', 'workflow', 'dockerfile'],
      },
    ],
  },
  truePositives: [
    { language: 'shell', text: 'curl -sS -H "Authorization: Bearer $HF_TOKEN" https://huggingface.co/api/whoami-v2' },
    { language: 'shell', text: 'curl \\\n  --header "authorization: token ${GH_TOKEN}" \\\n  https://api.github.com/user', in: 'workflow' },
    { language: 'shell', text: 'wget --header="Authorization: Bearer $HF_TOKEN" https://huggingface.co/a', in: 'dockerfile' },
  ],
  trueNegatives: [
    { language: 'shell', text: 'curl -H @- https://huggingface.co/api/whoami-v2 <<< "Authorization: Bearer $HF_TOKEN"' },
    { language: 'shell', text: 'curl -H "Accept: application/json" https://a.example' },
    { language: 'shell', text: 'curl -H "Authorization: Bearer $HF_TOKEN" https://huggingface.co', in: 'markdown' },
  ],
  references: ['https://curl.se/docs/manpage.html#-K'],
});
