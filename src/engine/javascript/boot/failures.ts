/** What happens when something is thrown and nobody catches it. */
export const failuresSource = String.raw`
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
  var frame = /\(?(?:file:\/\/)?((?:\/[^\n()]*|\[eval\])):(\d+):(\d+)\)?/.exec(framesOf(String(error && error.stack || '')));
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
function shownPlace(place, column) { return [(modules[place.file] ? 'file://' : '') + place.file + ':' + place.line, sourceLine(place.file, place.line), column < 0 ? '' : ' '.repeat(column) + '^'.repeat(place.length || 1), '']; }
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
`;
