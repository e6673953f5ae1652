import { randomBytes } from 'node:crypto';
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type HubScene, hubScene, LEAKED } from '../support/hub/scene.ts';

type Scene = HubScene & { upload(...args: readonly string[]): ReturnType<HubScene['run']>; stored(): readonly (readonly [string, number])[] };

async function scene(): Promise<Scene> {
  const one = await hubScene();
  one.hub.addRepository('models/acme/m');
  return {
    ...one,
    upload: (...args) => one.run(['upload', ...args, '--repo-id', 'acme/m']),
    stored: () => [...(one.hub.repositories.get('models/acme/m')?.filesOf('main') ?? [])].map(([path, { size }]) => [path, size] as const).sort(),
  };
}

describe('what auth-guard upload takes', () => {
  it('warns of code that handles tokens badly, and stops at it with --strict or by the settings', async () => {
    const { write, upload, stored } = await scene();
    write('m/run.sh', 'echo $HF_TOKEN\n');
    const strict = await upload('m', '--strict');
    expect(strict).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/✗ content .*1 place handles tokens badly/) });
    write('.auth-guard.yaml', 'version: 1\nhabits: {strict: true}\n');
    expect((await upload('m')).exitCode).toBe(1);
    expect(stored()).toEqual([]);
    write('.auth-guard.yaml', 'version: 1\n');
    const warned = await upload('m');
    expect(warned.stderr).toContain('m/run.sh:1:1  warning  token-printed');
    expect(warned).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('No token in any file; 1 place handles tokens badly') });
    expect(stored()).toEqual([['run.sh', 15]]);
  });

  it('warns of a file of credentials, which a repository shows to all who may read it', async () => {
    const { write, upload } = await scene();
    write('m/.env', 'NAME=value\n');
    expect((await upload('m')).stderr).toContain('credential-file-tracked');
  });

  it("looks into the commit's title, too", async () => {
    const { hub, write, upload } = await scene();
    write('a.txt', 'a');
    const { exitCode, stdout, stderr } = await upload('a.txt', '--message', `with ${LEAKED}`);
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('1 token found')]);
    expect(stderr).toContain('--message:1:6');
    expect(hub.requests).toEqual([]);
  });

  it('counts aloud what was allowed', async () => {
    const { write, upload } = await scene();
    write('a.txt', `login("${LEAKED}") # auth-guard:allow a sample\n`);
    expect(await upload('a.txt')).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/suppressed:.*1 /) });
  });

  it('stops with exit code 3 at what it could not look into', async () => {
    const { write, upload } = await scene();
    const archive = Buffer.from(zipSync({ 'a.txt': Buffer.from('a'.repeat(5000)) }));
    archive.writeUInt16LE(99, 8); // encrypted
    archive.writeUInt16LE(99, archive.indexOf('PK\u0001\u0002') + 10);
    write('a.zip', archive);
    expect(await upload('a.zip')).toMatchObject({ exitCode: 3, stdout: expect.stringMatching(/✗ content .*could not be checked/) });
  });

  it('keeps names with #, ?, %, spaces, line ends and letters of all kinds as they are', async () => {
    const { write, upload, stored } = await scene();
    const names = [
      'a#b.txt',
      'c?d.txt',
      ' e f .txt',
      'g%20h.txt',
      'é/ß+&=.txt',
      '[x]{y}!.txt',
      '100%.txt',
      'two\nlines.txt',
      'back\\slash.txt',
      '-x',
      '日本/😀.txt',
    ];
    for (const name of names) write(`m/${name}`, 'x');
    expect((await upload('m')).exitCode).toBe(0);
    expect(stored().map(([path]) => path)).toEqual([...names].sort());
    expect((await upload('m')).stdout).toContain('Nothing to send');
  });

  it('takes empty files, deep folders and a .gitattributes, and says so where there is no file', async () => {
    const { folder, hub, write, upload, stored } = await scene();
    const deep = `m/${'d/'.repeat(40)}f.txt`;
    write(deep, 'x');
    write('m/empty.txt', '');
    write('m/.gitattributes', '*.txt filter=lfs diff=lfs merge=lfs -text\n');
    expect((await upload('m')).exitCode).toBe(0);
    expect(stored()).toEqual([
      ['.gitattributes', 42],
      [deep.slice(2), 1],
      ['empty.txt', 0],
    ]);
    mkdirSync(join(folder, 'empty'));
    hub.requests.length = 0;
    expect(await upload('empty')).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('no file to upload') });
    expect(await upload('m', '--include', '*.none')).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('no file to upload') });
    expect(hub.requests).toEqual([]);
  });

  it('reads a large commit from the disk while it sends it, byte for byte', async () => {
    const { hub, write, upload } = await scene();
    hub.regularBelow = 1e9;
    const files = new Map(Array.from({ length: 40 }, (_, index) => [`ordner/größe-${index}.bin`, randomBytes(index * 30_001)]));
    for (const [path, bytes] of files) write(`m/${path}`, bytes);
    expect(await upload('m')).toMatchObject({ exitCode: 0 });
    const kept = hub.repositories.get('models/acme/m')?.filesOf('main');
    expect([...files].filter(([path, bytes]) => kept?.get(path)?.bytes.equals(bytes) !== true)).toEqual([]);
    expect([kept?.size, hub.requests.filter(({ path }) => path.includes('/commit/')).length]).toEqual([40, 1]);
  });

  it('sends one content that several files have once', async () => {
    const { hub, write, upload, stored } = await scene();
    const content = randomBytes(60_000);
    for (const path of ['m/a.bin', 'm/b/c.bin', 'm/d.bin']) write(path, content);
    expect(await upload('m')).toMatchObject({ exitCode: 0 });
    expect(stored()).toEqual([
      ['a.bin', 60_000],
      ['b/c.bin', 60_000],
      ['d.bin', 60_000],
    ]);
    expect(hub.received).toBe(60_000);
  });

  it('reads what git itself keeps from the disk as it is sent, by blocks too', async () => {
    const { folder, hub, write, upload, stored } = await scene();
    hub.regularBelow = 1e9;
    write('huge.txt', '');
    truncateSync(join(folder, 'huge.txt'), 60e6);
    expect(await upload('huge.txt', '--xet')).toMatchObject({ exitCode: 0 });
    expect(stored()).toEqual([['huge.txt', 60e6]]);
  });

  it('chooses by --include and --exclude, and leaves out what git and the Hub keep for themselves', async () => {
    const { write, upload, stored } = await scene();
    for (const path of ['a.py', 'b.txt', 'sub/c.py', 'sub/d_test.py', '.git/config', 'sub/.git/HEAD', '.cache/huggingface/x.py']) write(`m/${path}`, 'x');
    expect((await upload('m', '--include', '**/*.py', '--exclude', '**/*_test.py')).exitCode).toBe(0);
    expect(stored().map(([path]) => path)).toEqual(['a.py', 'sub/c.py']);
  });

  it('follows symlinks within a folder, and says so of one to a folder or to nothing', async () => {
    const { folder, write, upload, stored } = await scene();
    write('m/real/a.txt', 'a');
    symlinkSync('real/a.txt', join(folder, 'm/link.txt'));
    expect((await upload('m')).exitCode).toBe(0);
    expect(stored().map(([path]) => path)).toEqual(['link.txt', 'real/a.txt']);
    symlinkSync('real', join(folder, 'm/folder'));
    expect(await upload('m')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('symlink to a folder') });
    symlinkSync('nowhere', join(folder, 'm/real/broken'));
    expect(await upload('m', '--exclude', 'folder')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('symlink to nothing') });
  });
});
