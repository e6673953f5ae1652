import { createRequire } from 'node:module';

type Crypto = typeof import('node:crypto');

const load = createRequire(import.meta.filename);
let crypto: Crypto | undefined;

/** node:crypto takes about 10 ms to load, and a commit without a finding needs none of it. */
function loaded(): Crypto {
  crypto ??= load('node:crypto') as Crypto;
  return crypto;
}

export function createHash(algorithm: 'sha256' | 'sha512'): ReturnType<Crypto['createHash']> {
  return loaded().createHash(algorithm);
}

/** SHA-256 of bytes that are at hand, one character of the string for each of its bytes. */
export function digest(bytes: Uint8Array): string {
  return loaded().hash('sha256', bytes, 'latin1' as 'hex');
}

export function createHmac(algorithm: 'sha256', key: string): ReturnType<Crypto['createHmac']> {
  return loaded().createHmac(algorithm, key);
}

export function randomBytes(size: number): Buffer {
  return loaded().randomBytes(size);
}
