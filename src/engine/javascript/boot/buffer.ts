/** Node's Buffer over Uint8Array, with the encodings that lessons use, and the text coders. */
export const bufferSource = String.raw`
function utf8Bytes(text) {
  var bytes = [];
  for (var i = 0; i < text.length; i++) {
    var code = text.codePointAt(i);
    if (code > 0xffff) i++;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | code >> 6, 0x80 | code & 63);
    else if (code < 0x10000) bytes.push(0xe0 | code >> 12, 0x80 | code >> 6 & 63, 0x80 | code & 63);
    else bytes.push(0xf0 | code >> 18, 0x80 | code >> 12 & 63, 0x80 | code >> 6 & 63, 0x80 | code & 63);
  }
  return bytes;
}
function utf8Text(bytes) {
  var text = '';
  for (var i = 0; i < bytes.length;) {
    var first = bytes[i];
    var length = first < 0x80 ? 1 : first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
    var code = length === 1 ? first : first & (0xff >> (length + 1));
    var good = length > 0;
    for (var k = 1; k < length; k++) { if ((bytes[i + k] & 0xc0) !== 0x80) { good = false; break; } code = code << 6 | bytes[i + k] & 63; }
    if (!good) { text += '\ufffd'; i++; continue; }
    text += String.fromCodePoint(code);
    i += length;
  }
  return text;
}
var BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
function base64Text(bytes, url) {
  var out = '';
  for (var i = 0; i < bytes.length; i += 3) {
    var bits = bytes[i] << 16 | (bytes[i + 1] || 0) << 8 | (bytes[i + 2] || 0);
    out += BASE64[bits >> 18] + BASE64[bits >> 12 & 63] + (i + 1 < bytes.length ? BASE64[bits >> 6 & 63] : '=') + (i + 2 < bytes.length ? BASE64[bits & 63] : '=');
  }
  return url ? out.replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '') : out;
}
function base64Bytes(text) {
  var bytes = [], bits = 0, count = 0;
  for (var i = 0; i < text.length; i++) {
    var value = BASE64.indexOf(text[i] === '-' ? '+' : text[i] === '_' ? '/' : text[i]);
    if (value < 0) continue;
    bits = bits << 6 | value; count += 6;
    if (count >= 8) { count -= 8; bytes.push(bits >> count & 255); }
  }
  return bytes;
}
function encodingOf(name) {
  var plain = String(name === undefined || name === null ? 'utf8' : name).toLowerCase();
  if (plain === 'utf-8') plain = 'utf8';
  if (plain === 'binary') plain = 'latin1';
  if (['utf8', 'hex', 'base64', 'base64url', 'latin1', 'ascii', 'ucs2', 'utf16le'].indexOf(plain) < 0) throw nodeError(TypeError, 'ERR_UNKNOWN_ENCODING', 'Unknown encoding: ' + name);
  return plain;
}
function bytesOf(text, encoding) {
  switch (encodingOf(encoding)) {
    case 'hex': return (text.match(/^([0-9a-fA-F]{2})*/)[0].match(/../g) || []).map(function (pair) { return parseInt(pair, 16); });
    case 'base64': case 'base64url': return base64Bytes(text);
    case 'latin1': case 'ascii': return Array.prototype.map.call(text, function (c) { return c.charCodeAt(0) & 255; });
    default: return utf8Bytes(text);
  }
}
class Buffer extends Uint8Array {
  toString(encoding, start, end) {
    var part = this.subarray(start || 0, end === undefined ? this.length : end);
    switch (encodingOf(encoding)) {
      case 'hex': return Array.prototype.map.call(part, function (byte) { return byte.toString(16).padStart(2, '0'); }).join('');
      case 'base64': return base64Text(part);
      case 'base64url': return base64Text(part, true);
      case 'latin1': return Array.prototype.map.call(part, function (byte) { return String.fromCharCode(byte); }).join('');
      case 'ascii': return Array.prototype.map.call(part, function (byte) { return String.fromCharCode(byte & 127); }).join('');
      default: return utf8Text(part);
    }
  }
  toJSON() { return { type: 'Buffer', data: Array.from(this) }; }
  equals(other) { return this.length === other.length && this.every(function (byte, at) { return byte === other[at]; }); }
  slice(start, end) { return this.subarray(start, end); }
  write(text, offset) { var bytes = utf8Bytes(text).slice(0, this.length - (offset || 0)); this.set(bytes, offset || 0); return bytes.length; }
  copy(target, at, start, end) { var part = this.subarray(start || 0, end); target.set(part, at || 0); return part.length; }
  readUInt8(at) { return this[at || 0]; }
  writeUInt8(value, at) { this[at || 0] = value; return (at || 0) + 1; }
  [inspectCustom]() {
    var shown = Array.prototype.slice.call(this, 0, 50).map(function (byte) { return byte.toString(16).padStart(2, '0'); }).join(' ');
    return '<Buffer' + (shown ? ' ' + shown : '') + (this.length > 50 ? ' ... ' + (this.length - 50) + ' more byte' + (this.length > 51 ? 's' : '') : '') + '>';
  }
}
Buffer.from = function (value, encoding) {
  var bytes;
  if (typeof value === 'string') bytes = bytesOf(value, encoding);
  else if (value && value.type === 'Buffer' && Array.isArray(value.data)) bytes = value.data;
  else if (value instanceof ArrayBuffer) bytes = new Uint8Array(value);
  else if (value && typeof value.length === 'number') bytes = value;
  else throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received ' + received(value));
  var buffer = new Buffer(bytes.length);
  buffer.set(bytes);
  return buffer;
};
Buffer.alloc = function (size, fill, encoding) {
  var buffer = new Buffer(size), bytes = typeof fill === 'string' ? bytesOf(fill, encoding) : fill;
  if (typeof fill === 'number') buffer.fill(fill);
  else if (bytes && bytes.length > 0) for (var i = 0; i < size; i++) buffer[i] = bytes[i % bytes.length];
  return buffer;
};
Buffer.prototype.indexOf = function (value, from) {
  if (typeof value === 'number') return Uint8Array.prototype.indexOf.call(this, value, from);
  var bytes = typeof value === 'string' ? bytesOf(value) : value;
  for (var at = from || 0; at + bytes.length <= this.length; at++) {
    var same = 0;
    while (same < bytes.length && this[at + same] === bytes[same]) same++;
    if (same === bytes.length) return at;
  }
  return -1;
};
Buffer.prototype.includes = function (value, from) { return this.indexOf(value, from) >= 0; };
Buffer.compare = function (one, other) {
  for (var i = 0; i < Math.min(one.length, other.length); i++) if (one[i] !== other[i]) return one[i] < other[i] ? -1 : 1;
  return one.length === other.length ? 0 : one.length < other.length ? -1 : 1;
};
function wholeNumbers(name, size, kind) {
  ['LE', 'BE'].slice(0, size === 1 ? 1 : 2).forEach(function (order) {
    var end = size === 1 ? '' : order;
    Buffer.prototype['read' + name + end] = function (at) { return new DataView(this.buffer, this.byteOffset, this.byteLength)['get' + kind](at || 0, order === 'LE'); };
    Buffer.prototype['write' + name + end] = function (value, at) { new DataView(this.buffer, this.byteOffset, this.byteLength)['set' + kind](at || 0, value, order === 'LE'); return (at || 0) + size; };
  });
}
[['UInt8', 1, 'Uint8'], ['Int8', 1, 'Int8'], ['UInt16', 2, 'Uint16'], ['Int16', 2, 'Int16'], ['UInt32', 4, 'Uint32'], ['Int32', 4, 'Int32'], ['Float', 4, 'Float32'], ['Double', 8, 'Float64'], ['BigInt64', 8, 'BigInt64'], ['BigUInt64', 8, 'BigUint64']].forEach(function (one) { wholeNumbers(one[0], one[1], one[2]); });
Buffer.allocUnsafe = Buffer.alloc;
Buffer.isBuffer = function (value) { return value instanceof Buffer; };
Buffer.byteLength = function (text, encoding) { return typeof text === 'string' ? bytesOf(text, encoding).length : text.length; };
Buffer.concat = function (list) {
  var all = new Buffer(list.reduce(function (sum, one) { return sum + one.length; }, 0)), at = 0;
  list.forEach(function (one) { all.set(one, at); at += one.length; });
  return all;
};
Buffer.isEncoding = function (name) { try { encodingOf(name); return true; } catch (e) { return false; } };
builtins.buffer = { Buffer: Buffer };
globalThis.Buffer = Buffer;
globalThis.TextEncoder = function TextEncoder() {};
TextEncoder.prototype.encode = function (text) { return Uint8Array.from(utf8Bytes(String(text))); };
globalThis.TextDecoder = function TextDecoder() {};
TextDecoder.prototype.decode = function (bytes) { return bytes === undefined ? '' : utf8Text(new Uint8Array(bytes.buffer || bytes)); };
/** What goes out as text: strings as they are, bytes as UTF-8. */
function outText(chunk, encoding) {
  if (typeof chunk === 'string') return encoding && encodingOf(encoding) !== 'utf8' ? Buffer.from(chunk, encoding).toString() : chunk;
  if (chunk instanceof Uint8Array) return utf8Text(chunk);
  throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "chunk" argument must be of type string or an instance of Buffer or Uint8Array. Received ' + received(chunk));
}
`;
