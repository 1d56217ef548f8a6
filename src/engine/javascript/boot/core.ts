/**
 * The first and the last part of what the isolate runs before the learner's code: the way to the host, `process`,
 * `console`, timers, `require`, and what an event from the host sets off.
 */
export const openingSource = `
globalThis.__boot = (function (globalThis) {
'use strict';
return function () {
delete globalThis.__boot;
// The learner may overwrite what is global; this script keeps its own.
var JSON = { parse: globalThis.JSON.parse, stringify: globalThis.JSON.stringify };
var Promise = globalThis.Promise, Object = globalThis.Object, Array = globalThis.Array, Error = globalThis.Error;
var hostCall = globalThis.__host;
delete globalThis.__host;
function host(name, argument) { return hostCall(name, argument === undefined ? '' : JSON.stringify(argument)); }
function ask(name, argument) {
  var answer = JSON.parse(host(name, argument));
  return answer;
}
var builtins = Object.create(null);
var info = JSON.parse(hostCall('info', ''));
var wrapperLength = 0;
var nextId = 1;
var waiting = Object.create(null);
/** Asks for something that comes later: done(error, value). */
function later(name, argument, done) {
  var id = nextId++;
  waiting[id] = done;
  host(name, Object.assign({ id: id }, argument));
  return id;
}
`;

