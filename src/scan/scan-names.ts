import type { Detector } from '#detect/detector.ts';
import type { Collector } from '#scan/collector.ts';

export interface NamedPath {
  readonly path: string;
  /** The name's own bytes, where they are not UTF-8. */
  readonly pathBytes?: Uint8Array;
}

/** Scans the names of files. All at once first, because next to none holds anything. */
export function scanNames(paths: readonly NamedPath[], { detector, collector }: { readonly detector: Detector; readonly collector: Collector }): void {
  if (detector.scan(Buffer.from(paths.map(({ path }) => path).join('\0'))).length === 0) return;
  for (const { path, pathBytes } of paths) {
    const matches = detector.scan(pathBytes ?? Buffer.from(path));
    if (matches.length > 0) collector.add(matches, { path: detector.mask(path) });
  }
}
