import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { Random } from './random';
import { Sha256, sha256 } from './sha256';

it('hashes texts of any length and script as the standard says', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  const random = new Random('sha256');
  for (let length = 0; length < 300; length++) {
    const text = random.token('ab é가😀\n', length);
    const expected = createHash('sha256').update(text).digest('hex');
    expect(sha256(text)).toBe(expected);
    expect(sha256(new Uint8Array(Buffer.from(text)))).toBe(expected);
  }
});

it('takes pieces as if they were one', () => {
  const hash = new Sha256();
  for (let i = 0; i < 1000; i++) hash.text(`piece ${i};`).bytes(Uint8Array.of(i & 255));
  const whole = createHash('sha256');
  for (let i = 0; i < 1000; i++) whole.update(`piece ${i};`).update(Uint8Array.of(i & 255));
  expect(hash.hex()).toBe(whole.digest('hex'));
});