export const closingSource = String.raw`
var EventEmitter = builtins.events;
// ---- timers
var timers = Object.create(null);
function Timeout(id) { Object.defineProperty(this, '_id', { value: id }); }
Timeout.prototype.ref = function () { host('timerRef', { id: this._id, ref: true }); return this; };
Timeout.prototype.unref = function () { host('timerRef', { id: this._id, ref: false }); return this; };
Timeout.prototype.hasRef = function () { return true; };
Timeout.prototype.refresh = function () { return this; };
Timeout.prototype[Symbol.toPrimitive] = function () { return this._id; };
function start(callback, delay, args, repeat) {
  if (typeof callback !== 'function') throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "callback" argument must be of type function. Received ' + received(callback));
  var time = Number(delay);
  if (!(time >= 1 && time <= 2147483647)) time = 1;
  var id = nextId++;
  timers[id] = { callback: callback, args: args, repeat: repeat };
  host('timer', { id: id, delay: Math.trunc(time), repeat: repeat });
  return new Timeout(id);
}
function stop(timer) {
  if (timer === undefined || timer === null) return;
  var id = typeof timer === 'object' ? timer._id : Number(timer);
  if (timers[id]) { delete timers[id]; host('timerStop', { id: id }); }
}
globalThis.setTimeout = function setTimeout(callback, delay) { return start(callback, delay, Array.prototype.slice.call(arguments, 2), false); };
globalThis.setInterval = function setInterval(callback, delay) { return start(callback, delay, Array.prototype.slice.call(arguments, 2), true); };
globalThis.clearTimeout = globalThis.clearInterval = globalThis.clearImmediate = function (timer) { stop(timer); };
var immediates = [];
globalThis.setImmediate = function setImmediate(callback) {
  var id = nextId++;
  timers[id] = { callback: callback, args: Array.prototype.slice.call(arguments, 1), repeat: false };
  host('timer', { id: id, delay: 0, repeat: false });
  return new Timeout(id);
};
builtins.timers = { setTimeout: setTimeout, setInterval: setInterval, setImmediate: setImmediate, clearTimeout: clearTimeout, clearInterval: clearInterval, clearImmediate: clearImmediate };
builtins['timers/promises'] = {
  setTimeout: function (delay, value) { return new Promise(function (resolve) { setTimeout(resolve, delay, value); }); },
  setImmediate: function (value) { return new Promise(function (resolve) { setImmediate(resolve, value); }); }
};
globalThis.queueMicrotask = function queueMicrotask(callback) { Promise.resolve().then(function () { guarded(callback); }); };

// ---- process
var process = Object.create(Object.create(EventEmitter.prototype, { constructor: { value: function process() {}, enumerable: false } }));
EventEmitter.call(process);
Object.defineProperty(process, '_events', { enumerable: false, writable: true, value: Object.create(null) });
process.title = 'node';
process.version = 'v' + info.version;
major = Number(info.version.split('.')[0]);
process.versions = { node: info.version, v8: '11.3.244.8-node.26', modules: '115' };
process.arch = 'x64';
process.platform = 'linux';
process.release = { name: 'node' };
process.argv = info.argv;
process.argv0 = 'node';
process.execArgv = [];
process.execPath = info.execPath;
process.env = new Proxy(info.env, {
  set: function (target, name, value) { target[name] = String(value); return true; }
});
process.pid = info.pid;
process.ppid = info.ppid;
process.exitCode = undefined;
process.config = {};
process.features = {};
process.cwd = function () { return ask('cwd').value; };
process.chdir = function (directory) { var answer = ask('chdir', { path: String(directory) }); if (answer.code) throw systemError(answer.code, 'chdir', process.cwd(), directory); };
process.umask = function () { return 18; };
process.getuid = process.geteuid = function () { return info.uid; };
process.getgid = process.getegid = function () { return info.gid; };
process.uptime = function () { return (Date.now() - info.started) / 1000; };
process.hrtime = function (before) {
  var now = Date.now() - info.started;
  var seconds = Math.floor(now / 1000), nanoseconds = (now % 1000) * 1000000;
  if (!before) return [seconds, nanoseconds];
  seconds -= before[0]; nanoseconds -= before[1];
  if (nanoseconds < 0) { seconds--; nanoseconds += 1000000000; }
  return [seconds, nanoseconds];
};
process.hrtime.bigint = function () { return BigInt(Date.now() - info.started) * 1000000n; };
process.memoryUsage = function () { var use = ask('memory').value; return { rss: use + 40000000, heapTotal: use + 4000000, heapUsed: use, external: 1000000, arrayBuffers: 10000 }; };
process.memoryUsage.rss = function () { return process.memoryUsage().rss; };
process.cpuUsage = function () { return { user: ask('cpu').value * 1000, system: 0 }; };
process.resourceUsage = function () { return {}; };
process.emitWarning = function (warning) { process.stderr.write('(node:' + info.pid + ') ' + (warning && warning.name || 'Warning') + ': ' + (warning && warning.message || warning) + '\n'); };
var ticks = [];
process.nextTick = function nextTick(callback) {
  if (typeof callback !== 'function') throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "callback" argument must be of type function. Received ' + received(callback));
  if (ticks.length === 0) host('tick');
  ticks[ticks.length] = { callback: callback, args: slice(arguments, 1) };
};
function slice(list, from) { var out = []; for (var i = from; i < list.length; i++) out[i - from] = list[i]; return out; }
Object.defineProperty(globalThis, '__ticks', { enumerable: false, configurable: false, writable: false, value: function () {
  trailFor('tick');
  while (ticks.length > 0) {
    var now = ticks;
    ticks = [];
    for (var i = 0; i < now.length; i++) {
      var tick = now[i];
      if (tick) guarded(function () { tick.callback.apply(undefined, tick.args); });
    }
  }
  trailFor('promise');
} });
process.kill = function (pid, signal) { var answer = ask('kill', { pid: Number(pid), signal: signal === undefined ? 'SIGTERM' : String(signal) }); if (answer.code) throw systemError(answer.code, 'kill'); return true; };
process.abort = function () { host('exit', { code: 134 }); throw exiting; };
process.binding = function (name) { throw new Error('No such module: ' + name); };
var exiting = { toString: function () { return 'exit'; } };
var leaving = false;
process.exit = function (code) {
  if (code !== undefined) process.exitCode = code;
  var status = process.exitCode === undefined ? 0 : Number(process.exitCode);
  if (!leaving) { leaving = true; process.emit('exit', status); status = process.exitCode === undefined ? 0 : Number(process.exitCode); }
  host('exit', { code: status });
  throw exiting;
};
process.reallyExit = process.exit;
Object.defineProperty(process, '_onListener', { value: function (name) { if (/^SIG/.test(name)) host('signal', { name: name, on: true }); } });
Object.defineProperty(process, '_offListener', { value: function (name) { if (name !== undefined && /^SIG/.test(name) && process.listenerCount(name) === 0) host('signal', { name: name, on: false }); } });
function output(descriptor) {
  var stream = new EventEmitter();
  stream.fd = descriptor;
  stream.isTTY = info.tty[descriptor] ? true : undefined;
  stream.columns = info.columns;
  stream.writable = true;
  stream.write = function (text, encoding, done) {
    host('write', { descriptor: descriptor, text: typeof text === 'string' ? text : Buffer.from(text).toString() });
    var callback = typeof encoding === 'function' ? encoding : done;
    if (callback) process.nextTick(callback);
    return true;
  };
  stream.end = function (text) { if (text !== undefined) stream.write(text); };
  return stream;
}
process.stdout = output(1);
process.stderr = output(2);
var stdin = new EventEmitter();
stdin.fd = 0;
stdin.isTTY = info.tty[0] ? true : undefined;
stdin.setEncoding = function () { return stdin; };
stdin.resume = function () { host('stdin', { on: true }); return stdin; };
stdin.pause = function () { host('stdin', { on: false }); return stdin; };
stdin.setRawMode = function () { return stdin; };
stdin.unref = stdin.ref = function () { return stdin; };
stdin.pipe = function (target) { stdin.on('data', function (text) { target.write(text); }); return target; };
stdin[Symbol.asyncIterator] = function () { return readableIterator(stdin); };
Object.defineProperty(stdin, '_onListener', { value: function (name) { if (name === 'data' || name === 'readable' || name === 'end') stdin.resume(); } });
process.stdin = stdin;
globalThis.process = process;
builtins.process = process;

// ---- console
var groupIndent = '';
function print(stream, args) {
  var text = format.apply(null, args);
  if (groupIndent) text = groupIndent + text.split('\n').join('\n' + groupIndent);
  stream.write(text + '\n');
}
var counts = {}, watches = {};
globalThis.console = {
  log: function () { print(process.stdout, arguments); },
  info: function () { print(process.stdout, arguments); },
  debug: function () { print(process.stdout, arguments); },
  error: function () { print(process.stderr, arguments); },
  warn: function () { print(process.stderr, arguments); },
  trace: function () { print(process.stderr, ['Trace: ' + format.apply(null, arguments) + '\n' + framesOf(new Error().stack)]); },
  dir: function (value, options) { print(process.stdout, [inspect(value, options)]); },
  assert: function (value) { if (!value) { var args = Array.prototype.slice.call(arguments, 1); if (typeof args[0] === 'string') args[0] = 'Assertion failed: ' + args[0]; else args.unshift('Assertion failed'); print(process.stderr, args); } },
  count: function (label) { label = label === undefined ? 'default' : label; counts[label] = (counts[label] || 0) + 1; print(process.stdout, [label + ': ' + counts[label]]); },
  countReset: function (label) { counts[label === undefined ? 'default' : label] = 0; },
  time: function (label) { watches[label === undefined ? 'default' : label] = Date.now(); },
  timeEnd: function (label) { label = label === undefined ? 'default' : label; print(process.stdout, [label + ': ' + (Date.now() - watches[label]) + 'ms']); delete watches[label]; },
  timeLog: function (label) { label = label === undefined ? 'default' : label; print(process.stdout, [label + ': ' + (Date.now() - watches[label]) + 'ms']); },
  group: function () { if (arguments.length) print(process.stdout, arguments); groupIndent += '  '; },
  groupEnd: function () { groupIndent = groupIndent.slice(2); },
  table: function (rows) { print(process.stdout, [tableText(rows)]); }
};
console.groupCollapsed = console.group;
builtins.console = console;
function tableText(rows) {
  if (rows === null || typeof rows !== 'object') return inspect(rows);
  var indexes = Object.keys(rows), columns = [], plain = false;
  indexes.forEach(function (index) {
    var row = rows[index];
    if (row !== null && typeof row === 'object') Object.keys(row).forEach(function (key) { if (columns.indexOf(key) < 0) columns.push(key); });
    else plain = true;
  });
  var heads = ['(index)'].concat(columns, plain ? ['Values'] : []);
  var lines = indexes.map(function (index) {
    var row = rows[index], object = row !== null && typeof row === 'object';
    return [index].concat(columns.map(function (key) { return object && key in row ? inspect(row[key], { depth: 0 }) : ''; }), plain ? [object ? '' : inspect(row)] : []);
  });
  var widths = heads.map(function (head, at) { return Math.max.apply(null, [head.length].concat(lines.map(function (line) { return line[at].length; }))) + 2; });
  var bar = function (left, middle, right) { return left + widths.map(function (width) { return '─'.repeat(width); }).join(middle) + right; };
  var row = function (cells) { return '│' + cells.map(function (cell, at) { return (' ' + cell).padEnd(widths[at]); }).join('│') + '│'; };
  return [bar('┌', '┬', '┐'), row(heads), bar('├', '┼', '┤')].concat(lines.map(row), [bar('└', '┴', '┘')]).join('\n');
}

// ---- modules
var cache = Object.create(null);
function isFile(path) { return ask('fs', { call: 'stat', path: path }).type === 'file'; }
function isDirectory(path) { return ask('fs', { call: 'stat', path: path }).type === 'directory'; }
function tryFile(path) {
  if (isFile(path)) return path;
  for (var i = 0; i < 3; i++) { var named = path + ['.js', '.json', '.cjs'][i]; if (isFile(named)) return named; }
  if (!isDirectory(path)) return undefined;
  var manifest = readText(path + '/package.json');
  if (manifest !== undefined) {
    try { var main = JSON.parse(manifest).main; if (main) { var found = tryFile(builtins.path.resolve(path, main)); if (found) return found; } } catch (e) {}
  }
  return isFile(path + '/index.js') ? path + '/index.js' : undefined;
}
function readText(path) { var answer = ask('fs', { call: 'read', path: path }); return answer.code ? undefined : answer.text; }
function resolveModule(name, directory, parents) {
  var found;
  if (/^(\.{0,2}\/|\.{1,2}$)/.test(name)) found = tryFile(builtins.path.resolve(directory, name));
  else {
    for (var at = directory; !found; at = builtins.path.dirname(at)) {
      found = tryFile(builtins.path.join(at, 'node_modules', name));
      if (at === '/') break;
    }
  }
  if (found) return found;
  var shown = parents.length === 0 ? builtins.path.resolve(directory, name) : name;
  var error = new Error("Cannot find module '" + shown + "'" + (parents.length ? '\nRequire stack:\n' + parents.map(function (path) { return '- ' + path; }).join('\n') : ''));
  error.code = 'MODULE_NOT_FOUND';
  error.requireStack = parents;
  throw error;
}
function requireFrom(directory, parents) {
  var require = function require(name) {
    if (typeof name !== 'string') throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "id" argument must be of type string. Received ' + received(name));
    var plain = name.replace(/^node:/, '');
    if (Object.prototype.hasOwnProperty.call(builtins, plain) || plain in builtins) return builtins[plain];
    if (missingModules.indexOf(plain) >= 0) throw new Error("Node's module '" + plain + "' is not simulated in this playground");
    return load(resolveModule(name, directory, parents), parents);
  };
  require.resolve = function (name) { return name in builtins ? name : resolveModule(name, directory, parents); };
  require.cache = cache;
  require.main = main;
  return require;
}
var missingModules = ['net', 'tls', 'https', 'http2', 'dgram', 'dns', 'cluster', 'child_process', 'worker_threads', 'zlib', 'crypto', 'stream', 'readline', 'vm', 'v8', 'inspector', 'perf_hooks', 'async_hooks', 'string_decoder', 'tty', 'repl'];
var main;
function load(path, parents) {
  if (cache[path]) return cache[path].exports;
  var module = { id: parents.length ? path : '.', path: builtins.path.dirname(path), exports: {}, filename: path, loaded: false, children: [], paths: [], parent: undefined };
  if (main === undefined) main = module;
  cache[path] = module;
  try {
    var text = readText(path);
    if (text === undefined) throw systemError('EACCES', 'open', path);
    if (/\.json$/.test(path)) {
      try { module.exports = JSON.parse(text); } catch (e) { e.message = path + ': ' + e.message; throw e; }
    } else evaluate(text, path, module, [path].concat(parents));
  } catch (problem) { delete cache[path]; throw problem; }
  module.loaded = true;
  return module.exports;
}
var wrapperHead = '(function __module(exports, require, module, __filename, __dirname) {';
wrapperLength = wrapperHead.length + 24;
function evaluate(text, path, module, parents) {
  var source = text.replace(/^#!.*/, '');
  if (/^\s*(import\s+[\w{*'"]|export\s+(default|const|let|function|class|\{))/m.test(source) && /\.m?js$/.test(path)) {
    if (/\.mjs$/.test(path)) throw new SyntaxError('ES modules are not simulated in this playground: use require');
    var syntax = new SyntaxError('Cannot use import statement outside a module');
    syntax.stack = '';
    Object.defineProperty(syntax, 'place', { writable: true, enumerable: false });
    syntax.place = { file: path, line: source.split('\n').findIndex(function (line) { return /^\s*(import|export)\b/.test(line); }) + 1, column: 1 };
    throw syntax;
  }
  sources[path] = text;
  compile('globalThis.__compiled = ' + wrapperHead + source + '\n})', path);
  var compiled = globalThis.__compiled;
  delete globalThis.__compiled;
  compiled.call(module.exports, module.exports, requireFrom(module.path, parents), module, path, module.path);
}
function compile(text, file) {
  var answer = ask('compile', { text: text, file: file });
  if (answer.limit) throw exiting;
  if (answer.id === undefined) return;
  var problem = rejected[answer.id].value;
  if (problem instanceof SyntaxError && answer.line !== undefined) {
    problem = new SyntaxError(answer.message);
    problem.stack = '';
    problem.place = { file: file, line: answer.line, column: answer.atEnd ? 0 : answer.column };
    Object.defineProperty(problem, 'place', { enumerable: false });
  }
  throw problem;
}
builtins.module = { createRequire: function (path) { return requireFrom(builtins.path.dirname(String(path)), [String(path)]); }, builtinModules: Object.keys(builtins) };
globalThis.global = globalThis;

// ---- what happens when something is thrown and nobody catches it
var errorEvent;
function unhandledErrorEvent(error, emitter, stack) {
  var frames = framesOf(stack || '');
  if (error.syscall === 'listen' || frames === '') frames = '    at emitErrorNT (node:net:1944:8)\n    at process.processTicksAndRejections (node:internal/process/task_queues:82:21)';
  errorEvent = { error: error, emitter: emitter, frames: withoutRepeated(frames.split('\n'), framesOf(String(error.stack)).split('\n')) };
}
/** Frames that the error's own stack has at the same place are not told again. */
function withoutRepeated(frames, known) {
  for (var from = 0; from < frames.length; from++) {
    var other = known.indexOf(frames[from]);
    if (other < 0) continue;
    var length = 0;
    while (from + length < frames.length && other + length < known.length && frames[from + length] === known[other + length]) length++;
    if (length > 3) return frames.slice(0, from + 1).concat('    [... lines matching original stack trace ...]', frames.slice(from + length - 1)).join('\n');
  }
  return frames.join('\n');
}
function placeOf(error) {
  if (error && error.place) return error.place;
  var frame = /\(?((?:\/[^\n()]*|\[eval\])):(\d+):(\d+)\)?/.exec(framesOf(String(error && error.stack || '')));
  return frame ? { file: frame[1], line: Number(frame[2]), column: Number(frame[3]) } : undefined;
}
/** What is thrown without a stack comes from a throw statement that makes no error; the first in the main file is taken for it. */
function placeOfThrow() {
  var file = info.evalText === undefined ? main && main.filename : '[eval]', text = file && sources[file];
  var lines = text ? text.split('\n') : [];
  for (var at = 0; at < lines.length; at++) {
    var column = lines[at].search(/\bthrow\s+(?!new\b)/);
    if (column >= 0) return { file: file, line: at + 1, column: column + 1 };
  }
}
function shownPlace(place, column) { return [place.file + ':' + place.line, sourceLine(place.file, place.line), column < 0 ? '' : ' '.repeat(column) + '^', '']; }
/** Where Node says that it was thrown. */
function fatalPlace(problem, promise) {
  var isEvent = errorEvent && errorEvent.error === problem;
  if (isEvent && problem.code === 'ERR_UNHANDLED_ERROR') return ['node:events:515', "    throw err; // Unhandled 'error' event", '    ^', ''];
  if (isEvent) return ['node:events:502', "      throw er; // Unhandled 'error' event", '      ^', ''];
  if (problem && problem.code === 'MODULE_NOT_FOUND') return major < 12 ? ['module.js:471', '    throw err;', '    ^', ''] : ['node:internal/modules/cjs/loader:1210', '  throw err;', '  ^', ''];
  if (promise && !(problem instanceof Error)) return ['node:internal/process/promises:389', '      new UnhandledPromiseRejection(reason);', '      ^', ''];
  if (problem instanceof Error && problem.syscall === 'open' && typeof problem.path === 'string' && !promise) return ['node:fs:573', '  return binding.open(', '                 ^', ''];
  var place = problem instanceof Error ? placeOf(problem) : placeOfThrow();
  if (!place) return [];
  var line = sourceLine(place.file, place.line), thrown = line.slice(0, place.column).lastIndexOf('throw ');
  if (!(problem instanceof Error)) return [''].concat(shownPlace(place, place.column - 1).slice(0, 3));
  return shownPlace(place, !promise && thrown >= 0 && !problem.place ? thrown : place.column - 1);
}
function fatalText(problem, promise) {
  var lines = fatalPlace(problem, promise), isEvent = errorEvent && errorEvent.error === problem;
  if (problem instanceof Error) {
    var shown = problem.stack === '' ? headOf(problem) : inspect(problem);
    if (isEvent && problem.code !== 'ERR_UNHANDLED_ERROR') {
      // Node shows the emitter's place before the error's own properties.
      var brace = shown.search(/ \{\n  \w+: /), name = constructorName(errorEvent.emitter);
      var emitted = "\nEmitted 'error' event" + (name && name !== 'EventEmitter' ? ' on ' + name + ' instance' : '') + ' at:\n' + errorEvent.frames;
      shown = brace < 0 ? shown + emitted : shown.slice(0, brace) + emitted + shown.slice(brace);
    }
    lines.push(shown);
  } else if (promise) {
    lines.push('UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "' + (typeof problem === 'string' ? problem : inspect(problem)) + '".', '    at throwUnhandledRejectionsMode (node:internal/process/promises:389:7)', '    at processPromiseRejections (node:internal/process/promises:470:17)', '    at process.processTicksAndRejections (node:internal/process/task_queues:96:32) {', "  code: 'ERR_UNHANDLED_REJECTION'", '}');
  } else if (problem !== null && typeof problem === 'object') lines.push(inspect(problem));
  else lines.push(typeof problem === 'string' ? problem : inspect(problem), '(Use ' + BACKTICK + 'node --trace-uncaught ...' + BACKTICK + ' to show where the exception was thrown)');
  var text = lines.join('\n') + '\n';
  if (major >= 17) text += '\nNode.js v' + info.version + '\n';
  return text;
}
function fatal(problem, promise) {
  if (problem === exiting) return;
  try {
    if (process.listenerCount('uncaughtException') > 0) {
      process.emit('uncaughtException', problem, promise ? 'unhandledRejection' : 'uncaughtException');
      return;
    }
    host('write', { descriptor: 2, text: fatalText(problem, promise) });
    process.exitCode = 1;
    leaving = true;
    process.emit('exit', 1);
  } catch (second) {
    if (second === exiting) return;
    host('write', { descriptor: 2, text: fatalText(second, false) });
  }
  host('exit', { code: process.exitCode || 1 });
}
function guarded(run) {
  try { run(); } catch (problem) {
    if (isLimit(problem)) throw problem;
    fatal(problem, false);
  }
}
/** Limits of the sandbox are the host's business. */
function isLimit(problem) { return problem instanceof Error && (problem.message === 'out of memory' || problem.message === 'interrupted') && problem.name === 'InternalError'; }
var rejected = Object.create(null), lastRejected = 0;
globalThis.__describe = function (value) {
  rejected[++lastRejected] = { value: value };
  delete rejected[lastRejected - 100];
  return JSON.stringify({ id: lastRejected, message: String(value && value.message !== undefined ? value.message : value), stack: String(value && value.stack || '') });
};
Object.defineProperty(globalThis, '__describe', { enumerable: false });

function readableIterator(stream) {
  var chunks = [], ended = false, wake;
  stream.on('data', function (chunk) { chunks.push(chunk); if (wake) wake(); });
  stream.on('end', function () { ended = true; if (wake) wake(); });
  return { next: function () {
    return new Promise(function (resolve) {
      var look = function () {
        if (chunks.length) resolve({ value: chunks.shift(), done: false });
        else if (ended) resolve({ value: undefined, done: true });
        else { wake = function () { wake = undefined; look(); }; }
      };
      look();
    });
  } };
}

// ---- events from the host
var handlers = {
  main: function () {
    if (info.evalText !== undefined) {
      main = { id: '[eval]', path: process.cwd(), exports: {}, filename: process.cwd() + '/[eval]', loaded: false, children: [], paths: [] };
      globalThis.require = requireFrom(process.cwd(), ['[eval]']);
      globalThis.module = main; globalThis.exports = main.exports; globalThis.__filename = '[eval]'; globalThis.__dirname = '.';
      sources['[eval]'] = info.evalText;
      compile(info.print ? 'globalThis.__value = (0, eval)(' + JSON.stringify(info.evalText) + ')' : info.evalText, '[eval]');
      if (info.print) console.log(globalThis.__value);
      return;
    }
    load(info.mainStdin !== undefined ? info.mainStdin : resolveModule(info.main, process.cwd(), []), []);
  },
  timer: function (event) {
    var timer = timers[event.id];
    if (!timer) return;
    if (!timer.repeat) delete timers[event.id];
    timer.callback.apply(undefined, timer.args);
  },
  answer: function (event) {
    var done = waiting[event.id];
    if (!done) return;
    if (!event.more) delete waiting[event.id];
    done(event.error, event.value);
  },
  signal: function (event) { process.emit(event.name, event.name, event.number); },
  stdin: function (event) {
    if (event.end) { stdin.emit('end'); stdin.emit('close'); }
    else stdin.emit('data', event.text);
  },
  request: function (event) { builtins.http._request(event); },
  hangUp: function (event) { builtins.http._hangUp(event); },
  rejection: function (event) {
    var kept = rejected[event.at], reason = kept && kept.value;
    if (process.listenerCount('unhandledRejection') > 0) process.emit('unhandledRejection', reason, Promise.resolve());
    else fatal(reason, true);
  },
  beforeExit: function () { process.emit('beforeExit', process.exitCode || 0); },
  exit: function () {
    if (leaving) return;
    leaving = true;
    process.emit('exit', process.exitCode || 0);
    host('exit', { code: Number(process.exitCode || 0) });
  }
};
Object.defineProperty(globalThis, '__event', { enumerable: false, configurable: false, writable: false, value: function (text) {
  var event = JSON.parse(text);
  trailFor(event.kind);
  guarded(function () { handlers[event.kind](event); });
} });
};
})(globalThis);
Object.defineProperty(globalThis, '__boot', { enumerable: false });
`;
