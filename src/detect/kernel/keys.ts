import { textShare } from '#detect/kernel/rarity.ts';

/** What one more key costs, beside the places at which it stands: each widens the nibble masks of a bucket. As a share of places. */
const KEY_SHARE = 1e-4;

/** Characters of a key; a literal of three is one by itself. */
const KEY_BYTES = 4;

export interface KeyedText {
  readonly bytes: Uint8Array;
  readonly ignoreCase: boolean;
}

interface Key {
  readonly share: number;
  /** Texts that hold it, and where. */
  readonly places: (readonly [text: number, offset: number])[];
  /** Texts that hold it and have no key yet. */
  open: number;
}

function keysOf(texts: readonly KeyedText[]): { readonly all: readonly Key[]; readonly ofText: readonly (readonly Key[])[] } {
  const byName = new Map<string, Key>();
  const ofText = texts.map(({ bytes, ignoreCase }, text) => {
    const own = new Set<Key>();
    for (let offset = 0; offset === 0 || offset + KEY_BYTES <= bytes.length; offset += 1) {
      const characters = bytes.subarray(offset, offset + KEY_BYTES);
      const name = `${characters.join()} ${ignoreCase}`;
      const key = byName.get(name) ?? { share: textShare(characters, ignoreCase), places: [], open: 0 };
      byName.set(name, key);
      if (own.has(key)) continue;
      own.add(key);
      key.places.push([text, offset]);
      key.open += 1;
    }
    return [...own];
  });
  return { all: [...byName.values()], ofText };
}

/** What a key costs for each text that it would serve: wherever it stands, each of them is compared. */
function cost({ share, open }: Key): number {
  return (share * (1 + open) + KEY_SHARE) / open;
}

/** The key that costs least; the list has one that serves some text. */
function cheapest(keys: readonly Key[]): Key {
  return keys.reduce((best, key) => (cost(key) < cost(best) ? key : best));
}

/**
 * For each literal the offset of four of its bytes by which it is looked up: seldom met, and shared among literals, as `://` is.
 *
 * A greedy cover: the key that is cheapest for each literal that it serves is taken first.
 */
export function chooseKeys(texts: readonly KeyedText[]): Int32Array {
  const { all, ofText } = keysOf(texts);
  const chosen = new Int32Array(texts.length).fill(-1);
  for (let left = texts.length; left > 0; ) {
    for (const [text, offset] of cheapest(all).places) {
      if (chosen[text] !== -1) continue;
      chosen[text] = offset;
      left -= 1;
      for (const key of ofText[text] ?? []) key.open -= 1;
    }
  }
  return chosen;
}
