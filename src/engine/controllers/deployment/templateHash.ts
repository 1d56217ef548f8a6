/** The hash of a pod template that names a Deployment's ReplicaSets. */
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { hashValue } from '../../../base/hash';

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * Up to ten characters that spell no word. Kubernetes hashes a dump of its Go structures; the hash here is of the
 * template's JSON and so has other values, but it is as stable and changes with the same things.
 */
export function templateHash(template: PodTemplateSpec, collisionCount: number | undefined): string {
  const hash = hashValue(collisionCount === undefined ? template : [template, collisionCount]);
  return safeEncode(String(Number.parseInt(hash.slice(0, 8), 16)));
}

/** Each character becomes one of an alphabet without vowels and without digits that look like letters. */
function safeEncode(text: string): string {
  return [...text].map((character) => ALPHABET[character.charCodeAt(0) % ALPHABET.length]).join('');
}
