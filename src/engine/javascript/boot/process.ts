/** `process`: what it knows of itself, its streams, ticks, the end. */
export const processSource = String.raw`
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
`;
