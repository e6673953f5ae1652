import type { ContentWindow } from '#detect/content-window.ts';
import type { Kernel } from '#detect/kernel/kernel.ts';
import { HEAD_BYTES as CONTAINER_HEAD_BYTES, containerKind } from '#detect/layers/sniff.ts';
import type { Rule } from '#detect/rule.ts';

/** Bytes at a content's start that tell whether it is of a binary format: as many as git looks at. */
const HEAD_BYTES = 8000;

/** Whether a content is of a binary format, whose fields stand side by side. An archive is none: each of its members is looked at by itself. */
export function isBinaryFormat({ memory, filled }: ContentWindow, kernel: Kernel): boolean {
  if (!kernel.holdsControls(Math.min(filled, HEAD_BYTES))) return false;
  return containerKind(memory.subarray(0, Math.min(filled, CONTAINER_HEAD_BYTES))) === undefined;
}

/** Whether letters and digits of other fields may stand right beside a rule's tokens. */
export function mayBeGlued(rule: Rule): boolean {
  return rule.glued ?? (rule.left === 'escape-aware' && rule.lead === undefined && rule.sample.prefix !== '');
}
