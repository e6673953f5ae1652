import { defineHabit } from '#detect/habits/habit.ts';
import { VARIABLE } from '#detect/habits/names.ts';

export default defineHabit({
  id: 'token-in-image',
  title: 'A token is written into an image',
  explanation: "ARG and ENV stay in the image's configuration and history: whoever pulls it can read them.",
  better: 'RUN --mount=type=secret,id=HF_TOKEN,env=HF_TOKEN hf download acme/m, and at run time docker run --env HF_TOKEN.',
  literals: ['ARG', 'ENV'],
  patterns: {
    dockerfile: [
      { pattern: new RegExp(`^\\s*ARG\\s+(?:\\S+\\s+)*?${VARIABLE}(?==|\\s|$)`, '') },
      { pattern: new RegExp(`^\\s*ENV\\s+(?:\\S+=\\S*\\s+)*?${VARIABLE}(?:=|\\s+)["']?(?!["']?\\s*$)[^\\s"']`) },
    ],
  },
  truePositives: [
    { language: 'dockerfile', text: 'FROM python\nARG HF_TOKEN\n' },
    { language: 'dockerfile', text: 'FROM python\nENV HF_TOKEN=$HF_TOKEN\n' },
    { language: 'dockerfile', text: 'ENV A=1 \\\n    HF_TOKEN="${HF_TOKEN}"\n' },
    { language: 'dockerfile', text: 'ARG MODAL_TOKEN_SECRET=""\n' },
  ],
  trueNegatives: [
    { language: 'dockerfile', text: 'RUN --mount=type=secret,id=HF_TOKEN,env=HF_TOKEN hf download acme/m\n' },
    { language: 'dockerfile', text: 'ENV HF_TOKEN=""\n' },
    { language: 'dockerfile', text: 'ENV HF_HOME=/data TOKENIZERS_PARALLELISM=false\n' },
    { language: 'dockerfile', text: '# ARG HF_TOKEN\nARG VERSION\n' },
  ],
  references: ['https://docs.docker.com/build/building/secrets/', 'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/'],
});
