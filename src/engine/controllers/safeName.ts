/** Hashes in names, as Kubernetes writes them. */

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Each character becomes one of an alphabet without vowels and without digits that look like letters. */
export function safeEncode(text: string): string {
  return [...text].map((character) => ALPHABET[character.charCodeAt(0) % ALPHABET.length]).join('');
}

/** The text's UTF-8 bytes, each as a character: what is hashed are bytes. */
export function utf8Bytes(text: string): string {
  if (isAscii(text)) return text;
  return encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_match, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
