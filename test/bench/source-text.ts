import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import glob from 'fast-glob';

/** A text again and again, up to so many bytes. */
function repeated(once: Buffer, byteCount: number): Buffer {
  const text = Buffer.alloc(byteCount);
  for (let at = 0; at < byteCount; at += once.length) once.copy(text, at);
  return text;
}

/** The TypeScript compiler, of so many bytes. */
export function sourceText(root: string, byteCount: number): Buffer {
  const folder = join(root, 'node_modules/typescript/lib');
  const files = readdirSync(folder).filter((name) => /\.(?:js|ts)$/.test(name));
  return repeated(Buffer.concat(files.map((name) => readFileSync(join(folder, name)))), byteCount);
}

/** JavaScript, TypeScript, JSON and Markdown of all packages that are installed, but for the TypeScript compiler; of so many bytes. */
export function packagesText(root: string, byteCount: number): Buffer {
  const files = glob.sync('node_modules/**/*.{js,mjs,cjs,ts,json,md}', {
    cwd: root,
    ignore: ['node_modules/typescript/**', 'node_modules/.*/**'],
    stats: true,
  });
  const small = files.filter(({ stats }) => (stats?.size ?? 0) < 200_000);
  const mixed = small.toSorted((a, b) => hashOf(a.path).localeCompare(hashOf(b.path)));
  const pieces: Buffer[] = [];
  for (let bytes = 0; bytes < 48_000_000 && pieces.length < mixed.length; ) {
    const piece = readFileSync(join(root, (mixed[pieces.length] as { path: string }).path));
    pieces.push(piece);
    bytes += piece.length;
  }
  return repeated(Buffer.concat(pieces), byteCount);
}

function hashOf(path: string): string {
  return createHash('sha1').update(path).digest('hex');
}
