import type { Diagnosis } from '#auth/diagnosis/diagnosis.ts';
import { type Host, probe, signOfProbe } from '#auth/diagnosis/probe.ts';
import { rank } from '#auth/diagnosis/rank.ts';
import type { DoctorReport, Finding, NotChecked } from '#auth/diagnosis/report.ts';
import { type Sign, sightingOf, signsOfResult, signsOfSurroundings } from '#auth/diagnosis/signs.ts';
import { TokenStatus, type TokenValidationResult } from '#auth/result.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import { modalServers } from '#auth/sources/modal-servers.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';
import { AuthValidator } from '#auth/validator.ts';

const UNDECIDED: ReadonlySet<TokenStatus> = new Set([TokenStatus.UNKNOWN, TokenStatus.UNREACHABLE, TokenStatus.RATE_LIMITED]);

/** Diagnoses that some signs point to. */
export function findingsOf(table: readonly Diagnosis[], signs: readonly Sign[]): readonly Finding[] {
  const seen = table.map((diagnosis) => {
    const sightings = signs.filter((sign) => diagnosis.signs.includes(sign.id)).map(sightingOf);
    const texts = new Set(sightings.map(({ text }) => text));
    return { diagnosis, count: texts.size, sightings: [...texts].map((text) => ({ line: null, step: null, text })) };
  });
  return rank(seen.filter(({ count }) => count > 0));
}

function notChecked({ tokenType, status, message, help }: TokenValidationResult): readonly NotChecked[] {
  if (!UNDECIDED.has(status)) return [];
  return [{ what: tokenType, why: message, next: help ?? 'Try again later, or look at https://status.huggingface.co and https://status.modal.com.' }];
}

/** The services that no token was sent to: whether they can be reached is a question of its own. */
function unasked(results: readonly TokenValidationResult[], surroundings: Surroundings): readonly Host[] {
  const urls = { hf: surroundings.env['HF_ENDPOINT'] || 'https://huggingface.co', modal: modalServers(surroundings, undefined)[0] ?? '' };
  return results
    .filter(({ service }) => service === null)
    .map(({ tokenType }) => (tokenType === 'HF_TOKEN' ? 'hf' : 'modal'))
    .map((prefix) => ({ prefix, url: urls[prefix] }) as const)
    .filter(({ url }) => /^https?:/.test(url) && URL.canParse(url));
}

async function probes(results: readonly TokenValidationResult[], { surroundings, offline, timeoutMs = 10_000 }: ValidationSettings): Promise<readonly Sign[]> {
  if (offline === true) return [];
  const answers = await Promise.all(unasked(results, surroundings).map((host) => probe(host, { surroundings, timeoutMs })));
  return answers.map(signOfProbe).filter((sign) => sign !== undefined);
}

/** What some results and the surroundings show, as a report. */
export function diagnoseResults(
  table: readonly Diagnosis[],
  results: readonly TokenValidationResult[],
  { surroundings, more = [] }: { readonly surroundings: Surroundings; readonly more?: readonly Sign[] },
): DoctorReport {
  const signs = [...results.flatMap(signsOfResult), ...signsOfSurroundings(surroundings), ...more];
  return {
    source: { kind: 'environment', name: 'this machine' },
    lines: null,
    findings: findingsOf(table, signs),
    unexplained: [],
    notChecked: results.flatMap(notChecked),
  };
}

/** Looks at the environment, the files and the services, and says what is wrong. Throws for nothing that it finds. */
export async function diagnoseSurroundings(table: readonly Diagnosis[], settings: ValidationSettings): Promise<DoctorReport> {
  const results = await new AuthValidator(settings).validateAllTokens();
  return diagnoseResults(table, results, { surroundings: settings.surroundings, more: await probes(results, settings) });
}
