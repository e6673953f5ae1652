import type { Detector } from '#detect/detector.ts';
import type { Collector } from '#scan/collector.ts';

/** Scans a stream, such as standard input, as one content of any size. */
export async function scanStream(
  stream: AsyncIterable<Uint8Array>,
  path: string,
  { detector, collector }: { detector: Detector; collector: Collector },
): Promise<void> {
  let byteCount = 0;
  for await (const chunk of stream) {
    detector.feed(chunk);
    byteCount += chunk.length;
  }
  collector.count(byteCount);
  collector.add(detector.finish(), { path });
  collector.skipParts(path, detector.unread);
}
