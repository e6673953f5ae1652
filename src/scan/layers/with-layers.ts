import type { LayerSettings } from '#config/config.ts';
import { createDetector, type Detector, type PlainDetector } from '#detect/detector.ts';
import { LayeredDetector } from '#detect/layers/layered-detector.ts';
import type { Marks } from '#detect/marks.ts';
import type { Rule } from '#detect/rule.ts';
import { openDecoder } from '#scan/layers/decoders.ts';

/** Bytes that the engines for what hides in a content hold at a time: there may be one for each layer. */
const NESTED_CAPACITY_BYTES = 256 * 1024;

/** Builds a detector that looks into archives and encodings too, to the depth that the settings say; at depth 0 at contents as they stand. */
export function withLayers(rules: readonly Rule[], { marks, limits }: { readonly marks: Marks; readonly limits: LayerSettings }): Detector {
  const detector = createDetector(rules, { marks });
  if (limits.maxDepth === 0) return detector;
  const nested = (): PlainDetector => createDetector(rules, { marks, capacity: NESTED_CAPACITY_BYTES });
  return new LayeredDetector(detector, { createDetector: nested, open: openDecoder, marks, limits });
}
