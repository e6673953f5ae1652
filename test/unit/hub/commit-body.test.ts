import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommitBody } from '#hub/commit-body.ts';
import { References } from '#hub/references.ts';
import { selectFiles, type UploadFile } from '#hub/selection.ts';
import { temporaryFolder } from '../../support/repository.ts';

async function selected(contents: readonly Uint8Array[]): Promise<readonly UploadFile[]> {
  const folder = temporaryFolder();
  for (const [index, content] of contents.entries()) writeFileSync(join(folder, `ü${String(index).padStart(3, '0')}"\n`), content);
  return selectFiles({ paths: [folder], cwd: folder, pathInRepo: undefined, include: [], exclude: [] });
}

/** As the client library writes it. */
async function written(references: References, files: readonly UploadFile[], large: ReadonlySet<number>): Promise<string> {
  const contents = references.contents();
  const header = { key: 'header', value: { summary: 'Ein "Titel"', parentCommit: '1' } };
  const lines = files.map(async ({ path, size }, index) => {
    const standIn = Buffer.from(await (contents[index] as Blob).arrayBuffer());
    if (large.has(index)) return { key: 'lfsFile', value: { path, algo: 'sha256', size, oid: createHash('sha256').update(standIn).digest('hex') } };
    return { key: 'file', value: { content: standIn.toString('base64'), path, encoding: 'base64' } };
  });
  return [header, ...(await Promise.all(lines))].map((line) => JSON.stringify(line)).join('\n');
}

async function read(body: Blob): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body.stream() as unknown as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

describe('the body of a commit', () => {
  it('holds what the files hold, in the length that it says', async () => {
    const sizes = fc.array(fc.oneof(fc.nat(10), fc.nat(2_000_000)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(5), async (all, largeOne) => {
        const contents = all.map((size) => randomBytes(size));
        const files = await selected(contents);
        const references = new References(files);
        const text = await written(references, files, new Set([largeOne]));
        const digests = new Map(files.map((_, index) => [createHash('sha256').update(`file ${index}`).digest('hex'), `real ${index}`]));
        const body = new CommitBody({ text, references, digests });
        const sent = await read(body);
        expect([Buffer.byteLength(sent), await body.text()]).toEqual([body.size, sent]);
        const [header, ...operations] = sent.split('\n').map((line) => JSON.parse(line));
        expect(header.value.summary).toBe('Ein "Titel"');
        for (const [index, { key, value }] of operations.entries()) {
          expect(value.path).toBe(files[index]?.path);
          if (key === 'lfsFile') expect(value.oid).toBe(`real ${index}`);
          else expect(Buffer.from(value.content, 'base64').equals(contents[index] as Buffer)).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is none when a content or a hash stands for no file', async () => {
    const files = await selected([randomBytes(3)]);
    const references = new References(files);
    const text = (await written(references, files, new Set())).replace(Buffer.from('file 0').toString('base64'), Buffer.from('file 7').toString('base64'));
    expect(() => new CommitBody({ text, references, digests: new Map() })).toThrow('stands for no file');
    const large = await written(references, files, new Set([0]));
    expect(() => new CommitBody({ text: large, references, digests: new Map() })).toThrow('stands for no file');
  });
});
