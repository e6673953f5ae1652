import { expect, it } from 'vitest';
import { checksumHolds, withChecksum } from '#detect/checksum.ts';

// The halves of the examples that are published with the formats: joined, they would be taken for tokens.
it.each([
  ['ghp_', 'zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ', '0mLq17'],
  ['npm_', 'qkJaB6MffYVzZXWqmcoF49yrUxP3wf', '0LsakP'],
])('agrees with the published example of %s', (prefix, body, sum) => {
  expect(checksumHolds(prefix + body + sum, prefix, 'crc32-base62')).toBe(true);
  expect(checksumHolds(`${prefix}${body.toLowerCase()}${sum}`, prefix, 'crc32-base62')).toBe(false);
});

it('puts the lowest byte first in hex', () => {
  const token = withChecksum(`glsa_${'a'.repeat(32)}_00000000`, 'glsa_', 'crc32-hex');
  expect(token).toMatch(/^glsa_a{32}_[0-9a-f]{8}$/);
  expect(checksumHolds(token, 'glsa_', 'crc32-hex')).toBe(true);
  expect(checksumHolds(token.replace('aa_', 'ab_'), 'glsa_', 'crc32-hex')).toBe(false);
});
