/** Node's `fs` on the container's own files: synchronous, with callbacks and with promises. */
export const fsSource = `
var errorNumbers = { EPERM: -1, ENOENT: -2, EIO: -5, EACCES: -13, EBUSY: -16, EEXIST: -17, EXDEV: -18, ENOTDIR: -20, EISDIR: -21, EINVAL: -22, ENOSPC: -28, EROFS: -30, ENOTEMPTY: -39, ELOOP: -40, EADDRINUSE: -98, ECONNREFUSED: -111, ECONNRESET: -104, ETIMEDOUT: -110, EHOSTUNREACH: -113, ESRCH: -3, ENOTFOUND: -3008 };
var errorWords = { EPERM: 'operation not permitted', ENOENT: 'no such file or directory', EIO: 'i/o error', EACCES: 'permission denied', EBUSY: 'resource busy or locked', EEXIST: 'file already exists', EXDEV: 'cross-device link not permitted', ENOTDIR: 'not a directory', EISDIR: 'illegal operation on a directory', EINVAL: 'invalid argument', ENOSPC: 'no space left on device', EROFS: 'read-only file system', ENOTEMPTY: 'directory not empty', ELOOP: 'too many symbolic links encountered', ESRCH: 'no such process' };
function systemError(code, syscall, path, dest) {
  var error = new Error(code + ': ' + (errorWords[code] || 'unknown error') + ', ' + syscall + (path === undefined ? '' : " '" + path + "'") + (dest === undefined ? '' : " -> '" + dest + "'"));
  error.errno = errorNumbers[code];
  error.code = code;
  error.syscall = syscall;
  if (path !== undefined) error.path = String(path);
  if (dest !== undefined) error.dest = String(dest);
  return error;
}
function pathText(value) {
  if (typeof value === 'string') return value;
  if (value instanceof URL) return value.pathname;
  if (value instanceof Uint8Array) return utf8Text(value);
  throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "path" argument must be of type string or an instance of Buffer or URL. Received ' + received(value));
}
function call(name, syscall, path, argument) {
  var answer = ask('fs', Object.assign({ call: name, path: builtins.path.resolve(path) }, argument));
  if (answer.code) throw systemError(answer.code, syscall, answer.code === 'EISDIR' && syscall === 'read' ? undefined : path, argument && argument.dest);
  return answer;
}
function Stats(answer) {
  this.size = answer.size; this.mode = answer.mode; this.uid = answer.uid; this.gid = answer.gid;
  this.mtimeMs = answer.modified; this.mtime = new Date(answer.modified); this.ctime = this.mtime; this.atime = this.mtime; this.birthtime = this.mtime;
  Object.defineProperty(this, '_type', { value: answer.type });
}
Stats.prototype.isFile = function () { return this._type === 'file'; };
Stats.prototype.isDirectory = function () { return this._type === 'directory'; };
Stats.prototype.isSymbolicLink = function () { return this._type === 'link'; };
function Dirent(name, type) { this.name = name; Object.defineProperty(this, '_type', { value: type }); }
Dirent.prototype = Stats.prototype;
function encodingFrom(options) { return typeof options === 'string' ? options : options && options.encoding; }
var fs = {
  constants: { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1 },
  readFileSync: function (path, options) {
    path = path === 0 ? '/dev/stdin' : pathText(path);
    var answer = ask('fs', { call: 'read', path: builtins.path.resolve(path) });
    if (answer.code === 'EISDIR') throw systemError('EISDIR', 'read');
    if (answer.code) throw systemError(answer.code, 'open', path);
    var encoding = encodingFrom(options);
    return encoding ? (encodingOf(encoding) === 'utf8' ? answer.text : Buffer.from(answer.text).toString(encoding)) : Buffer.from(answer.text);
  },
  writeFileSync: function (path, data, options) { call('write', 'open', pathText(path), { text: outText(typeof data === 'string' || data instanceof Uint8Array ? data : String(data), encodingFrom(options)), append: !!(options && options.flag && /a/.test(options.flag)), mode: options && options.mode }); },
  appendFileSync: function (path, data, options) { call('write', 'open', pathText(path), { text: outText(typeof data === 'string' || data instanceof Uint8Array ? data : String(data), encodingFrom(options)), append: true }); },
  existsSync: function (path) { try { return ask('fs', { call: 'stat', path: builtins.path.resolve(pathText(path)) }).code === undefined; } catch (e) { return false; } },
  statSync: function (path, options) { try { return new Stats(call('stat', 'stat', pathText(path))); } catch (e) { if (options && options.throwIfNoEntry === false && e.code === 'ENOENT') return undefined; throw e; } },
  lstatSync: function (path) { return new Stats(call('lstat', 'lstat', pathText(path))); },
  accessSync: function (path, mode) { var answer = call('stat', 'access', pathText(path)); if (mode === 1 && !(answer.mode & 73)) throw systemError('EACCES', 'access', path); },
  readdirSync: function (path, options) {
    path = pathText(path);
    var names = call('list', 'scandir', path).names;
    if (!options || !options.withFileTypes) return names;
    return names.map(function (name) { return new Dirent(name, ask('fs', { call: 'lstat', path: builtins.path.resolve(path, name) }).type); });
  },
  mkdirSync: function (path, options) { call('mkdir', 'mkdir', pathText(path), { parents: !!(options && options.recursive) }); },
  rmdirSync: function (path) { call('rmdir', 'rmdir', pathText(path)); },
  unlinkSync: function (path) { call('unlink', 'unlink', pathText(path)); },
  rmSync: function (path, options) { try { call('rm', 'rm', pathText(path), { recursive: !!(options && options.recursive) }); } catch (e) { if (!(options && options.force && e.code === 'ENOENT')) throw e; } },
  renameSync: function (from, to) { call('rename', 'rename', pathText(from), { to: builtins.path.resolve(pathText(to)), dest: pathText(to) }); },
  copyFileSync: function (from, to) { var answer = ask('fs', { call: 'read', path: builtins.path.resolve(pathText(from)) }); if (answer.code) throw systemError(answer.code, 'copyfile', from, to); fs.writeFileSync(to, answer.text); },
  chmodSync: function (path, mode) { call('chmod', 'chmod', pathText(path), { mode: typeof mode === 'string' ? parseInt(mode, 8) : mode }); },
  symlinkSync: function (target, path) { call('link', 'symlink', pathText(path), { target: pathText(target) }); },
  readlinkSync: function (path) { var answer = call('lstat', 'readlink', pathText(path)); if (answer.type !== 'link') throw systemError('EINVAL', 'readlink', path); return answer.target; },
  realpathSync: function (path) { return call('realpath', 'lstat', pathText(path)).value; },
  createReadStream: function (path) {
    var stream = new builtins.events();
    stream.path = path;
    stream.pipe = function (target) { stream.on('data', function (chunk) { target.write(chunk); }); stream.on('end', function () { if (target.end) target.end(); }); return target; };
    stream[Symbol.asyncIterator] = function () { return readableIterator(stream); };
    setImmediate(function () {
      var data;
      try { data = fs.readFileSync(path); } catch (e) { stream.emit('error', e); return; }
      stream.emit('open', 3); stream.emit('data', data); stream.emit('end'); stream.emit('close');
    });
    return stream;
  },
  createWriteStream: function (path, options) {
    var stream = new builtins.events();
    try { if (!(options && /a/.test(options.flags || ''))) fs.writeFileSync(path, ''); } catch (e) { setImmediate(function () { stream.emit('error', e); }); }
    stream.write = function (chunk) { fs.appendFileSync(path, chunk); return true; };
    stream.end = function (chunk) { if (chunk !== undefined) stream.write(chunk); setImmediate(function () { stream.emit('finish'); stream.emit('close'); }); };
    return stream;
  },
  watch: function () { throw new Error('fs.watch is not simulated in this playground'); },
  watchFile: function () { throw new Error('fs.watchFile is not simulated in this playground'); }
};
fs.promises = { constants: fs.constants };
Object.keys(fs).forEach(function (name) {
  if (!/Sync$/.test(name)) return;
  var plain = name.slice(0, -4), sync = fs[name];
  fs.promises[plain] = function () { var args = arguments; return new Promise(function (resolve, reject) { setImmediate(function () { try { resolve(sync.apply(fs, args)); } catch (e) { reject(e); } }); }); };
  fs[plain] = function () {
    var args = Array.prototype.slice.call(arguments), done = args.pop();
    if (typeof done !== 'function') throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "cb" argument must be of type function. Received ' + received(done));
    setImmediate(function () {
      var value;
      try { value = sync.apply(fs, args); } catch (e) { if (plain === 'exists') done(false); else done(e); return; }
      if (plain === 'exists') done(value); else done(null, value);
    });
  };
});
// Descriptors: a file's path and how far it was read; what is written goes to its end.
var descriptors = Object.create(null), nextDescriptor = 17;
fs.openSync = function (path, flags) {
  var mode = String(flags || 'r');
  if (mode.charAt(0) === 'w') fs.writeFileSync(path, ''); else if (mode.charAt(0) === 'a') fs.appendFileSync(path, ''); else call('read', 'open', pathText(path));
  descriptors[nextDescriptor] = { path: builtins.path.resolve(pathText(path)), at: 0 };
  return nextDescriptor++;
};
function opened(descriptor, syscall) {
  if (!(descriptor in descriptors)) { var error = new Error('EBADF: bad file descriptor, ' + syscall); error.code = 'EBADF'; error.errno = -9; error.syscall = syscall; throw error; }
  return descriptors[descriptor];
}
fs.closeSync = function (descriptor) { opened(descriptor, 'close'); delete descriptors[descriptor]; };
fs.writeSync = function (descriptor, data) {
  if (descriptor === 1 || descriptor === 2) host('write', { descriptor: descriptor, text: outText(data) }); else fs.appendFileSync(opened(descriptor, 'write').path, data);
  return typeof data === 'string' ? Buffer.byteLength(data) : data.length;
};
fs.readSync = function (descriptor, buffer, offset, length) {
  var file = opened(descriptor, 'read'), bytes = fs.readFileSync(file.path).subarray(file.at, file.at + (length === undefined ? buffer.length : length));
  buffer.set(bytes, offset || 0);
  file.at += bytes.length;
  return bytes.length;
};
fs.fstatSync = function (descriptor) { return fs.statSync(opened(descriptor, 'fstat').path); };
['open', 'close', 'write', 'fstat'].forEach(function (name) {
  fs[name] = function () {
    var args = Array.prototype.slice.call(arguments), done = args.pop();
    setImmediate(function () { var value; try { value = fs[name + 'Sync'].apply(fs, args); } catch (e) { done(e); return; } done(null, value); });
  };
});
builtins.fs = fs;
builtins['fs/promises'] = fs.promises;
`;
