import { createRequire } from 'node:module';

type Crypto = typeof import('node:crypto');

const load = createRequire(import.meta.url);
let crypto: Crypto | undefined;

/** node:crypto takes about 10 ms to load, and a commit without a finding needs none of it. */
function loaded(): Crypto {
  crypto ??= load('node:crypto') as Crypto;
  return crypto;
}

export function createHash(algorithm: 'sha256' | 'sha512'): ReturnType<Crypto['createHash']> {
  return loaded().createHash(algorithm);
}

export function randomBytes(size: number): Buffer {
  return loaded().randomBytes(size);
}
