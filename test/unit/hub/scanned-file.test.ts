import { appendFileSync, mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ScannedFile } from '#hub/scanned-file.ts';
import { selectFiles, type UploadFile } from '#hub/selection.ts';
import { temporaryFolder } from '../../support/repository.ts';

const BYTES = Buffer.from(Array.from({ length: 700_000 }, (_, index) => (index * 31) % 251));

async function selected(): Promise<UploadFile> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'w.bin'), BYTES);
  const [file] = await selectFiles({ paths: ['w.bin'], cwd: folder, pathInRepo: undefined, include: [], exclude: [] });
  return file as UploadFile;
}

async function read(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream as unknown as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('a file that was scanned', () => {
  it('is read as it is, all of it and in slices, as text and as a stream', async () => {
    const file = new ScannedFile(await selected());
    expect(file).toBeInstanceOf(Blob);
    expect([file.size, file.slice(5, 9).size, file.slice(699_990, 900_000).size]).toEqual([700_000, 4, 10]);
    expect(Buffer.from(await file.arrayBuffer()).equals(BYTES)).toBe(true);
    expect((await read(file.stream())).equals(BYTES)).toBe(true);
    expect((await read(file.slice(300_000, 600_000).slice(1, 299_999).stream())).equals(BYTES.subarray(300_001, 599_999))).toBe(true);
    expect(await file.slice(0, 3).text()).toBe(BYTES.subarray(0, 3).toString('utf8'));
  });

  it.each<readonly [string, (file: string) => void]>([
    ['longer', (file) => appendFileSync(file, 'more')],
    ['shorter', (file) => writeFileSync(file, 'less')],
    ['gone', (file) => rmSync(file)],
    [
      'another one under its name, of the same size and time',
      (file) => {
        const { atime, mtime } = statSync(file);
        writeFileSync(`${file}.new`, Buffer.alloc(BYTES.length, 7));
        utimesSync(`${file}.new`, atime, mtime);
        renameSync(`${file}.new`, file);
      },
    ],
    [
      'written to, with its time set back',
      (file) => {
        const { atime, mtime } = statSync(file);
        writeFileSync(file, Buffer.alloc(BYTES.length, 7));
        utimesSync(file, atime, mtime);
      },
    ],
    [
      'a folder',
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
    ],
  ])('is not read any more when it is %s', async (_what, change) => {
    const file = await selected();
    change(file.file);
    const refused = expect.objectContaining({ code: 'UPLOAD_REFUSED', message: expect.stringContaining('w.bin changed') });
    await expect(new ScannedFile(file).arrayBuffer()).rejects.toEqual(refused);
    await expect(read(new ScannedFile(file).stream())).rejects.toEqual(refused);
  });

  it('fails before its last piece when it changes while it is read', async () => {
    const file = await selected();
    const reader = new ScannedFile(file).stream().getReader();
    const first = await reader.read();
    appendFileSync(file.file, 'more');
    let bytes = first.value?.length ?? 0;
    const rest = async (): Promise<void> => {
      for (;;) bytes += (await reader.read()).value?.length ?? 0;
    };
    await expect(rest()).rejects.toMatchObject({ code: 'UPLOAD_REFUSED' });
    expect(bytes).toBeLessThan(BYTES.length);
  });
});
