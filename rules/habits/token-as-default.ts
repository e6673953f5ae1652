import { defineHabit } from '#detect/habits/habit.ts';
import { LITERAL_TOKEN, VARIABLE } from '#detect/habits/names.ts';

const LITERAL = `["'\`]${LITERAL_TOKEN}["'\`]`;

export default defineHabit({
  id: 'token-as-default',
  title: 'A token is written down as a default',
  explanation: 'A default is code: it is committed, copied and published, and it hides that the real token is missing.',
  better: 'Fail when it is missing: token = os.environ["HF_TOKEN"]; : "${HF_TOKEN:?set HF_TOKEN}".',
  literals: ['hf_', 'api_org_', 'ak-', 'as-', 'wk-', 'ws-'],
  patterns: {
    shell: [{ pattern: new RegExp(`\\$\\{${VARIABLE}:?[-=]["']?${LITERAL_TOKEN}`) }],
    python: [
      { pattern: new RegExp(`os\\.(?:getenv|environ\\.(?:get|setdefault))\\(\\s*["']${VARIABLE}["']\\s*,\\s*${LITERAL}`), on: 'text' },
      { pattern: new RegExp(`os\\.environ\\[\\s*["']${VARIABLE}["']\\s*\\]\\s*=\\s*${LITERAL}`), on: 'text' },
      { pattern: new RegExp(`\\bdef\\s+\\w+\\([^)]*\\b\\w*(?:token|api_key)\\s*(?::[^=,)]*)?=\\s*${LITERAL}`), on: 'text' },
      { pattern: new RegExp(`["']--[\\w-]*token["'](?:[^()]|\\([^()]*\\))*\\bdefault\\s*=\\s*${LITERAL}`), on: 'text' },
    ],
    javascript: [{ pattern: new RegExp(`process\\.env(?:\\.|\\[["'])${VARIABLE}(?:["']\\])?\\s*(?:\\|\\||\\?\\?=?|=)\\s*${LITERAL}`), on: 'text' }],
  },
  truePositives: [
    { language: 'shell', text: 'export HF_TOKEN="${HF_TOKEN:-hf_xxxxxxxx}"' },
    { language: 'python', text: 'token = os.environ.get("HF_TOKEN", "hf_xxxxxxxx")' },
    { language: 'python', text: 'os.environ["HF_TOKEN"] = "hf_..."' },
    { language: 'python', text: 'def load(repo, token: str = "hf_xxxxxxxx"):\n    pass' },
    { language: 'python', text: 'parser.add_argument("--hf-token", type=str, default="hf_xxxxxxxx")' },
    { language: 'javascript', text: 'const token = process.env.HF_TOKEN ?? "hf_xxxxxxxx"' },
  ],
  trueNegatives: [
    { language: 'shell', text: 'export HF_TOKEN="${HF_TOKEN:-}"' },
    { language: 'python', text: 'token = os.environ.get("HF_TOKEN", "")' },
    { language: 'python', text: 'token = os.environ.get("HF_TOKEN", None)' },
    { language: 'python', text: 'def load(repo, token: str | None = None):\n    pass' },
    { language: 'python', text: 'cache = os.environ.get("HF_HOME", "hf_home")' },
    { language: 'javascript', text: 'const token = process.env.HF_TOKEN ?? ""' },
  ],
  references: ['https://huggingface.co/docs/hub/security-tokens'],
});
