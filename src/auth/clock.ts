import { type TokenNote, TokenStatus } from '#auth/result.ts';

const DAY_MS = 86_400_000;

/** A note tells of a token that ends within so many days, also when no number was asked for. */
const NOTICE_DAYS = 7;

export interface Lifetime {
  readonly status: typeof TokenStatus.VALID | typeof TokenStatus.EXPIRING | typeof TokenStatus.EXPIRED;
  /** Reads on after "The token": `expires in 3 days, on 2026-01-04`. */
  readonly text: string;
  readonly notes: readonly TokenNote[];
}

function spanText(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  if (hours < 1) return `${Math.max(1, Math.floor(ms / 60_000))} min`;
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

/** What a date of expiry means now. @param minDays How long it has to work still; a note at most when `undefined`. */
export function lifetimeOf(expiresAt: string | null, now: Date, minDays: number | undefined): Lifetime {
  if (expiresAt === null) return { status: TokenStatus.VALID, text: '', notes: [] };
  const leftMs = Date.parse(expiresAt) - now.getTime();
  const day = expiresAt.slice(0, 16).replace('T', ' ');
  if (leftMs <= 0) return { status: TokenStatus.EXPIRED, text: `expired on ${day} UTC`, notes: [] };
  const text = `expires in ${spanText(leftMs)}, on ${day} UTC`;
  if (minDays !== undefined && leftMs < minDays * DAY_MS) return { status: TokenStatus.EXPIRING, text, notes: [] };
  return { status: TokenStatus.VALID, text, notes: leftMs < NOTICE_DAYS * DAY_MS ? [{ code: 'expires-soon', message: `The token ${text}.` }] : [] };
}
