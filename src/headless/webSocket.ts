/** The server's side of a WebSocket (RFC 6455): handshake, frames, pings. Only what an API server needs. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** The first of the client's subprotocols that is known; undefined when it asks for none of them, or for no WebSocket. */
export function askedProtocol(request: IncomingMessage, known: readonly string[]): string | undefined {
  if (request.headers.upgrade?.toLowerCase() !== 'websocket') return undefined;
  const asked = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return asked.find((name) => known.includes(name));
}

export class WebSocket {
  readonly #socket: Duplex;
  #unread = Buffer.alloc(0);
  #parts: Buffer[] = [];
  #open = true;
  /** Called with each whole message. */
  onMessage: (message: Buffer) => void = () => {};
  /** Called once, when the client is gone. */
  onClose: () => void = () => {};

  /** Answers the handshake; `protocol` is the subprotocol that both speak. */
  constructor(request: IncomingMessage, socket: Duplex, protocol: string) {
    this.#socket = socket;
    const key = createHash('sha1')
      .update(`${request.headers['sec-websocket-key'] ?? ''}${GUID}`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\nSec-WebSocket-Protocol: ${protocol}\r\n\r\n`,
    );
    socket.on('data', (data: Buffer) => this.#take(data));
    socket.on('error', () => this.#closed());
    socket.on('close', () => this.#closed());
  }

  send(message: Buffer): void {
    if (this.#open) this.#frame(BINARY, message);
  }

  close(): void {
    if (!this.#open) return;
    this.#frame(CLOSE, Buffer.from([0x03, 0xe8]));
    this.#open = false;
    this.#socket.end();
  }

  #closed(): void {
    const { onClose } = this;
    this.onClose = () => {};
    this.#open = false;
    onClose();
  }

  #frame(opcode: number, payload: Buffer): void {
    const { length } = payload;
    const size = length < 126 ? 2 : length < 65_536 ? 4 : 10;
    const head = Buffer.alloc(size);
    head[0] = 0x80 | opcode;
    if (size === 2) head[1] = length;
    else if (size === 4) {
      head[1] = 126;
      head.writeUInt16BE(length, 2);
    } else {
      head[1] = 127;
      head.writeBigUInt64BE(BigInt(length), 2);
    }
    this.#socket.write(Buffer.concat([head, payload]));
  }

  #take(data: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, data]);
    for (let frame = readFrame(this.#unread); frame !== undefined; frame = readFrame(this.#unread)) {
      this.#unread = this.#unread.subarray(frame.size);
      this.#handle(frame);
    }
  }

  #handle({ opcode, final, payload }: Frame): void {
    if (opcode === CLOSE) {
      this.close();
      this.#closed();
    } else if (opcode === PING) this.#frame(PONG, payload);
    else if (opcode <= TEXT || opcode === BINARY) {
      this.#parts.push(payload);
      if (!final) return;
      const message = Buffer.concat(this.#parts);
      this.#parts = [];
      this.onMessage(message);
    }
  }
}

interface Frame {
  readonly opcode: number;
  readonly final: boolean;
  readonly payload: Buffer;
  /** Bytes that it took. */
  readonly size: number;
}

/** The first frame of the bytes; undefined while it isn't whole. */
function readFrame(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const [first = 0, second = 0] = bytes;
  const short = second & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < start) return undefined;
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  const masked = (second & 0x80) !== 0;
  const at = start + (masked ? 4 : 0);
  if (bytes.length < at + length) return undefined;
  const payload = Buffer.from(bytes.subarray(at, at + length));
  if (masked) {
    const mask = bytes.subarray(start, start + 4);
    for (let index = 0; index < length; index++) payload[index] = (payload[index] ?? 0) ^ (mask[index % 4] ?? 0);
  }
  return { opcode: first & 0x0f, final: (first & 0x80) !== 0, payload, size: at + length };
}
