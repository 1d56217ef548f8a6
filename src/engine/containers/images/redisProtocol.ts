/** Redis' protocol: requests as arrays of strings (or plain lines), replies of a few kinds. */
import { utf8Length } from '../../../base/utf8';

export type RedisReply =
  | { readonly kind: 'status'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number }
  /** undefined: there is none. */
  | { readonly kind: 'text'; readonly text: string | undefined }
  | { readonly kind: 'list'; readonly items: readonly RedisReply[] };

export function encodeRequest(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${utf8Length(word)}\r\n${word}\r\n`).join('')}`;
}

export function encodeReply(reply: RedisReply): string {
  switch (reply.kind) {
    case 'status':
      return `+${reply.text}\r\n`;
    case 'error':
      return `-${reply.text}\r\n`;
    case 'integer':
      return `:${reply.value}\r\n`;
    case 'text':
      return reply.text === undefined ? '$-1\r\n' : `$${utf8Length(reply.text)}\r\n${reply.text}\r\n`;
    case 'list':
      return `*${reply.items.length}\r\n${reply.items.map(encodeReply).join('')}`;
  }
}

/** Something that was read, and how many characters it took. */
export interface Decoded<T> {
  readonly value: T;
  readonly length: number;
}

/** The first whole request of a text; undefined while its end is missing. */
export function decodeRequest(text: string): Decoded<readonly string[]> | undefined {
  const line = lineAt(text, 0);
  if (line === undefined) return undefined;
  if (!text.startsWith('*'))
    return { value: line.value.split(/\s+/).filter((word) => word !== ''), length: line.length };
  const words: string[] = [];
  let at = line.length;
  for (let index = 0; index < Number(line.value.slice(1)); index++) {
    const word = bulkAt(text, at);
    if (word === undefined) return undefined;
    words.push(word.value ?? '');
    at += word.length;
  }
  return { value: words, length: at };
}

/** The reply that begins somewhere in a text; undefined while its end is missing. */
export function decodeReply(text: string, at = 0): Decoded<RedisReply> | undefined {
  const line = lineAt(text, at);
  if (line === undefined) return undefined;
  const rest = line.value.slice(1);
  switch (line.value[0]) {
    case '-':
      return { value: { kind: 'error', text: rest }, length: line.length };
    case ':':
      return { value: { kind: 'integer', value: Number(rest) }, length: line.length };
    case '$': {
      const bulk = bulkAt(text, at);
      return bulk && { value: { kind: 'text', text: bulk.value }, length: bulk.length };
    }
    case '*':
      return listAt(text, at, Number(rest), line.length);
    default:
      return { value: { kind: 'status', text: rest }, length: line.length };
  }
}

function listAt(text: string, at: number, count: number, headLength: number): Decoded<RedisReply> | undefined {
  const items: RedisReply[] = [];
  let length = headLength;
  while (items.length < count) {
    const item = decodeReply(text, at + length);
    if (item === undefined) return undefined;
    items.push(item.value);
    length += item.length;
  }
  return { value: { kind: 'list', items }, length };
}

function lineAt(text: string, at: number): Decoded<string> | undefined {
  const end = text.indexOf('\n', at);
  if (end < 0) return undefined;
  return { value: text.slice(at, end).replace(/\r$/, ''), length: end + 1 - at };
}

function bulkAt(text: string, at: number): Decoded<string | undefined> | undefined {
  const head = lineAt(text, at);
  if (head === undefined) return undefined;
  const bytes = Number(head.value.slice(1));
  if (bytes < 0) return { value: undefined, length: head.length };
  let end = at + head.length;
  for (let left = bytes; left > 0; end++) {
    if (end >= text.length) return undefined;
    left -= utf8Length(text.charAt(end));
  }
  return end + 2 > text.length ? undefined : { value: text.slice(at + head.length, end), length: end + 2 - at };
}
