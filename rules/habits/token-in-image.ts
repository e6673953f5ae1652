import { defineHabit } from '#detect/habits/habit.ts';
import { VARIABLE } from '#detect/habits/names.ts';

/** A file of credentials where it comes from, or the place where a token is kept. */
const CREDENTIALS =
  '(?:(?:\\S*/)?(?:\\.env(?:\\.(?!example|sample|template|dist)[\\w-]+)?|\\.netrc|\\.modal\\.toml|\\.git-credentials|\\.pypirc)\\s|\\S*/huggingface/(?:token|stored_tokens)\\s*$)';

export default defineHabit({
  id: 'token-in-image',
  title: 'A token is written into an image',
  explanation: "ARG and ENV stay in the image's configuration and history, a file that is copied in its layer: whoever pulls it can read them.",
  better: 'RUN --mount=type=secret,id=HF_TOKEN,env=HF_TOKEN hf download acme/m, and at run time docker run --env HF_TOKEN.',
  literals: ['ARG', 'ENV', 'COPY', 'ADD'],
  patterns: {
    dockerfile: [
      { pattern: new RegExp(`^\\s*ARG\\s+(?:\\S+\\s+)*?${VARIABLE}(?==|\\s|$)`, '') },
      { pattern: new RegExp(`^\\s*ENV\\s+(?:\\S+=\\S*\\s+)*?${VARIABLE}(?:=|\\s+)["']?(?!["']?\\s*$)[^\\s"']`) },
      { pattern: new RegExp(`^\\s*(?:COPY|ADD)\\s+(?:\\S+\\s+)*?${CREDENTIALS}`) },
    ],
    python: [{ pattern: new RegExp(`\\.env\\(\\s*\\{[^{}]*["']${VARIABLE}["']\\s*:\\s*(?!["']{2})`), on: 'text', fileNeeds: /\bmodal\b/ }],
  },
  truePositives: [
    { language: 'dockerfile', text: 'FROM python\nARG HF_TOKEN\n' },
    { language: 'dockerfile', text: 'FROM python\nENV HF_TOKEN=$HF_TOKEN\n' },
    { language: 'dockerfile', text: 'ENV A=1 \\\n    HF_TOKEN="${HF_TOKEN}"\n' },
    { language: 'dockerfile', text: 'ARG MODAL_TOKEN_SECRET=""\n' },
    { language: 'dockerfile', text: 'COPY --chown=app .env /app/.env\n' },
    { language: 'dockerfile', text: 'COPY token /root/.cache/huggingface/token\n' },
    { language: 'python', text: 'import modal\nimage = modal.Image.debian_slim().env({"HF_HOME": "/data", "HF_TOKEN": os.environ["HF_TOKEN"]})' },
  ],
  trueNegatives: [
    { language: 'dockerfile', text: 'RUN --mount=type=secret,id=HF_TOKEN,env=HF_TOKEN hf download acme/m\n' },
    { language: 'dockerfile', text: 'ENV HF_TOKEN=""\n' },
    { language: 'dockerfile', text: 'COPY .env.example pyproject.toml /app/\nCOPY . /app\n' },
    {
      language: 'python',
      text: 'import modal\nimage = modal.Image.debian_slim().env({"HF_HOME": "/data"})\n@app.function(secrets=[modal.Secret.from_name("hf")])',
    },
    { language: 'dockerfile', text: 'ENV HF_HOME=/data TOKENIZERS_PARALLELISM=false\n' },
    { language: 'dockerfile', text: '# ARG HF_TOKEN\nARG VERSION\n' },
  ],
  references: ['https://docs.docker.com/build/building/secrets/', 'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/'],
});
