import { expect, it } from 'vitest';
import type { ObjectSink } from '#git/batch-parser.ts';
import { ObjectReader } from '#git/object-reader.ts';
import { Repository } from '../support/repository.ts';

/** Writes down what it is told, one line for each object. */
class Notes implements ObjectSink {
  readonly lines: string[] = [];
  #text = '';

  begin(index: number, { type, byteCount }: { readonly type: string; readonly byteCount: number }): void {
    this.#text = `${index} ${type} ${byteCount} `;
  }

  data(piece: Buffer): void {
    this.#text += piece.toString('latin1');
  }

  end(): void {
    this.lines.push(this.#text);
  }

  missing(index: number, { detail }: { readonly detail: string }): void {
    this.lines.push(`${index} ${detail}`);
  }
}

function reading(): { readonly repository: Repository; readonly objects: ObjectReader; readonly oids: readonly string[] } {
  const repository = Repository.create();
  repository.stage('a.txt', 'first');
  repository.stage('b.txt', '');
  repository.stage('c.txt', 'x'.repeat(200_000));
  const oids = ['a.txt', 'b.txt', 'c.txt'].map((name) => repository.git('rev-parse', `:${name}`).trim());
  return { repository, oids, objects: new ObjectReader({ cwd: repository.path, env: { ...process.env, ...repository.env } }) };
}

it('answers one question after the other, each counted from its own first name', async () => {
  const { objects, oids } = reading();
  const notes = new Notes();
  expect(await objects.texts([':a.txt', ':gone.txt', ':b.txt'])).toEqual(['first', undefined, '']);
  await objects.read(oids, notes);
  expect(notes.lines).toEqual(['0 blob 5 first', '1 blob 0 ', `2 blob 200000 ${'x'.repeat(200_000)}`]);
  expect(await objects.texts([':a.txt'])).toEqual(['first']);
  objects.close();
});

it('answers questions that were asked at once in their order', async () => {
  const { objects, oids } = reading();
  const [first, second] = [new Notes(), new Notes()];
  const asked = [objects.read(oids.slice(0, 2), first), objects.texts([':c.txt']), objects.read([], second), objects.read(oids.slice(1, 2), second)];
  expect((await Promise.all(asked))[1]).toEqual(['x'.repeat(200_000)]);
  expect([first.lines, second.lines]).toEqual([['0 blob 5 first', '1 blob 0 '], ['0 blob 0 ']]);
  objects.close();
});

it('goes on behind an object that is not there, and gives no text of what is no blob', async () => {
  const { repository, objects, oids } = reading();
  const notes = new Notes();
  await objects.read(['0'.repeat(40), oids[0] ?? ''], notes);
  expect(notes.lines).toEqual(['0 missing', '1 blob 5 first']);
  expect(await objects.texts([repository.git('write-tree').trim(), ':a.txt'])).toEqual([undefined, 'first']);
  objects.close();
});

it('fails every question where git cannot be started', async () => {
  const objects = new ObjectReader({ cwd: Repository.create().path, env: { PATH: '/nowhere' } });
  const asked = await Promise.allSettled([objects.texts([':a']), objects.texts([':b'])]);
  expect(asked.map((one) => one.status === 'rejected' && one.reason.code)).toEqual(['GIT_NOT_FOUND', 'GIT_NOT_FOUND']);
  await expect(objects.texts([':c'])).rejects.toMatchObject({ code: 'GIT_NOT_FOUND' });
  objects.close();
});
