import { diagnoseLog } from '#auth/diagnosis/diagnose-log.ts';
import { DIAGNOSES } from '#auth/diagnosis/table.ts';
import { scrub } from '#auth/scrub.ts';

/** `validate` prints `HF_TOKEN  rejected  <sentence>`; the service puts a time before each line. */
const RESULT = /^(?:\d{4}-[\d-]+T[\d:.]+Z )?(HF_TOKEN|MODAL_TOKEN) {2}(?!valid)([a-z-]+) {2}(.+)$/gm;

/** Words a step to take for whoever reads it: how the program is called differs. */
type Worded = (step: string) => string;

function isModal(secret: string): boolean {
  return /MODAL/i.test(secret);
}

/** The sentence in which `auth-guard validate` said why. */
function sentence(log: string, secret: string): string | undefined {
  const type = isModal(secret) ? 'MODAL_TOKEN' : 'HF_TOKEN';
  const found = [...log.matchAll(RESULT)].filter(([, which]) => which === type).at(-1);
  return found === undefined ? undefined : scrub(`${found[2]}: ${found[3]}`);
}

/** The likeliest cause that the log shows, of the secret's own service. */
async function diagnosis(log: string, secret: string, worded: Worded): Promise<string | undefined> {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(log);
  }
  const { findings } = await diagnoseLog(DIAGNOSES, { name: 'the log of the job', pieces: pieces(), redact: (text) => scrub(text) });
  const area = isModal(secret) ? /^Modal/ : /^Hugging Face/;
  const found = findings.find((one) => one.level === 'error' && area.test(one.area));
  return found === undefined ? undefined : `${found.title} (${found.id}); ${worded(found.fix[0] ?? found.meaning)}`;
}

/** Why a secret was rejected, as the log of its job tells: `validate`'s own sentence, and `doctor`'s diagnosis. A log is anybody's text: it is scrubbed. */
export async function reasonIn(log: string, secret: string, worded: Worded = (step) => step): Promise<string | undefined> {
  const parts = [sentence(log, secret), await diagnosis(log, secret, worded)].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' — ');
}
