import { scrub } from '#auth/scrub.ts';

/** `validate` prints `HF_TOKEN  rejected  <sentence>`; the service puts a time before each line. */
const RESULT = /^(?:\d{4}-[\d-]+T[\d:.]+Z )?(HF_TOKEN|MODAL_TOKEN) {2}(?!valid)([a-z-]+) {2}(.+)$/gm;

/** The sentence in which `auth-guard validate` said why, in the log of a job. A log is anybody's text: it is scrubbed. */
export async function reasonIn(log: string, secret: string): Promise<string | undefined> {
  const type = /MODAL/i.test(secret) ? 'MODAL_TOKEN' : 'HF_TOKEN';
  const found = [...log.matchAll(RESULT)].filter(([, which]) => which === type).at(-1);
  return found === undefined ? undefined : scrub(`${found[2]}: ${found[3]}`);
}
