/** Node's streams, and what stands on them: readline, string_decoder, files as streams. Back pressure is not felt. */
export const streamSource = String.raw`
var EventsOf = builtins.events;
function streamBase(child, parent) { child.prototype = Object.create(parent.prototype, { constructor: { value: child, enumerable: false, writable: true } }); Object.setPrototypeOf(child, parent); }
function Stream() { EventsOf.call(this); hide(this, '_events', this._events); }
streamBase(Stream, EventsOf);
function chunkOf(stream, chunk, encoding) {
  if (stream._objectMode) return chunk;
  if (typeof chunk === 'string') return stream._encoding ? chunk : Buffer.from(chunk, encoding);
  return stream._encoding && chunk instanceof Uint8Array ? stream._decoder.write(chunk) : chunk;
}
function Readable(options) {
  Stream.call(this);
  options = options || {};
  hide(this, '_chunks', []); hide(this, '_flowing', null); hide(this, '_ended', false); hide(this, '_objectMode', Boolean(options.objectMode || options.readableObjectMode)); hide(this, '_asked', false); hide(this, '_finished', false);
  if (options.encoding) this.setEncoding(options.encoding);
  if (options.read) this._read = options.read;
  if (options.destroy) this._destroy = options.destroy;
  this.readable = true; this.destroyed = false; this.readableEnded = false;
}
streamBase(Readable, Stream);
Readable.prototype._read = function () {};
Readable.prototype.setEncoding = function (encoding) { hide(this, '_encoding', encoding || 'utf8'); hide(this, '_decoder', new StringDecoder(encoding)); return this; };
Readable.prototype.push = function (chunk, encoding) {
  this._asked = false;
  if (chunk === null) this._ended = true; else if (this._objectMode || chunk.length > 0) this._chunks.push(chunkOf(this, chunk, encoding));
  this._turn();
  return true;
};
Readable.prototype.unshift = function (chunk) { this._chunks.unshift(chunkOf(this, chunk)); };
Readable.prototype._turn = function () {
  if (this._turning) return;
  hide(this, '_turning', true);
  var self = this;
  process.nextTick(function () { self._turning = false; self._flow(); });
};
Readable.prototype._flow = function () {
  if (this.listenerCount('readable') > 0 && (this._chunks.length > 0 || this._ended && !this._finished)) this.emit('readable');
  while (this._flowing && this._chunks.length > 0 && !this.destroyed) this.emit('data', this._chunks.shift());
  if (this.destroyed) return;
  if (this._ended && this._chunks.length === 0) { if (!this._finished && (this._flowing || this.listenerCount('readable') > 0)) this._finish(); return; }
  if (!this._ended && !this._asked && (this._flowing || this.listenerCount('readable') > 0)) { this._asked = true; this._read(16384); }
};
Readable.prototype._finish = function () {
  this._finished = this.readableEnded = true; this.readable = false;
  this.emit('end');
  var self = this;
  if (!(this instanceof Duplex)) process.nextTick(function () { self.destroyed = true; self.emit('close'); });
};
Readable.prototype._onListener = function (name) { if (name === 'data' && this._flowing !== false) this.resume(); if (name === 'readable') this._turn(); };
Object.defineProperty(Readable.prototype, '_onListener', { enumerable: false });
Readable.prototype.resume = function () { this._flowing = true; this._turn(); return this; };
Readable.prototype.pause = function () { this._flowing = false; return this; };
Readable.prototype.isPaused = function () { return this._flowing === false; };
Readable.prototype.read = function () {
  if (this._chunks.length === 0) { if (!this._ended && !this._asked) { this._asked = true; this._read(16384); } else if (this._ended && !this._finished) this._turn(); }
  if (this._chunks.length === 0) return null;
  if (this._objectMode) return this._chunks.shift();
  var all = this._chunks.splice(0);
  if (this._ended) this._turn();
  return typeof all[0] === 'string' ? all.join('') : Buffer.concat(all);
};
Readable.prototype.pipe = function (target, options) {
  this.on('data', function (chunk) { target.write(chunk); });
  this.on('end', function () { if (target !== process.stdout && target !== process.stderr && !(options && options.end === false)) target.end(); });
  if (target.emit) target.emit('pipe', this);
  return target;
};
Readable.prototype.unpipe = function () { this.removeAllListeners('data'); return this; };
Readable.prototype._destroy = function (error, done) { done(error); };
Readable.prototype.destroy = function (error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  var self = this;
  this._destroy(error || null, function (problem) { process.nextTick(function () { if (problem) self.emit('error', problem); self.emit('close'); }); });
  return this;
};
Readable.prototype[Symbol.asyncIterator] = async function* () {
  var chunks = [], over = false, problem, wake;
  this.on('data', function (chunk) { chunks.push(chunk); if (wake) wake(); });
  this.on('end', function () { over = true; if (wake) wake(); });
  this.on('error', function (error) { problem = error; if (wake) wake(); });
  for (;;) {
    if (problem) throw problem;
    if (chunks.length > 0) yield chunks.shift();
    else if (over) return;
    else await new Promise(function (resolve) { wake = resolve; });
  }
};
Readable.prototype.toArray = async function () { var out = []; for await (var chunk of this) out.push(chunk); return out; };
Readable.from = function (source, options) {
  var text = typeof source === 'string' || source instanceof Uint8Array;
  var iterator = text ? [source][Symbol.iterator]() : source[Symbol.asyncIterator] ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  return new Readable(Object.assign({ objectMode: true, read: function () {
    var self = this;
    Promise.resolve(iterator.next()).then(function (step) { return step.done ? self.push(null) : Promise.resolve(step.value).then(function (value) { self.push(value); }); }).catch(function (error) { self.destroy(error); });
  } }, options));
};
function writing(stream, options) {
  options = options || {};
  hide(stream, '_queue', []); hide(stream, '_busy', false); hide(stream, '_ending', false); hide(stream, '_writableObjects', Boolean(options.objectMode || options.writableObjectMode)); hide(stream, '_decodes', options.decodeStrings !== false);
  ['write', 'writev', 'final', 'destroy'].forEach(function (name) { if (options[name]) stream['_' + name] = options[name]; });
  stream.writable = true; stream.destroyed = false; stream.writableEnded = false; stream.writableFinished = false;
}
function Writable(options) { Stream.call(this); writing(this, options); }
streamBase(Writable, Stream);
var writableMethods = {
  _write: function (chunk, encoding, done) { done(nodeError(Error, 'ERR_METHOD_NOT_IMPLEMENTED', 'The _write() method is not implemented')); },
  write: function (chunk, encoding, done) {
    if (typeof encoding === 'function') { done = encoding; encoding = undefined; }
    if (this.writableEnded) { this.destroy(nodeError(Error, 'ERR_STREAM_WRITE_AFTER_END', 'write after end')); return false; }
    if (chunk === null) throw nodeError(TypeError, 'ERR_STREAM_NULL_VALUES', 'May not write null values to stream');
    if (!this._writableObjects) {
      if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "chunk" argument must be of type string or an instance of Buffer or Uint8Array. Received ' + received(chunk));
      if (typeof chunk === 'string' && this._decodes) { chunk = Buffer.from(chunk, encoding); encoding = 'buffer'; }
    }
    this._queue.push({ chunk: chunk, encoding: encoding || (typeof chunk === 'string' ? 'utf8' : 'buffer'), done: done });
    this._drain();
    return true;
  },
  _drain: function () {
    var self = this;
    if (this._busy || this.destroyed) return;
    var next = this._queue.shift();
    if (next === undefined) { if (this._ending && !this.writableFinished) this._close(); return; }
    this._busy = true;
    this._write(next.chunk, next.encoding, function (error) {
      process.nextTick(function () {
        self._busy = false;
        if (next.done) next.done(error || null);
        if (error) self.destroy(error); else self._drain();
      });
    });
  },
  _close: function () {
    var self = this;
    this._busy = true;
    var finish = function (error) {
      if (error) { self.destroy(error); return; }
      self.writableFinished = true; self.writable = false;
      process.nextTick(function () { self.emit('finish'); if (!(self instanceof Duplex)) { self.destroyed = true; self.emit('close'); } });
    };
    if (this._final) this._final(finish); else finish();
  },
  end: function (chunk, encoding, done) {
    if (typeof chunk === 'function') { done = chunk; chunk = undefined; } else if (typeof encoding === 'function') { done = encoding; encoding = undefined; }
    if (chunk !== undefined && chunk !== null) this.write(chunk, encoding);
    if (done) this.once('finish', done);
    if (!this.writableEnded) { this.writableEnded = true; this._ending = true; this._drain(); }
    return this;
  },
  cork: function () {}, uncork: function () {}, setDefaultEncoding: function () { return this; },
  _destroy: Readable.prototype._destroy, destroy: Readable.prototype.destroy
};
Object.keys(writableMethods).forEach(function (name) { Object.defineProperty(Writable.prototype, name, { value: writableMethods[name], writable: true, configurable: true, enumerable: false }); });
function Duplex(options) { Readable.call(this, options); writing(this, options); }
streamBase(Duplex, Readable);
Object.keys(writableMethods).forEach(function (name) { if (name !== '_destroy' && name !== 'destroy') Object.defineProperty(Duplex.prototype, name, { value: writableMethods[name], writable: true, configurable: true, enumerable: false }); });
function Transform(options) { Duplex.call(this, options); if (options && options.transform) this._transform = options.transform; if (options && options.flush) this._flush = options.flush; }
streamBase(Transform, Duplex);
Transform.prototype._write = function (chunk, encoding, done) {
  var self = this;
  this._transform(chunk, encoding, function (error, value) { if (!error && value !== undefined && value !== null) self.push(value); done(error); });
};
Transform.prototype._final = function (done) {
  var self = this, over = function (error, value) { if (!error && value !== undefined && value !== null) self.push(value); if (!error) self.push(null); done(error); };
  if (this._flush) this._flush(over); else over();
};
function PassThrough(options) { Transform.call(this, options); }
streamBase(PassThrough, Transform);
PassThrough.prototype._transform = function (chunk, encoding, done) { done(null, chunk); };
function finished(stream, options, done) {
  if (typeof options === 'function') done = options;
  var told = false, tell = function (error) { if (!told) { told = true; done.call(stream, error); } };
  stream.on('error', tell);
  if (stream instanceof Writable || stream._queue) stream.on('finish', function () { tell(); }); else stream.on('end', function () { tell(); });
}
function pipeline() {
  var list = Array.prototype.slice.call(arguments), done = typeof list[list.length - 1] === 'function' && list.length > 2 ? list.pop() : function () {}, told = false;
  if (Array.isArray(list[0])) list = list[0];
  var tell = function (error) { if (told) return; told = true; if (error) list.forEach(function (stream) { if (stream.destroy && stream !== process.stdout) stream.destroy(); }); done(error); };
  list[0] = list[0].on ? list[0] : Readable.from(list[0]);
  list.forEach(function (stream, at) { stream.on('error', tell); if (at + 1 < list.length) stream.pipe(list[at + 1]); });
  var last = list[list.length - 1];
  if (last === process.stdout || last === process.stderr) list[list.length - 2].on('end', function () { tell(); });
  else last.on(last.end ? 'finish' : 'end', function () { tell(); });
  return last;
}
Object.assign(Stream, { Stream: Stream, Readable: Readable, Writable: Writable, Duplex: Duplex, Transform: Transform, PassThrough: PassThrough, pipeline: pipeline, finished: finished });
builtins.stream = Stream;
builtins['stream/promises'] = Stream.promises = {
  pipeline: function () { var list = Array.prototype.slice.call(arguments); return new Promise(function (resolve, reject) { pipeline.apply(null, list.concat(function (error) { if (error) reject(error); else resolve(); })); }); },
  finished: function (stream) { return new Promise(function (resolve, reject) { finished(stream, function (error) { if (error) reject(error); else resolve(); }); }); }
};
// ---- string_decoder
function StringDecoder(encoding) { this.encoding = encodingOf(encoding); hide(this, '_rest', []); }
StringDecoder.prototype.write = function (bytes) {
  if (this.encoding !== 'utf8') return Buffer.from(bytes).toString(this.encoding);
  var all = this._rest.concat(Array.from(bytes)), keep = 0;
  for (var back = 1; back <= 3 && back <= all.length; back++) {
    var byte = all[all.length - back];
    if ((byte & 0xc0) === 0x80) continue;
    if (byte >= 0xf0 ? back < 4 : byte >= 0xe0 ? back < 3 : byte >= 0xc0 && back < 2) keep = back;
    break;
  }
  this._rest = keep ? all.slice(-keep) : [];
  return utf8Text(keep ? all.slice(0, -keep) : all);
};
StringDecoder.prototype.end = function (bytes) { var text = (bytes ? this.write(bytes) : '') + (this._rest.length ? '\ufffd' : ''); this._rest = []; return text; };
builtins.string_decoder = { StringDecoder: StringDecoder };
// ---- readline
function Interface(options, output) {
  EventsOf.call(this);
  hide(this, '_events', this._events); hide(this, '_text', ''); hide(this, '_question', undefined); hide(this, '_prompt', '> ');
  if (options && options.on) options = { input: options, output: output };
  this.input = options.input; this.output = options.output; this.terminal = false; this.line = ''; this.closed = false;
  if (options.prompt !== undefined) this._prompt = options.prompt;
  var self = this, decoder = new StringDecoder('utf8');
  this.input.on('data', function (chunk) { self._take(typeof chunk === 'string' ? chunk : decoder.write(chunk)); });
  this.input.on('end', function () { if (self._text !== '') { var last = self._text; self._text = ''; self._line(last); } self.close(); });
}
streamBase(Interface, EventsOf);
Interface.prototype._take = function (text) {
  var lines = (this._text + text).split(/\r?\n/);
  this._text = lines.pop();
  for (var i = 0; i < lines.length && !this.closed; i++) this._line(lines[i]);
};
Interface.prototype._line = function (line) {
  var answer = this._question;
  if (answer) { this._question = undefined; answer(line); } else this.emit('line', line);
};
Interface.prototype.question = function (text, options, done) { if (this.output) this.output.write(text); this._question = typeof options === 'function' ? options : done; };
Interface.prototype.setPrompt = function (text) { this._prompt = text; };
Interface.prototype.prompt = function () { if (this.output) this.output.write(this._prompt); };
Interface.prototype.write = function () {};
Interface.prototype.pause = function () { this.input.pause(); return this; };
Interface.prototype.resume = function () { this.input.resume(); return this; };
Interface.prototype.close = function () { if (this.closed) return; this.closed = true; this.input.pause(); this.emit('close'); };
Interface.prototype[Symbol.asyncIterator] = async function* () {
  var lines = [], over = this.closed, wake;
  this.on('line', function (line) { lines.push(line); if (wake) wake(); });
  this.on('close', function () { over = true; if (wake) wake(); });
  for (;;) {
    if (lines.length > 0) yield lines.shift();
    else if (over) return;
    else await new Promise(function (resolve) { wake = resolve; });
  }
};
builtins.readline = {
  Interface: Interface, createInterface: function (options, output) { return new Interface(options, output); },
  clearLine: function (stream) { stream.write('\x1b[2K'); return true; }, cursorTo: function (stream, column) { stream.write('\x1b[' + (column + 1) + 'G'); return true; }
};
builtins['readline/promises'] = { createInterface: function (options) {
  var made = new Interface(options), ask = made.question;
  made.question = function (text) { return new Promise(function (resolve) { ask.call(made, text, resolve); }); };
  return made;
} };
// ---- files as streams
builtins.fs.createReadStream = function (path, options) {
  var encoding = encodingFrom(options), read = false;
  var stream = new Readable({ encoding: encoding, read: function () {
    if (read) return;
    read = true;
    var self = this;
    builtins.fs.readFile(path, function (error, bytes) {
      if (error) { self.destroy(error); return; }
      self.emit('open', 3); self.emit('ready');
      var start = options && options.start || 0, end = options && options.end !== undefined ? options.end + 1 : bytes.length;
      for (var at = start; at < end; at += 65536) self.push(bytes.subarray(at, Math.min(end, at + 65536)));
      self.push(null);
    });
  } });
  stream.path = path;
  stream.close = stream.destroy;
  process.nextTick(function () { stream._flow(); if (!read) { read = !builtins.fs.existsSync(path); if (read) builtins.fs.readFile(path, function (error) { stream.destroy(error); }); } });
  return stream;
};
builtins.fs.createWriteStream = function (path, options) {
  var flags = options && options.flags || 'w', problem;
  try { if (flags.charAt(0) === 'a') builtins.fs.appendFileSync(path, ''); else builtins.fs.writeFileSync(path, ''); } catch (error) { problem = error; }
  var stream = new Writable({ write: function (chunk, encoding, done) { this.bytesWritten += chunk.length; builtins.fs.appendFile(path, chunk, done); } });
  stream.path = path; stream.bytesWritten = 0;
  stream.close = function (done) { this.end(done); };
  if (problem) stream.destroy(problem); else process.nextTick(function () { stream.emit('open', 3); stream.emit('ready'); });
  return stream;
};
builtins.perf_hooks = { performance: globalThis.performance };
builtins.tty = { isatty: function (descriptor) { return Boolean(info.tty[descriptor]); } };
`;
