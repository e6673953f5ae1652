import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Digests, sha256Of } from '#hub/digests.ts';
import { selectFiles, type UploadFile } from '#hub/selection.ts';
import { temporaryFolder } from '../../support/repository.ts';

const LARGE = randomBytes(10_500_000);

async function selected(): Promise<readonly [large: UploadFile, small: UploadFile]> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.bin'), LARGE);
  writeFileSync(join(folder, 'b.txt'), 'small');
  return (await selectFiles({ paths: [folder], cwd: folder, pathInRepo: undefined, include: [], exclude: [] })) as unknown as [UploadFile, UploadFile];
}

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('the hashes of the files of an upload', () => {
  it('are those of the files, and tell how far they are', async () => {
    const [large, small] = await selected();
    const shares: number[] = [];
    expect([sha256Of(large, (share) => shares.push(share)), sha256Of(small)]).toEqual([sha256(LARGE), sha256('small')]);
    expect([shares.length, shares.at(-1), shares.every((share, index) => index === 0 || share > (shares[index - 1] as number))]).toEqual([11, 1, true]);
  });

  it('of large files are taken elsewhere, once, and here when that fails', async () => {
    const [large, small] = await selected();
    const asked: string[] = [];
    const digests = new Digests(async ({ path }) => {
      asked.push(path);
      return undefined;
    });
    digests.begin([large, small]);
    expect([await digests.sha256(large), await digests.sha256(large), await digests.sha256(small)]).toEqual([sha256(LARGE), sha256(LARGE), sha256('small')]);
    expect(asked).toEqual(['a.bin']);
  });

  it('are refused for a file that is not the one that was scanned any more', async () => {
    const [large, small] = await selected();
    const digests = new Digests(async () => undefined);
    appendFileSync(large.file, 'more');
    rmSync(small.file);
    for (const file of [large, small])
      await expect(digests.sha256(file)).rejects.toMatchObject({ code: 'UPLOAD_REFUSED', message: expect.stringContaining('changed while it was uploaded') });
    expect(sha256Of(large)).toBeUndefined();
  });
});
