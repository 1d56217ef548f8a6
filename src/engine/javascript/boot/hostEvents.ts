/** What an event from the host sets off, and the start of the learner's program. */
export const hostEventsSource = String.raw`
var evalHead = 'globalThis.__compiled = (function () {';
function takeCompiled() { var compiled = globalThis.__compiled; delete globalThis.__compiled; return compiled; }
var handlers = {
  main: function () {
    if (info.evalText !== undefined) {
      main = { id: '[eval]', path: process.cwd(), exports: {}, filename: process.cwd() + '/[eval]', loaded: false, children: [], paths: [] };
      globalThis.require = requireFrom(process.cwd(), ['[eval]']);
      globalThis.module = main; globalThis.exports = main.exports; globalThis.__filename = '[eval]'; globalThis.__dirname = '.';
      sources['[eval]'] = info.evalText;
      if (info.print) { compile('globalThis.__compiled = function () { return (0, eval)(' + JSON.stringify(info.evalText) + '); }', '[eval]'); console.log(takeCompiled()()); return; }
      var line = evalHead + info.evalText.replace(dynamicImport, '$1__dynamic(');
      heads['[eval]'] = evalHead.length;
      globalThis.__dynamic = importFrom(process.cwd() + '/[eval]');
      compile(line + '\n})', '[eval]');
      takeCompiled().call(globalThis);
      return;
    }
    var found = info.mainStdin !== undefined ? info.mainStdin : resolveModule(info.main, process.cwd(), []);
    if (isModule(found)) runModule(found); else load(found, []);
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
  starting = event.kind === 'main';
  trailFor(event.kind);
  guarded(function () { handlers[event.kind](event); });
} });
};
})(globalThis);
Object.defineProperty(globalThis, '__boot', { enumerable: false });
`;
