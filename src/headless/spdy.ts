/** SPDY/3.1 as far as port-forward needs it: streams that the client opens, data both ways, pings. */
import { constants, deflateRawSync, deflateSync, inflateSync } from 'node:zlib';

const SYN_STREAM = 1;
const SYN_REPLY = 2;
const RST_STREAM = 3;
const PING = 6;
const GO_AWAY = 7;
const FIN = 1;

/** Names and values that the protocol's compression begins with: words with their lengths, then text. */
const WORDS =
  'options head post put delete trace accept accept-charset accept-encoding accept-language accept-ranges age allow authorization cache-control connection content-base content-encoding content-language content-length content-location content-md5 content-range content-type date etag expect expires from host if-match if-modified-since if-none-match if-range if-unmodified-since last-modified location max-forwards pragma proxy-authenticate proxy-authorization range referer retry-after server te trailer transfer-encoding upgrade user-agent vary via warning www-authenticate method get status';
const MORE_WORDS = ['200 OK', 'version', 'HTTP/1.1', 'url', 'public', 'set-cookie', 'keep-alive', 'origin'];
const TEXT =
  '100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505203 Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request401 Unauthorized403 Forbidden404 Not Found500 Internal Server Error501 Not Implemented503 Service UnavailableJan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMTchunked,text/html,image/png,image/jpg,image/gif,application/xml,application/xhtml+xml,text/plain,text/javascript,publicprivatemax-age=gzip,deflate,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0.';
const DICTIONARY = Buffer.concat([...[...WORDS.split(' '), ...MORE_WORDS].map(withLength), Buffer.from(TEXT)]);

export class SpdyStream {
  readonly id: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly #send: (frame: Buffer) => void;
  #open = true;
  onData: (data: Buffer) => void = () => {};
  /** The client will send no more. */
  onEnd: () => void = () => {};

  constructor(id: number, headers: ReadonlyMap<string, string>, send: (frame: Buffer) => void) {
    this.id = id;
    this.headers = headers;
    this.#send = send;
  }

  write(data: Buffer): void {
    if (this.#open && data.length > 0) this.#send(dataFrame(this.id, 0, data));
  }

  end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#send(dataFrame(this.id, FIN, Buffer.alloc(0)));
  }
}

/** The server's side of a session; bytes come in through `take` and go out through `send`. */
export class SpdySession {
  readonly #send: (bytes: Buffer) => void;
  readonly #opened: (stream: SpdyStream) => void;
  readonly #streams = new Map<number, SpdyStream>();
  #unread = Buffer.alloc(0);
  #compressed = Buffer.alloc(0);
  #inflated = 0;
  #replied = false;

  constructor(send: (bytes: Buffer) => void, opened: (stream: SpdyStream) => void) {
    this.#send = send;
    this.#opened = opened;
  }

  take(bytes: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, bytes]);
    while (this.#unread.length >= 8) {
      const size = 8 + this.#unread.readUIntBE(5, 3);
      if (this.#unread.length < size) return;
      const frame = this.#unread.subarray(0, size);
      this.#unread = this.#unread.subarray(size);
      this.#handle(frame);
    }
  }

  #handle(frame: Buffer): void {
    const first = frame.readUInt32BE(0);
    const flags = frame[4] ?? 0;
    const payload = frame.subarray(8);
    if ((first & 0x80000000) === 0) {
      const stream = this.#streams.get(first);
      if (payload.length > 0) stream?.onData(payload);
      if ((flags & FIN) !== 0) stream?.onEnd();
      return;
    }
    const type = first & 0xffff;
    if (type === SYN_STREAM) this.#open(payload, flags);
    else if (type === PING) this.#send(controlFrame(PING, payload));
    else if (type === RST_STREAM) this.#streams.get(payload.readUInt32BE(0))?.onEnd();
    else if (type === GO_AWAY) for (const stream of this.#streams.values()) stream.onEnd();
  }

  #open(payload: Buffer, flags: number): void {
    const id = payload.readUInt32BE(0) & 0x7fffffff;
    const stream = new SpdyStream(id, this.#headers(payload.subarray(10)), this.#send);
    this.#streams.set(id, stream);
    const number = Buffer.alloc(4);
    number.writeUInt32BE(id);
    this.#send(controlFrame(SYN_REPLY, Buffer.concat([number, this.#noHeaders()])));
    this.#opened(stream);
    if ((flags & FIN) !== 0) stream.onEnd();
  }

  /** All blocks of headers are one compressed text: what came before is read again and passed over. */
  #headers(block: Buffer): ReadonlyMap<string, string> {
    this.#compressed = Buffer.concat([this.#compressed, block]);
    const all = inflateSync(this.#compressed, { dictionary: DICTIONARY, finishFlush: constants.Z_SYNC_FLUSH });
    const own = all.subarray(this.#inflated);
    this.#inflated = all.length;
    const headers = new Map<string, string>();
    let at = 4;
    const word = () => {
      const length = own.readUInt32BE(at);
      at += 4 + length;
      return own.toString('utf8', at - length, at);
    };
    for (let count = own.readUInt32BE(0); count > 0; count--) headers.set(word(), word());
    return headers;
  }

  #noHeaders(): Buffer {
    const none = Buffer.alloc(4);
    const options = { finishFlush: constants.Z_SYNC_FLUSH };
    const block = this.#replied
      ? deflateRawSync(none, options)
      : deflateSync(none, { ...options, dictionary: DICTIONARY });
    this.#replied = true;
    return block;
  }
}

function withLength(word: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(word.length);
  return Buffer.concat([length, Buffer.from(word)]);
}

function controlFrame(type: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(0x8003, 0);
  head.writeUInt16BE(type, 2);
  head.writeUIntBE(payload.length, 5, 3);
  return Buffer.concat([head, payload]);
}

function dataFrame(id: number, flags: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(id, 0);
  head[4] = flags;
  head.writeUIntBE(payload.length, 5, 3);
  return Buffer.concat([head, payload]);
}
