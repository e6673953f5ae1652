import { randomFillSync } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';

/** Bytes that are made at a time. */
const BLOCK = 16_000_000;

/** What the bytes of an upload are. */
export type Content = 'random' | 'float16' | 'bfloat16';

/** Numbers as the weights of a model are spread: around 0, with a deviation of 0.02. */
function weights(count: number): Uint32Array {
  const uniform = randomFillSync(new Uint32Array(count));
  const values = new Float32Array(count);
  for (let at = 0; at + 1 < count; at += 2) {
    const radius = 0.02 * Math.sqrt(-2 * Math.log(((uniform[at] as number) + 1) / 2 ** 32));
    const angle = ((uniform[at + 1] as number) / 2 ** 32) * 2 * Math.PI;
    values[at] = radius * Math.cos(angle);
    values[at + 1] = radius * Math.sin(angle);
  }
  return new Uint32Array(values.buffer);
}

/** The upper half of a number of 32 bits. */
function bfloat16(bits: number): number {
  return bits >>> 16;
}

/** What is too small for a number of 16 bits with five for its exponent becomes 0. */
function float16(bits: number): number {
  const exponent = ((bits >>> 23) & 0xff) - 112;
  return ((bits >>> 16) & 0x8000) | (exponent <= 0 ? 0 : (exponent << 10) | ((bits >>> 13) & 0x3ff));
}

function block(content: Content): Buffer {
  if (content === 'random') return randomFillSync(Buffer.alloc(BLOCK));
  return Buffer.from(Uint16Array.from(weights(BLOCK / 2), content === 'float16' ? float16 : bfloat16).buffer);
}

/** Writes a file of which no two blocks are alike where it is random: a file of zeros is one block to storage that knows blocks. */
export function writeContent(path: string, content: Content, bytes: number): void {
  const file = openSync(path, 'w');
  let made = block(content);
  for (let at = 0; at < bytes; at += BLOCK) {
    writeSync(file, made, 0, Math.min(BLOCK, bytes - at));
    if (content === 'random') made = block(content);
  }
  closeSync(file);
}
