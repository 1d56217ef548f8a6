/** The hash of a pod template that names a Deployment's ReplicaSets. */
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { hash32 } from '../../../base/hash';
import { goDump } from '../goDump';
import { safeEncode, utf8Bytes } from '../safeName';

/**
 * Up to ten characters that spell no word: the same that a real cluster gives the template (ComputeHash: FNV-1a of a
 * dump of its Go structures).
 */
export function templateHash(template: PodTemplateSpec, collisionCount: number | undefined): string {
  const collisions = collisionCount === undefined ? '' : littleEndian(collisionCount);
  return safeEncode(String(hash32(utf8Bytes(goDump(template, 'v1.PodTemplateSpec')) + collisions)));
}

function littleEndian(count: number): string {
  const bytes = [0, 8, 16, 24].map((shift) => (count >>> shift) & 255);
  return String.fromCharCode(...bytes, 0, 0, 0, 0);
}
