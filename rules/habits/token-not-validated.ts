import { defineHabit } from '#detect/habits/habit.ts';

const READS_TOKEN = /\b(?:HF_TOKEN|HUGGING_?FACE_HUB_TOKEN|HUGGINGFACE_TOKEN|MODAL_TOKEN_ID|MODAL_TOKEN_SECRET)\b/;
const CHECKS = /whoami|auth[-_]?guard|auth_check|modal token info|(?:validate|check|verify)_?\w*token|\bauth (?:list|login)\b|\blogin\(|-cli login/i;

export default defineHabit({
  id: 'token-not-validated',
  title: 'A token is read, and not validated before a long job',
  explanation: 'A token that has expired, or may not write, fails at the upload: after hours of training, with nothing to show for it.',
  better: 'Validate first: auth-guard validate before the job, or huggingface_hub.whoami(token=token) at its start.',
  literals: ['HF_TOKEN', 'HUGGING', 'MODAL_TOKEN'],
  patterns: {
    shell: [
      {
        pattern:
          /^\s*(?:\w+=\S*\s+)*(?:accelerate\s+launch|torchrun|deepspeed|modal\s+run|(?:uv\s+run\s+)?python3?\s+(?:-m\s+)?\S*(?:train|finetune|fine_tune)\S*)\s/,
        in: ['file', 'workflow'],
        fileNeeds: READS_TOKEN,
        fileUnless: CHECKS,
      },
    ],
    python: [
      {
        pattern: /\b\w*trainer\.train\(/i,
        in: ['file', 'notebook'],
        fileNeeds: new RegExp(`os\\.(?:environ|getenv)[^\\n]*${READS_TOKEN.source}`),
        fileUnless: CHECKS,
      },
    ],
  },
  truePositives: [
    { language: 'shell', text: 'export HF_TOKEN\naccelerate launch train.py --push_to_hub' },
    { language: 'shell', text: ': "${MODAL_TOKEN_ID:?}"\nmodal run train.py --steps 300000', in: 'workflow' },
    { language: 'python', text: 'token = os.environ["HF_TOKEN"]\ntrainer.train()\ntrainer.push_to_hub(token=token)' },
    { language: 'python', text: 'token = os.environ["HF_TOKEN"]\ntrainer.train()', in: 'notebook' },
  ],
  trueNegatives: [
    { language: 'shell', text: 'export HF_TOKEN\nauth-guard validate && accelerate launch train.py' },
    { language: 'shell', text: 'accelerate launch train.py' },
    { language: 'python', text: 'token = os.environ["HF_TOKEN"]\nwhoami(token=token)\ntrainer.train()' },
    { language: 'python', text: 'trainer.train()' },
    { language: 'python', text: 'login(token=os.environ["HF_TOKEN"])  # asks who it is\ntrainer.train()', in: 'notebook' },
  ],
  references: ['https://huggingface.co/docs/huggingface_hub/package_reference/hf_api'],
});
