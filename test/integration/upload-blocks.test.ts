import { randomFillSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type HubScene, hubScene } from '../support/hub/scene.ts';
import { sha256 } from '../support/hub/store.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(7006);
const UPLOAD = ['upload', 'm', '--repo-id', 'acme/m', '--xet'] as const;

async function scene(): Promise<HubScene> {
  const one = await hubScene();
  one.hub.transfer = 'xet';
  one.hub.addRepository('models/acme/m');
  return one;
}

function countOf({ hub }: HubScene, path: RegExp): number {
  return hub.requests.filter((request) => path.test(request.path)).length;
}

describe('auth-guard upload --xet', () => {
  it('sends large files by blocks, others as they are, and all of them in one commit', async () => {
    const one = await scene();
    const large = [Buffer.alloc(6_000_000, sampler.text(999)), Buffer.alloc(6_500_000, sampler.text(998))];
    const small = Buffer.alloc(20_000, sampler.text(997));
    large.forEach((content, index) => {
      one.write(`m/large${index}.bin`, content);
    });
    one.write('m/same.bin', large[0] as Buffer);
    one.write('m/small.bin', small);
    one.write('m/README.md', '# m');
    expect(await one.run(UPLOAD)).toMatchObject({ exitCode: 0, stderr: '' });
    const files = one.hub.repositories.get('models/acme/m')?.filesOf('main');
    expect([...(files ?? [])].map(([path, { lfs, size }]) => [path, lfs, size])).toEqual([
      ['README.md', undefined, 3],
      ['large0.bin', sha256(large[0] as Buffer), 6_000_000],
      ['large1.bin', sha256(large[1] as Buffer), 6_500_000],
      ['same.bin', sha256(large[0] as Buffer), 6_000_000],
      ['small.bin', sha256(small), 20_000],
    ]);
    expect(one.hub.requests.filter(({ method }) => method === 'PUT').map(({ path }) => path)).toEqual([`/lfs/${sha256(small)}`]);
    expect([countOf(one, /\/shards/), countOf(one, /\/preupload\//), countOf(one, /\/commit\//)]).toEqual([2, 1, 1]);
  });

  it('fills a block before it begins with the next one, however many files there are', async () => {
    const one = await scene();
    const lengths: number[] = [];
    one.hub.onRequest(/\/xorbs\//, () => lengths.push(one.hub.received));
    for (let index = 0; index < 3; index += 1) one.write(`m/f${index}.bin`, randomFillSync(Buffer.alloc(40_000_000)));
    expect(await one.run(UPLOAD)).toMatchObject({ exitCode: 0 });
    // one after the other: when a block comes in, those of the files before it are there
    expect(lengths.map((bytes) => Math.floor(bytes / 40_000_000))).toEqual([0, 1, 2]);
  });

  it('sends a file as it is to a Hub that knows no blocks', async () => {
    const one = await scene();
    one.hub.transfer = 'basic';
    one.write('m/large.bin', Buffer.alloc(6_000_000, sampler.text(999)));
    expect(await one.run(UPLOAD)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(one.hub.received).toBe(6_000_000);
  });

  it('commits nothing when a list of blocks is refused', async () => {
    const one = await scene();
    one.write('m/large.bin', Buffer.alloc(6_000_000, sampler.text(999)));
    one.hub.faults.add({ path: /\/shards/, kind: 'answer', status: 403, body: { error: 'no' } });
    expect(await one.run(UPLOAD)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('nothing was committed') });
    expect(countOf(one, /\/commit\//)).toBe(0);
  });
});
