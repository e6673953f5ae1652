import { inspect } from 'node:util';
import { createHash } from '#crypto.ts';

/**
 * A token that cannot be printed by accident: `String(secret)`, `JSON.stringify` and `console.log` give the redacted form.
 *
 * The value leaves through `expose` alone; an architecture test lists the files that call it.
 */
export class Secret {
  readonly #value: string;
  /** The public prefix and an ellipsis; nothing of the rest. */
  readonly redacted: string;

  constructor(value: string, publicPrefix: string) {
    this.#value = value;
    this.redacted = `${publicPrefix}…`;
  }

  /** Characters of the whole token, prefix included. */
  get length(): number {
    return this.#value.length;
  }

  /** SHA-256 of the token's bytes, as 64 hex digits. */
  get sha256(): string {
    return createHash('sha256').update(this.#value, 'latin1').digest('hex');
  }

  expose(): string {
    return this.#value;
  }

  toString(): string {
    return this.redacted;
  }

  toJSON(): string {
    return this.redacted;
  }

  [inspect.custom](): string {
    return this.redacted;
  }
}
