import { defineHabit } from '#detect/habits/habit.ts';
import { argument, JAVASCRIPT_TOKEN, PYTHON_ENVIRONMENT_TOKEN, PYTHON_TOKEN, PYTHON_TOKEN_IS_CREDENTIAL } from '#detect/habits/names.ts';

const LOGS = '\\b(?:_?log(?:ger|ging)?|LOG(?:GER)?)\\.(?:debug|info|warning|warn|error|exception|critical|fatal|trace|log)\\s*';

export default defineHabit({
  id: 'token-logged',
  title: 'A token is logged, or put into an error',
  explanation: "Logs are kept, shipped and searched by more people than may use the token; an exception ends in a trace, a tracker or a notebook's output.",
  better: 'Log a name and a state: logger.info("HF_TOKEN: %s", "valid" if ok else "rejected").',
  literals: ['token', 'secret', 'key', 'password'],
  patterns: {
    python: [
      { pattern: new RegExp(`${LOGS}${argument(PYTHON_TOKEN)}`) },
      { pattern: new RegExp(`${LOGS}${argument('(?:self\\.)?token')}`), fileNeeds: PYTHON_TOKEN_IS_CREDENTIAL },
      { pattern: new RegExp(`${LOGS}\\([^()]*,\\s*${PYTHON_ENVIRONMENT_TOKEN}\\s*[,)]`), on: 'text' },
      { pattern: new RegExp(`\\braise\\s+[\\w.]+\\s*${argument(PYTHON_TOKEN)}`) },
    ],
    javascript: [
      { pattern: new RegExp(`${LOGS}${argument(JAVASCRIPT_TOKEN)}`) },
      { pattern: new RegExp(`\\bthrow\\s+new\\s+\\w+\\s*${argument(JAVASCRIPT_TOKEN)}`) },
    ],
  },
  truePositives: [
    { language: 'python', text: 'logger.info("token %s", hf_token)' },
    { language: 'python', text: 'logging.debug(f"{api_key}")' },
    { language: 'python', text: 'logging.info("%s", os.environ.get("HF_TOKEN"))' },
    { language: 'python', text: 'raise ValueError(f"bad token {hf_token}")' },
    { language: 'javascript', text: 'logger.warn({ hfToken: 1 }, hfToken)' },
    { language: 'javascript', text: 'throw new Error(`rejected: ${process.env.HF_TOKEN}`)' },
  ],
  trueNegatives: [
    { language: 'python', text: 'logger.info("no hf_token")' },
    { language: 'python', text: 'logger.info("user %s", whoami(hf_token)["name"])' },
    { language: 'python', text: 'logger.debug("token %s", token)' },
    { language: 'python', text: 'raise ValueError("hf_token must be set")' },
    { language: 'javascript', text: 'logger.info("hfToken is set")' },
    { language: 'python', text: 'catalog.info(hf_token)' },
  ],
  references: ['https://owasp.org/Top10/A09_2021-Security_Logging_and_Monitoring_Failures/'],
});
