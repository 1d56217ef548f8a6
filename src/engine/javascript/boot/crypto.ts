/** Node's crypto: digests (the host's), keyed ones, and randomness from the world's seed. Ciphers and keys are missing. */
export const cryptoSource = `
var digestBlocks = { md5: 64, sha1: 64, sha256: 64 };
function digested(algorithm, bytes) { return Buffer.from(ask('digest', { algorithm: algorithm, data: base64Text(bytes) }).value, 'hex'); }
function dataBytes(data, encoding) {
  if (typeof data === 'string') return Buffer.from(data, encoding);
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
  throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ' + received(data));
}
function algorithmOf(name) {
  var plain = String(name).toLowerCase().replace(/^sha-/, 'sha');
  if (plain in digestBlocks) return plain;
  if (/^(sha224|sha384|sha512|sha3-.*|ripemd160|blake2.*)$/.test(plain)) throw new Error("The digest '" + name + "' is not simulated in this playground: md5, sha1 and sha256 are");
  var error = new Error('Digest method not supported');
  error.code = 'ERR_CRYPTO_INVALID_DIGEST';
  throw error;
}
function Hash(algorithm, key) {
  hide(this, '_algorithm', algorithm); hide(this, '_parts', []); hide(this, '_key', undefined); hide(this, '_done', false);
  if (key === undefined) return;
  var block = digestBlocks[algorithm], bytes = dataBytes(key);
  if (bytes.length > block) bytes = digested(algorithm, bytes);
  var padded = Buffer.alloc(block);
  padded.set(bytes);
  this._key = padded;
  this._parts.push(Buffer.from(Array.prototype.map.call(padded, function (byte) { return byte ^ 0x36; })));
}
Hash.prototype.update = function (data, encoding) {
  if (this._done) throw nodeError(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
  this._parts.push(dataBytes(data, encoding));
  return this;
};
Hash.prototype.digest = function (encoding) {
  if (this._done) throw nodeError(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
  this._done = true;
  var out = digested(this._algorithm, Buffer.concat(this._parts));
  if (this._key) out = digested(this._algorithm, Buffer.concat([Buffer.from(Array.prototype.map.call(this._key, function (byte) { return byte ^ 0x5c; })), out]));
  return encoding && encoding !== 'buffer' ? out.toString(encoding) : out;
};
function Hmac(algorithm, key) { Hash.call(this, algorithm, key); }
Hmac.prototype = Object.create(Hash.prototype, { constructor: { value: Hmac, enumerable: false } });
function randomByte() { return Math.floor(chance() * 256); }
var chance = Math.random;
builtins.crypto = {
  createHash: function (name) { return new Hash(algorithmOf(name)); },
  createHmac: function (name, key) { return new Hmac(algorithmOf(name), key); },
  randomBytes: function (length, done) {
    var bytes = Buffer.alloc(length);
    for (var i = 0; i < length; i++) bytes[i] = randomByte();
    if (typeof done === 'function') { process.nextTick(done, null, bytes); return undefined; }
    return bytes;
  },
  randomFillSync: function (bytes) { for (var i = 0; i < bytes.length; i++) bytes[i] = randomByte(); return bytes; },
  randomInt: function (least, most, done) {
    if (most === undefined || typeof most === 'function') { done = most; most = least; least = 0; }
    var value = least + Math.floor(chance() * (most - least));
    if (typeof done === 'function') { process.nextTick(done, null, value); return undefined; }
    return value;
  },
  randomUUID: function () {
    var bytes = builtins.crypto.randomBytes(16);
    bytes[6] = bytes[6] & 15 | 64; bytes[8] = bytes[8] & 63 | 128;
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  },
  timingSafeEqual: function (one, other) {
    if (one.length !== other.length) throw nodeError(RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length');
    return Buffer.compare(one, other) === 0;
  },
  getHashes: function () { return Object.keys(digestBlocks); }
};
builtins.crypto.webcrypto = { randomUUID: builtins.crypto.randomUUID, getRandomValues: builtins.crypto.randomFillSync };
shy('crypto', builtins.crypto.webcrypto);
`;
