import { revokeHuggingFace } from '#auth/huggingface/revoke.ts';
import { sourceText, type TokenValidationResult } from '#auth/result.ts';
import { scrubbedMessage } from '#auth/scrub.ts';
import { findHuggingFaceToken } from '#auth/sources/huggingface.ts';
import { findModalToken } from '#auth/sources/modal.ts';
import { createSurroundings, type Surroundings } from '#auth/sources/surroundings.ts';
import { type Credential, type Service, VARIABLES } from '#auth/stores/credential.ts';
import { keepEverywhere } from '#auth/stores/store.ts';
import type { GitHub } from '#ci/gh/github.ts';
import { redactedName } from '#cli/commands/revoke.ts';
import { runSecretsVerify } from '#cli/commands/secrets.ts';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import { provenGiven, validateGiven } from '#cli/given-token.ts';
import { type Io, wantsColour } from '#cli/io.ts';
import { agrees, canAsk, confirmed } from '#cli/questions.ts';
import type { SecretEditOptions } from '#cli/secrets/edit.ts';
import { rotatedGitHub, rotatedPlaces } from '#cli/secrets/rotated-places.ts';
import { takeToken } from '#cli/token-input.ts';
import { AuthGuardError } from '#errors.ts';
import { keptText } from '#report/kept.ts';

export interface RotateOptions extends SecretEditOptions {
  /** False for `--no-github`. */
  readonly github: boolean;
  /** False for `--no-verify`. */
  readonly verify: boolean;
  readonly revokeOld?: boolean;
}

/** The token in use now, and where it was found; `undefined` when there is none to replace. */
function oldToken(
  service: Service,
  surroundings: Surroundings,
): { readonly credential: Credential; readonly where: string; readonly isVariable: boolean } | undefined {
  const { found } = service === 'modal' ? findModalToken(surroundings) : findHuggingFaceToken(surroundings);
  if (found === undefined || found.kind === 'oidc') return undefined;
  const secrets = 'secret' in found ? [found.secret] : [found.tokenId, found.tokenSecret];
  const values = new Map(VARIABLES[service].map((name, index) => [name, secrets[index] as (typeof secrets)[number]] as const));
  return { credential: { service, values }, where: sourceText(found.source), isVariable: found.source.kind !== 'file' };
}

/** What the new token may not do that the old one may. */
function lostRights(old: TokenValidationResult, next: TokenValidationResult): readonly string[] {
  const lost = old.scopes.filter((scope) => !next.scopes.includes(scope));
  const [before, after] = [old.identity?.role ?? null, next.identity?.role ?? null];
  const role = before === 'write' && after === 'read' ? ['it may only read, the old one may write'] : [];
  const owner =
    old.identity !== null && next.identity !== null && old.identity.name !== next.identity.name
      ? [`it belongs to ${next.identity.name}, the old one to ${old.identity.name}`]
      : [];
  return [...owner, ...role, ...lost.map((scope) => `it lacks: ${scope}`)];
}

async function compare(old: Credential, next: TokenValidationResult, { io, yes }: { readonly io: Io; readonly yes: boolean }): Promise<void> {
  const before = await validateGiven(old, io);
  const lost = lostRights(before, next);
  if (before.identity === null) io.stderr.write(`note: what the old token may do is not known (${before.status}), so the two were not compared.\n`);
  if (lost.length === 0) return;
  io.stderr.write(`The new token may not do all that the old one may:\n${lost.map((one) => `  ${one}\n`).join('')}`);
  await confirmed(io, 'Go on with fewer rights?', yes);
}

/** Verifies CI where its workflow is there; a rotation stands whatever comes of it. */
async function verifyCi(
  service: Service,
  { repository: { host, owner, name } }: GitHub,
  { color, io }: { readonly color: boolean; readonly io: Io },
): Promise<ExitCode> {
  try {
    return await runSecretsVerify(VARIABLES[service], { format: 'text', timeout: '900', interval: '3', color, repo: `${host}/${owner}/${name}` }, io);
  } catch (error) {
    io.stderr.write(`note: CI was not verified: ${scrubbedMessage(error)}\n`);
    return EXIT.incomplete;
  }
}

async function offerRevocation(old: Credential, options: RotateOptions, io: Io): Promise<void> {
  const names = [...old.values.values()].map(redactedName).join(', ');
  if (old.service === 'modal') return void io.stdout.write('The old token still works. Delete it at https://modal.com/settings/tokens\n');
  const asked = options.revokeOld === true || (options.yes !== true && canAsk(io));
  if (!asked) return void io.stdout.write(`The old token still works. Revoke it:  ${io.programName} revoke   (or add --revoke-old)\n`);
  if (!(await agrees(io, `Revoke the old token (${names})? This cannot be undone.`, options.yes === true)))
    return void io.stdout.write(`The old token still works. Revoke it:  ${io.programName} revoke\n`);
  await revokeHuggingFace([...old.values.values()], { surroundings: createSurroundings(io.env), signal: io.signal });
  io.stdout.write(`Revoked: ${names}\n`);
}

/** `auth-guard secrets rotate`: replaces a token wherever the old one stands, all or nothing, proves the new one, and gets rid of the old one. */
export async function runSecretsRotate(name: string, options: RotateOptions, io: Io): Promise<ExitCode> {
  const service: Service = /^MODAL/i.test(name) ? 'modal' : 'huggingface';
  const surroundings = createSurroundings(io.env);
  const old = oldToken(service, surroundings);
  if (old === undefined)
    throw new AuthGuardError('STORE_FAILED', `No ${service} token is in use here that could be rotated.`, { help: `Set one up:  auth-guard setup ${service}` });
  const github = await rotatedGitHub(options, io);
  const next = await takeToken(service, options, io);
  const values = [...next.values.values()];
  if ([...old.credential.values.values()].every((secret, index) => secret.sha256 === values[index]?.sha256))
    throw new AuthGuardError('USAGE', 'That is the token in use. Nothing was changed.', { help: 'Create a new one first.' });
  const result = await provenGiven(next, io, { unchecked: options.unchecked === true, colour: options.color });
  await compare(old.credential, result, { io, yes: options.yes === true });
  const stores = await rotatedPlaces(old.credential, { github, io, surroundings });
  if (stores.length === 0 && !old.isVariable) throw new AuthGuardError('STORE_FAILED', 'The old token was found in no place that could be changed.');
  io.stderr.write(`It will be replaced in:\n${stores.map(({ title }) => `  ${title}\n`).join('')}`);
  await confirmed(io, 'Replace it?', options.yes === true);
  const kept = await keepEverywhere(stores, next);
  io.stdout.write(keptText(kept, { colour: wantsColour(io, io.stdout, !options.color) }));
  if (kept.some(({ outcome }) => outcome !== 'kept')) return EXIT.incomplete;
  if (old.isVariable) io.stdout.write(`${old.where} is set in this shell: no program can change it there. Set it anew where it comes from.\n`);
  const verified = github !== undefined && options.verify ? await verifyCi(service, github, { color: options.color, io }) : EXIT.clean;
  if (verified === EXIT.clean) await offerRevocation(old.credential, options, io);
  else io.stdout.write('The old token was left as it is, because the new one is not proven in CI.\n');
  return verified;
}
