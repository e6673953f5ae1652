import { revokeHuggingFace } from '#auth/huggingface/revoke.ts';
import { createSurroundings } from '#auth/sources/surroundings.ts';
import type { Service } from '#auth/stores/credential.ts';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import type { Io } from '#cli/io.ts';
import { askText, canAsk } from '#cli/questions.ts';
import { type TokenInput, takeToken } from '#cli/token-input.ts';
import type { Secret } from '#detect/secret.ts';
import { AuthGuardError } from '#errors.ts';

export interface RevokeOptions extends TokenInput {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

const modalSteps = ({ programName }: Io): string => `Modal has no way to revoke a token but its pages:
  1. https://modal.com/settings/tokens   (of a service user: https://modal.com/settings/tokens/service-users)
  2. find the token by its id (ak-…, which \`modal token info\` shows) and delete it
  3. ${programName} validate modal   says "rejected" once it is gone
`;

/** A name for a token that shows nothing of it: its prefix and the beginning of its hash. */
export function redactedName(secret: Secret): string {
  return `${secret.redacted.replace('…', '')}#${secret.sha256.slice(0, 8)}`;
}

async function ensureMeant(name: string, { yes }: RevokeOptions, io: Io): Promise<void> {
  if (yes === true) return;
  if (!canAsk(io)) throw new AuthGuardError('USAGE', `${name} was not revoked: nobody is there to say yes.`, { help: 'Add --yes to say so beforehand.' });
  const typed = await askText(io, `This cannot be undone, and its owner is told by mail. Type ${name} to revoke it`);
  if (typed.trim() !== name) throw new AuthGuardError('INTERRUPTED', 'That is another name. Nothing was revoked.');
}

/** `auth-guard revoke`: makes a token useless, whoever has it. */
export async function runRevoke(service: Service, options: RevokeOptions, io: Io): Promise<ExitCode> {
  if (service === 'modal') {
    io.stdout.write(modalSteps(io));
    return EXIT.clean;
  }
  const { values } = await takeToken(service, options, io);
  const secrets = [...values.values()];
  const name = secrets.map(redactedName).join(', ');
  if (options.dryRun === true) {
    io.stdout.write(`${name} would be revoked at the Hub. Nothing was sent (--dry-run).\n`);
    return EXIT.clean;
  }
  await ensureMeant(name, options, io);
  await revokeHuggingFace(secrets, { surroundings: createSurroundings(io.env), signal: io.signal });
  io.stdout.write(
    `The Hub took the order: ${name} is revoked everywhere. It does not say whether the token existed; ${io.programName} validate huggingface shows "rejected".\n`,
  );
  return EXIT.clean;
}
