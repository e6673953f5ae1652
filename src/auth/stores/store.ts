import { scrubbedMessage } from '#auth/scrub.ts';
import type { Credential } from '#auth/stores/credential.ts';
import type { Kept } from '#auth/stores/kept.ts';
import type { Secret } from '#detect/secret.ts';

/** Puts back what stood there before. */
export type PutBack = () => void | Promise<void>;

/** A place that a token is kept in: one that the official programs, or CI, read. */
export interface TokenStore {
  /** For people: `/home/a/.modal.toml [acme]`, `HF_TOKEN of acme/model on GitHub`. */
  readonly title: string;
  /**
   * Keeps a token.
   *
   * @returns The way back; `undefined` where there is none, because the place never gives a value back.
   * @throws What went wrong; the place is then as it was.
   */
  keep(credential: Credential): PutBack | undefined | Promise<PutBack | undefined>;
}

interface Done {
  readonly store: TokenStore;
  readonly putBack: PutBack | undefined;
}

async function undo({ store: { title }, putBack }: Done, secrets: readonly Secret[]): Promise<Kept> {
  if (putBack === undefined) return { title, outcome: 'changed', detail: 'it holds the new token: the value before is not given back' };
  try {
    await putBack();
    return { title, outcome: 'put-back', detail: null };
  } catch (error) {
    return { title, outcome: 'changed', detail: scrubbedMessage(error, secrets) };
  }
}

/** Keeps a token in every place, or in none: when one fails, those before it are put back, and what cannot be put back is named. */
export async function keepEverywhere(stores: readonly TokenStore[], credential: Credential): Promise<readonly Kept[]> {
  const secrets = [...credential.values.values()];
  const done: Done[] = [];
  for (const [index, store] of stores.entries()) {
    try {
      done.push({ store, putBack: await store.keep(credential) });
    } catch (error) {
      const undone: Kept[] = [];
      for (const one of done.reverse()) undone.unshift(await undo(one, secrets));
      const untried = stores.slice(index + 1).map(({ title }): Kept => ({ title, outcome: 'untried', detail: null }));
      return [...undone, { title: store.title, outcome: 'failed', detail: scrubbedMessage(error, secrets) }, ...untried];
    }
  }
  return done.map(({ store: { title } }) => ({ title, outcome: 'kept', detail: null }));
}
