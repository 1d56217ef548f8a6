/** What a Redis server does when it is asked. Simplified: the commands of a first encounter. */
import type { RedisData, RedisValue } from './redisData';
import type { RedisReply } from './redisProtocol';

interface Command {
  /** Words with the command's own: at least, and at most. */
  readonly least: number;
  readonly most?: number;
  run(data: RedisData, words: readonly string[]): RedisReply;
}

const OK: RedisReply = { kind: 'status', text: 'OK' };
const NONE: RedisReply = { kind: 'text', text: undefined };
const WRONG_TYPE = failure('WRONGTYPE Operation against a key holding the wrong kind of value');
const NO_INTEGER = failure('ERR value is not an integer or out of range');

function failure(words: string): RedisReply {
  return { kind: 'error', text: words };
}

function integer(value: number | boolean): RedisReply {
  return { kind: 'integer', value: Number(value) };
}

function text(words: string | undefined): RedisReply {
  return { kind: 'text', text: words };
}

function list(words: readonly string[]): RedisReply {
  return { kind: 'list', items: words.map(text) };
}

/** Runs a command; its name in any letters. */
export function runRedisCommand(data: RedisData, words: readonly string[]): RedisReply {
  const [name = '', ...rest] = words;
  const command = commands[name.toLowerCase()];
  if (command === undefined) {
    const shown = rest.map((word) => `'${word}' `).join('');
    return failure(`ERR unknown command '${name}', with args beginning with: ${shown}`);
  }
  if (words.length < command.least || words.length > (command.most ?? Number.POSITIVE_INFINITY))
    return failure(`ERR wrong number of arguments for '${name.toLowerCase()}' command`);
  return command.run(data, words);
}

/** A value of one kind: a new one where the key is free; undefined where it holds another kind. */
function valueAt<T extends RedisValue>(
  data: RedisData,
  key: string,
  kind: (value: RedisValue) => value is T,
  fresh: () => T,
): T | undefined {
  const value = data.entry(key)?.value;
  if (value === undefined) return fresh();
  return kind(value) ? value : undefined;
}

const isText = (value: RedisValue): value is string => typeof value === 'string';
const isList = (value: RedisValue): value is string[] => Array.isArray(value);
const isSet = (value: RedisValue): value is Set<string> => value instanceof Set;
const isHash = (value: RedisValue): value is Map<string, string> => value instanceof Map;

/** Works on a key's value and keeps what comes of it. */
function change<T extends RedisValue>(
  data: RedisData,
  key: string,
  [kind, fresh]: readonly [(value: RedisValue) => value is T, () => T],
  work: (value: T) => readonly [T, RedisReply],
): RedisReply {
  const before = valueAt(data, key, kind, fresh);
  if (before === undefined) return WRONG_TYPE;
  const [after, reply] = work(before);
  const empty = typeof after !== 'string' && (Array.isArray(after) ? after.length : after.size) === 0;
  if (empty) data.delete(key);
  else data.set(key, after, data.entry(key)?.expires);
  return reply;
}

const TEXT = [isText, () => ''] as const;
const LIST = [isList, (): string[] => []] as const;
const SET = [isSet, () => new Set<string>()] as const;
const HASH = [isHash, () => new Map<string, string>()] as const;

function look<T extends RedisValue>(
  data: RedisData,
  key: string,
  [kind, fresh]: readonly [(value: RedisValue) => value is T, () => T],
  show: (value: T) => RedisReply,
): RedisReply {
  const value = valueAt(data, key, kind, fresh);
  return value === undefined ? WRONG_TYPE : show(value);
}

function add(data: RedisData, key: string, by: string): RedisReply {
  if (!/^-?\d+$/.test(by)) return NO_INTEGER;
  return change(data, key, TEXT, (before) => {
    if (!/^-?\d*$/.test(before)) return [before, NO_INTEGER];
    const sum = Number(before) + Number(by);
    return [String(sum), integer(sum)];
  });
}

