/** The hash of a pod template that names a Deployment's ReplicaSets. */
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { hash32 } from '../../../base/hash';
import { goDump } from '../goDump';

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * Up to ten characters that spell no word: the same that a real cluster gives the template (ComputeHash: FNV-1a of a
 * dump of its Go structures).
 */
export function templateHash(template: PodTemplateSpec, collisionCount: number | undefined): string {
  const collisions = collisionCount === undefined ? '' : littleEndian(collisionCount);
  return safeEncode(String(hash32(bytesOf(goDump(template, 'v1.PodTemplateSpec')) + collisions)));
}

/** The text's UTF-8 bytes, each as a character: what is hashed are bytes. */
function bytesOf(text: string): string {
  return encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_match, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function littleEndian(count: number): string {
  const bytes = [0, 8, 16, 24].map((shift) => (count >>> shift) & 255);
  return String.fromCharCode(...bytes, 0, 0, 0, 0);
}

/** Each character becomes one of an alphabet without vowels and without digits that look like letters. */
function safeEncode(text: string): string {
  return [...text].map((character) => ALPHABET[character.charCodeAt(0) % ALPHABET.length]).join('');
}
