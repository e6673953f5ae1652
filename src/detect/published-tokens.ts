import { createHash } from '#crypto.ts';

/** Tokens that their providers give to everybody, by how they begin and their SHA-256: those of programs that stand in for a service on one's own machine. */
const PUBLISHED = [
  /** @see https://learn.microsoft.com/en-us/azure/storage/common/storage-connect-azurite#use-a-well-known-storage-account-and-key */
  { start: 'Eby8', sha256: '0011cc25eb4320717494d2703e8cba85743e71b500283c21c8b88147992f9059' },
  /** @see https://learn.microsoft.com/en-us/azure/cosmos-db/emulator#authentication */
  { start: 'C2y6', sha256: 'aa6547439583c3a275d4542a0df6c1ad6a863971be9f2a2220f027cc02aef615' },
  /** @see https://github.com/supabase/cli/blob/develop/apps/cli-go/pkg/config/apikeys.go */
  { start: 'sb_secret_N', sha256: 'c85debb55f2f204d868cc1552c42faa143b4c675f61363ab040dd50b5b5304cd' },
];

export function isPublished(secret: string): boolean {
  return PUBLISHED.some(({ start, sha256 }) => secret.startsWith(start) && createHash('sha256').update(secret, 'latin1').digest('hex') === sha256);
}