function setText(data: RedisData, [, key = '', value = '', ...options]: readonly string[]): RedisReply {
  const word = (name: string) => options.findIndex((option) => option.toLowerCase() === name);
  const exists = data.entry(key) !== undefined;
  if ((word('nx') >= 0 && exists) || (word('xx') >= 0 && !exists)) return NONE;
  data.set(key, value);
  for (const [name, factor] of [
    ['ex', 1000],
    ['px', 1],
  ] as const) {
    const at = word(name);
    if (at >= 0) data.expireIn(key, factor * Number(options[at + 1] ?? 0));
  }
  return OK;
}

/** Bounds of a range as Redis counts: from the end when negative, the last one included. */
function range(items: readonly string[], first: string, last: string): readonly string[] {
  const at = (word: string) => (Number(word) < 0 ? Math.max(0, items.length + Number(word)) : Number(word));
  return Number(last) < 0 && items.length + Number(last) < 0 ? [] : items.slice(at(first), at(last) + 1);
}

function matches(pattern: string, key: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(key);
}

function typeName(value: RedisValue | undefined): string {
  if (value === undefined) return 'none';
  if (isText(value)) return 'string';
  return isList(value) ? 'list' : isSet(value) ? 'set' : 'hash';
}

function empty(data: RedisData): RedisReply {
  data.clear();
  return OK;
}

function pop(data: RedisData, key: string, end: 'shift' | 'pop'): RedisReply {
  return change(data, key, LIST, (items) => {
    const rest = [...items];
    return [rest, text(rest[end]())];
  });
}

