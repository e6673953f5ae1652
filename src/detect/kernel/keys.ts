import { tripleShare } from '#detect/kernel/rarity.ts';

/** What one more key costs, beside the places at which it stands: each widens the nibble masks of a bucket. As a share of places. */
const KEY_SHARE = 1e-4;

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
  const byName = new Map<number, Key>();
  const ofText = texts.map(({ bytes, ignoreCase }, text) => {
    const own = new Set<Key>();
    for (let offset = 0; offset + 3 <= bytes.length; offset += 1) {
      const name = ((bytes[offset] as number) << 17) | ((bytes[offset + 1] as number) << 9) | ((bytes[offset + 2] as number) << 1) | Number(ignoreCase);
      const key = byName.get(name) ?? { share: tripleShare(bytes, offset, ignoreCase) + KEY_SHARE, places: [], open: 0 };
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

/** The key that costs least for each text that it would serve; the list has one that serves some. */
function cheapest(keys: readonly Key[]): Key {
  return keys.reduce((best, key) => (key.share * best.open < best.share * key.open ? key : best));
}

/**
 * For each literal the offset of three of its bytes by which it is looked up: seldom met, and shared among literals, as `://` is.
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
