/** redis-cli: one command from its arguments, else one a line from its input. */
import type { Connection, DialOutcome } from '../../network/namespace';
import { read } from '../../processes/pipe';
import type { Process, Program } from '../../processes/process';
import { isTerminal } from '../../processes/pty';
import { callback, type Routine } from '../../processes/routine';
import { decodeReply, encodeRequest, type RedisReply } from './redisProtocol';

interface Arguments {
  readonly host: string;
  readonly port: number;
  readonly words: readonly string[];
}

export const redisCli: Program = function* (process) {
  const given = readArguments(process.argv.slice(1));
  if (typeof given === 'string') {
    process.stderr.write(`Unrecognized option or bad number of args for: '${given}'\n`);
    return 1;
  }
  const { host, port, words } = given;
  const dialled = yield* callback<DialOutcome>((done) => process.network.dial(host, port, {}, done));
  if (!dialled.ok) {
    process.stderr.write(`Could not connect to Redis at ${host}:${port}: ${reason(dialled.failure)}\n`);
    return 1;
  }
  const replies = new Replies(dialled.connection);
  const terminal = isTerminal(process.stdout);
  try {
    if (words.length > 0) return yield* ask(process, replies, words, terminal);
    return yield* converse(process, replies, terminal ? `${host}:${port}> ` : '');
  } finally {
    dialled.connection.end();
  }
};

function readArguments(words: readonly string[]): Arguments | string {
  let host = '127.0.0.1';
  let port = 6379;
  let at = 0;
  for (; words[at]?.startsWith('-') === true; at += 2) {
    const value = words[at + 1];
    if (value === undefined || (words[at] !== '-h' && words[at] !== '-p')) return words[at] ?? '';
    if (words[at] === '-h') host = value;
    else port = Number(value);
  }
  return { host, port, words: words.slice(at) };
}

function reason(failure: Extract<DialOutcome, { ok: false }>['failure']): string {
  return {
    refused: 'Connection refused',
    reset: 'Connection reset by peer',
    timeout: 'Connection timed out',
    unreachable: 'No route to host',
    'no-network': 'Network is unreachable',
    unresolved: 'Name or service not known',
  }[failure];
}

/** The server's replies, one after another. */
class Replies {
  readonly connection: Connection;
  #text = '';
  #over = false;
  #wake = () => {};

  constructor(connection: Connection) {
    this.connection = connection;
    connection.read(
      (text) => {
        this.#text += text;
        this.#wake();
      },
      () => {
        this.#over = true;
        this.#wake();
      },
    );
  }

  /** undefined: the server has closed the connection. */
  *next(): Routine<RedisReply | undefined> {
    for (;;) {
      const reply = decodeReply(this.#text);
      if (reply !== undefined) {
        this.#text = this.#text.slice(reply.length);
        return reply.value;
      }
      if (this.#over) return undefined;
      yield (wake) => {
        this.#wake = wake;
        return () => {
          this.#wake = () => {};
        };
      };
    }
  }
}

function* ask(process: Process, replies: Replies, words: readonly string[], terminal: boolean): Routine<number> {
  replies.connection.write(encodeRequest(words));
  const reply = yield* replies.next();
  if (reply === undefined) {
    process.stderr.write('Error: Server closed the connection\n');
    return 1;
  }
  process.stdout.write(terminal ? shown(reply, '') : plain(reply));
  return reply.kind === 'error' && !terminal ? 1 : 0;
}

/** Lines of its input, until the end of it or `exit`. */
function* converse(process: Process, replies: Replies, prompt: string): Routine<number> {
  let text = '';
  process.stdout.write(prompt);
  for (;;) {
    const more = yield* read(process.stdin);
    text += more ?? (text === '' ? '' : '\n');
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const words = wordsOf(line);
      if (/^(?:exit|quit)$/i.test(words[0] ?? '')) return 0;
      if (words.length > 0) {
        const status = yield* ask(process, replies, words, prompt !== '');
        if (status !== 0 && !replies.connection.open) return status;
      }
      process.stdout.write(prompt);
    }
    if (more === undefined) return 0;
  }
}

/** Words with quotes, as in a shell. */
function wordsOf(line: string): readonly string[] {
  const words = line.match(/"(?:[^"\\]|\\.)*"|'[^']*'|\S+/g) ?? [];
  return words.map((word) => (/^["']/.test(word) ? word.slice(1, -1).replace(/\\(.)/g, '$1') : word));
}

/** For other programs. */
function plain(reply: RedisReply): string {
  switch (reply.kind) {
    case 'integer':
      return `${reply.value}\n`;
    case 'list':
      return reply.items.length === 0 ? '\n' : reply.items.map(plain).join('');
    case 'error':
      return `${reply.text}\n\n`;
    default:
      return `${reply.text ?? ''}\n`;
  }
}

/** For people. */
function shown(reply: RedisReply, indent: string): string {
  switch (reply.kind) {
    case 'status':
      return `${reply.text}\n`;
    case 'error':
      return `(error) ${reply.text}\n`;
    case 'integer':
      return `(integer) ${reply.value}\n`;
    case 'text':
      return reply.text === undefined ? '(nil)\n' : `${JSON.stringify(reply.text)}\n`;
    case 'list': {
      if (reply.items.length === 0) return '(empty array)\n';
      const width = String(reply.items.length).length;
      return reply.items
        .map((item, index) => {
          const head = `${String(index + 1).padStart(width)}) `;
          return `${index === 0 ? '' : indent}${head}${shown(item, indent + ' '.repeat(head.length))}`;
        })
        .join('');
    }
  }
}
