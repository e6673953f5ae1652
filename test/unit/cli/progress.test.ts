import { describe, expect, it } from 'vitest';
import { progressText } from '#cli/progress.ts';
import { uploadProgressText } from '#cli/upload-progress.ts';
import type { UploadProgress } from '#hub/commit.ts';

const FILES = [
  { path: 'a.bin', size: 3_000_000 },
  { path: 'b\u001b[2J.bin', size: 1_000_000 },
];

function progress(phase: UploadProgress['phase'], states: readonly (readonly [string, 'hashing' | 'uploading', number])[] = []): UploadProgress {
  return { phase, scanned: { objects: 1, bytes: 3_000_000 }, files: new Map(states.map(([path, state, share]) => [path, { state, share }])) };
}

describe('the progress of an upload', () => {
  it('tells of the scan, of each file that is hashed or sent, and of all of them', () => {
    expect(uploadProgressText(progress('scanning'), FILES)).toBe('looking for tokens: 1 of 2 files, 3.0 MB of 4.0 MB');
    expect(uploadProgressText(progress('uploadingLargeFiles', [['a.bin', 'hashing', 0.25]]), FILES)).toBe(
      'sending: 0 of 2 files, 0 B of 4.0 MB; a.bin hashed 25 %',
    );
    expect(uploadProgressText(progress('uploadingLargeFiles', [['a.bin', 'uploading', 0.5]]), FILES)).toBe(
      'sending: 0 of 2 files, 1.5 MB of 4.0 MB; a.bin sent 50 %',
    );
    expect(
      uploadProgressText(
        progress(
          'committing',
          FILES.map(({ path }) => [path, 'uploading', 1] as const),
        ),
        FILES,
      ),
    ).toBe('committing: 2 of 2 files, 4.0 MB of 4.0 MB');
  });

  it('lets no name of a file write to the terminal', () => {
    const text = uploadProgressText(progress('uploadingLargeFiles', [['b\u001b[2J.bin', 'uploading', 0.1]]), FILES);
    expect(text).toContain('b\\x1b[2J.bin sent 10 %');
  });
});

describe('the progress of a scan', () => {
  it('tells how much there is, and of several repositories which one it is', () => {
    const counts = { objects: 1_200, bytes: 40e6, expected: 9_000, part: undefined };
    expect(progressText(counts, 1_000)).toBe('1,200 of 9,000 objects, 40.0 MB, 40.0 MB/s, 7 s left');
    expect(progressText({ ...counts, expected: undefined }, 1_000)).toBe('1,200 files, 40.0 MB, 40.0 MB/s');
    expect(progressText({ ...counts, part: 'repository 12 of 3,400: acme/m' }, 1_000)).toBe('repository 12 of 3,400: acme/m; 1,200 files, 40.0 MB, 40.0 MB/s');
  });
});