const commands: Readonly<Record<string, Command>> = {
  ping: {
    least: 1,
    most: 2,
    run: (_, [, word]) => (word === undefined ? { kind: 'status', text: 'PONG' } : text(word)),
  },
  echo: { least: 2, most: 2, run: (_, [, word]) => text(word) },
  quit: { least: 1, run: () => OK },
  select: {
    least: 2,
    most: 2,
    run: (_, [, number]) => (number === '0' ? OK : failure('ERR DB index is out of range')),
  },
  command: { least: 1, run: () => list([]) },
  client: { least: 2, run: () => OK },
  set: { least: 3, run: setText },
  setex: {
    least: 4,
    most: 4,
    run: (data, [, key = '', seconds = '', value = '']) => setText(data, ['', key, value, 'ex', seconds]),
  },
  setnx: {
    least: 3,
    most: 3,
    run: (data, [, key = '', value = '']) => integer(setText(data, ['', key, value, 'nx']) === OK),
  },
  get: {
    least: 2,
    most: 2,
    run: (data, [, key = '']) => (data.entry(key) === undefined ? NONE : look(data, key, TEXT, text)),
  },
  mset: {
    least: 3,
    run: (data, words) => {
      if (words.length % 2 === 0) return failure("ERR wrong number of arguments for 'mset' command");
      for (let at = 1; at < words.length; at += 2) data.set(words[at] ?? '', words[at + 1] ?? '');
      return OK;
    },
  },
  mget: {
    least: 2,
    run: (data, [, ...keys]) => ({
      kind: 'list',
      items: keys.map((key) => {
        const value = data.entry(key)?.value;
        return text(typeof value === 'string' ? value : undefined);
      }),
    }),
  },
  append: {
    least: 3,
    most: 3,
    run: (data, [, key = '', more = '']) =>
      change(data, key, TEXT, (before) => [before + more, integer((before + more).length)]),
  },
  strlen: { least: 2, most: 2, run: (data, [, key = '']) => look(data, key, TEXT, (value) => integer(value.length)) },
  incr: { least: 2, most: 2, run: (data, [, key = '']) => add(data, key, '1') },
  decr: { least: 2, most: 2, run: (data, [, key = '']) => add(data, key, '-1') },
  incrby: { least: 3, most: 3, run: (data, [, key = '', by = '']) => add(data, key, by) },
  decrby: {
    least: 3,
    most: 3,
    run: (data, [, key = '', by = '']) => add(data, key, by.startsWith('-') ? by.slice(1) : `-${by}`),
  },
  del: { least: 2, run: (data, [, ...keys]) => integer(keys.filter((key) => data.delete(key)).length) },
  exists: { least: 2, run: (data, [, ...keys]) => integer(keys.filter((key) => data.entry(key) !== undefined).length) },
  keys: { least: 2, most: 2, run: (data, [, pattern = '*']) => list(data.keys.filter((key) => matches(pattern, key))) },
  dbsize: { least: 1, most: 1, run: (data) => integer(data.keys.length) },
  type: {
    least: 2,
    most: 2,
    run: (data, [, key = '']) => ({ kind: 'status', text: typeName(data.entry(key)?.value) }),
  },
  expire: { least: 3, run: (data, [, key = '', seconds]) => integer(data.expireIn(key, 1000 * Number(seconds))) },
  ttl: {
    least: 2,
    most: 2,
    run: (data, [, key = '']) => {
      const left = data.remaining(key);
      return integer(left < 0 ? left : Math.round(left / 1000));
    },
  },
  flushall: { least: 1, run: empty },
  flushdb: { least: 1, run: empty },
  lpush: {
    least: 3,
    run: (data, [, key = '', ...more]) =>
      change(data, key, LIST, (items) => [[...more.reverse(), ...items], integer(items.length + more.length)]),
  },
  rpush: {
    least: 3,
    run: (data, [, key = '', ...more]) =>
      change(data, key, LIST, (items) => [[...items, ...more], integer(items.length + more.length)]),
  },
  lpop: { least: 2, most: 2, run: (data, [, key = '']) => pop(data, key, 'shift') },
  rpop: { least: 2, most: 2, run: (data, [, key = '']) => pop(data, key, 'pop') },
  llen: { least: 2, most: 2, run: (data, [, key = '']) => look(data, key, LIST, (items) => integer(items.length)) },
  lrange: {
    least: 4,
    most: 4,
    run: (data, [, key = '', first = '', last = '']) =>
      look(data, key, LIST, (items) => list(range(items, first, last))),
  },
  sadd: {
    least: 3,
    run: (data, [, key = '', ...more]) =>
      change(data, key, SET, (set) => [
        new Set([...set, ...more]),
        integer(new Set([...set, ...more]).size - set.size),
      ]),
  },
  srem: {
    least: 3,
    run: (data, [, key = '', ...gone]) =>
      change(data, key, SET, (set) => {
        const rest = new Set([...set].filter((one) => !gone.includes(one)));
        return [rest, integer(set.size - rest.size)];
      }),
  },
  smembers: { least: 2, most: 2, run: (data, [, key = '']) => look(data, key, SET, (set) => list([...set])) },
  sismember: {
    least: 3,
    most: 3,
    run: (data, [, key = '', one = '']) => look(data, key, SET, (set) => integer(set.has(one))),
  },
  hset: {
    least: 4,
    run: (data, [, key = '', ...pairs]) =>
      change(data, key, HASH, (hash) => {
        const after = new Map(hash);
        for (let at = 0; at + 1 < pairs.length; at += 2) after.set(pairs[at] ?? '', pairs[at + 1] ?? '');
        return [after, integer(after.size - hash.size)];
      }),
  },
  hget: {
    least: 3,
    most: 3,
    run: (data, [, key = '', field = '']) => look(data, key, HASH, (hash) => text(hash.get(field))),
  },
  hgetall: { least: 2, most: 2, run: (data, [, key = '']) => look(data, key, HASH, (hash) => list([...hash].flat())) },
  hdel: {
    least: 3,
    run: (data, [, key = '', ...fields]) =>
      change(data, key, HASH, (hash) => {
        const rest = new Map([...hash].filter(([field]) => !fields.includes(field)));
        return [rest, integer(hash.size - rest.size)];
      }),
  },
};
