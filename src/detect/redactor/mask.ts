/** A stretch of bytes that is not shown, and what is shown instead. */
export interface Mask {
  readonly start: number;
  readonly end: number;
  readonly shown: Buffer;
  /** It is a token that reaches the end of what has come: the next character may make it another one, or none. */
  readonly mayGrow: boolean;
}

/** Sorts masks by their start; of those that start together the longest comes first. */
export function inOrder(masks: readonly Mask[]): readonly Mask[] {
  return [...masks].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** UTF-16 text, in either byte order, without the NUL at its outer end: that one stands outside the mask. */
export function wideText(text: string): Buffer {
  return Buffer.from([...text].join('\0'), 'latin1');
}
