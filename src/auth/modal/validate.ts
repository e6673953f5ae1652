import { plainNotes } from '#auth/http/plain.ts';
import { proxyText } from '#auth/http/proxy.ts';
import { sourceText, type TokenNote, TokenStatus, type TokenValidationResult } from '#auth/result.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import { findModalToken, type ModalToken } from '#auth/sources/modal.ts';
import { problemVerdict, resultOf, type Verdict } from '#auth/verdict.ts';

const clock = (): Date => new Date();

function offlineVerdict(): Verdict {
  const message = 'The token has the right shape. The service was not asked (--offline), so that it may still be refused.';
  return { status: TokenStatus.UNKNOWN, problem: 'not-asked', message, help: 'Ask it: auth-guard validate modal' };
}

function malformedServer(servers: readonly string[]): Verdict {
  const which =
    servers.length === 0 ? 'MODAL_SERVER_URL is empty.' : 'MODAL_SERVER_URL (or server_url in the profile) is not an address that starts with https://.';
  return {
    status: TokenStatus.UNKNOWN,
    problem: 'endpoint-malformed',
    message: `${which} Nothing was sent.`,
    help: 'Correct it, or unset it for Modal itself.',
  };
}

async function ask(token: ModalToken, settings: ValidationSettings, now: Date): Promise<Verdict> {
  const { isModalServer } = await import('#auth/modal/channel.ts');
  if (token.servers.length === 0 || !token.servers.every(isModalServer)) return malformedServer(token.servers);
  const [{ askServers }, { acceptedVerdict, refusalVerdict }] = await Promise.all([import('#auth/modal/ask.ts'), import('#auth/modal/verdict.ts')]);
  const { accepted, service, server } = await askServers(token, settings);
  const verdict =
    accepted !== undefined
      ? acceptedVerdict(accepted, service, { now, minDays: settings.minDays, secrets: [token.tokenId, token.tokenSecret] })
      : refusalVerdict(service, sourceText(token.source), proxyText(server, settings.surroundings));
  return { ...verdict, notes: [...(verdict.notes ?? []), ...plainNotes(server)] };
}

/** A pair whose halves are of two places is the likeliest reason for a refusal. */
function mixedHelp(verdict: Verdict, token: ModalToken): Verdict {
  if (verdict.status !== TokenStatus.REJECTED || token.source.kind !== 'mixed') return verdict;
  return { ...verdict, help: `Take both halves from one place: set both variables, or unset ${token.source.name}.` };
}

/**
 * Finds the Modal token, judges it by its looks, and asks Modal.
 *
 * @see https://modal.com/docs/reference/modal.config
 */
export async function validateModal(settings: ValidationSettings): Promise<TokenValidationResult> {
  const now = (settings.now ?? clock)();
  const { found, problem, notes } = findModalToken(settings.surroundings);
  if (problem !== undefined) return resultOf('MODAL_TOKEN', problemVerdict(problem, notes), now);
  const verdict = settings.offline === true ? offlineVerdict() : mixedHelp(await ask(found, settings, now), found);
  const all: readonly TokenNote[] = [...notes, ...(verdict.notes ?? [])];
  return resultOf('MODAL_TOKEN', { ...verdict, source: found.source, notes: all }, now);
}
