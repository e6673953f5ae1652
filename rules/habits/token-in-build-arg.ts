import { defineHabit } from '#detect/habits/habit.ts';
import { VARIABLE } from '#detect/habits/names.ts';

export default defineHabit({
  id: 'token-in-build-arg',
  title: 'A token is passed to an image build as an argument',
  explanation: "Build arguments stay in the image's history and in its provenance: whoever pulls the image can read them with docker history.",
  better: 'docker build --secret id=HF_TOKEN,env=HF_TOKEN . and in the Dockerfile RUN --mount=type=secret,id=HF_TOKEN,env=HF_TOKEN …',
  literals: ['--build-arg', 'build-args'],
  patterns: {
    shell: [{ pattern: new RegExp(`\\s--build-arg(?:=|\\s+)["']?${VARIABLE}(?==|\\s|["']|$)`) }],
    workflow: [{ pattern: new RegExp(`^\\s*${VARIABLE}=\\$\\{\\{\\s*secrets\\.`), fileNeeds: /\bbuild-args:\s*[|>]/ }],
  },
  truePositives: [
    { language: 'shell', text: 'docker build --build-arg HF_TOKEN=$HF_TOKEN .' },
    { language: 'shell', text: 'docker buildx build --build-arg "HF_TOKEN" .' },
    { language: 'workflow', text: 'with:\n  build-args: |\n    HF_TOKEN=${{ secrets.HF_TOKEN }}\n' },
  ],
  trueNegatives: [
    { language: 'shell', text: 'docker build --secret id=HF_TOKEN,env=HF_TOKEN .' },
    { language: 'shell', text: 'docker build --build-arg VERSION=1 .' },
    { language: 'workflow', text: 'with:\n  secrets: |\n    HF_TOKEN=${{ secrets.HF_TOKEN }}\n' },
  ],
  references: ['https://docs.docker.com/build/building/secrets/'],
});
