/** Errors as V8 makes them: their words, and stacks in which Node's own frames stand where they stand in Node. */
export const errorsSource = String.raw`
var SyntaxError = globalThis.SyntaxError, RangeError = globalThis.RangeError, TypeError = globalThis.TypeError;
var MOST_FRAMES = 10;
/** The texts of what was loaded, by path. */
var sources = Object.create(null);
function sourceLine(file, row) {
  if (!(file in sources)) { var text = readText(file); sources[file] = text === undefined ? '' : text; }
  return sources[file].split('\n')[row - 1] || '';
}
/** What is called at a place of a line, as V8 writes it: a.b(...).c */
function calleeAt(line, column) {
  var chain = /(?:[\w$]+|"[^"]*"|'[^']*'|\))(?:\.[\w$]+|\[[^\]]*\]|\([^()]*\))*?(?=\s*\()/g, found, last;
  while ((found = chain.exec(line)) !== null) {
    last = found;
    if (chain.lastIndex >= column) break;
  }
  return last ? { text: last[0].replace(/\([^()]*\)/g, '(...)').replace(/^\)/, '(intermediate value)'), made: /\bnew\s+$/.test(line.slice(0, last.index)) } : undefined;
}
/** What is iterated, spread or taken apart at a line, if that is plain to see. */
function iteratedAt(line) {
  var found = /\bof\s+([^;)]+?)\s*\)/.exec(line) || /\[\s*\.\.\.\s*([\w$.]+|\{\})\s*\]/.exec(line) || /\]\s*=\s*([\w$.]+|\{\})/.exec(line);
  return found ? found[1] : undefined;
}
var plainWords = {
  'invalid array length': 'Invalid array length', 'invalid string length': 'Invalid string length', 'string too long': 'Invalid string length',
  'cannot convert symbol to string': 'Cannot convert a Symbol value to a string', 'cannot convert symbol to number': 'Cannot convert a Symbol value to a number',
  'cannot convert BigInt to number': 'Cannot mix BigInt and other types, use explicit conversions', 'cannot mix BigInt with other types, use explicit conversions': 'Cannot mix BigInt and other types, use explicit conversions',
  'expecting hex digit': 'URI malformed', 'malformed UTF-8': 'URI malformed', 'BigInt are forbidden in JSON.stringify': 'Do not know how to serialize a BigInt',
  'empty array': 'Reduce of empty array with no initial value', 'Date value is NaN': 'Invalid time value', 'invalid number of digits': 'toFixed() digits argument must be between 0 and 100',
  'this is not initialized': "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
  "invalid 'instanceof' right operand": "Right-hand side of 'instanceof' is not callable", 'too much recursion': 'Maximum call stack size exceeded',
  'class constructors must be invoked with \'new\'': '', 'circular reference': "Converting circular structure to JSON\n    --> starting at object with constructor 'Object'\n    --- property 'self' closes the circle"
};
function v8Words(message, line, column, file) {
  if (Object.prototype.hasOwnProperty.call(plainWords, message) && plainWords[message] !== '') return plainWords[message];
  var found = /^cannot (read|set) property '(.*)' of (null|undefined)$/.exec(message), callee;
  var rest = line.slice(column - 1);
  if (found && found[2] === 'Symbol.iterator') return (iteratedAt(rest) || iteratedAt(line) || found[3]) + ' is not iterable';
  if (found) return 'Cannot ' + found[1] + ' properties of ' + found[3] + ' (' + found[1] + (found[1] === 'set' ? 't' : '') + "ing '" + found[2] + "')";
  if (message === 'not a function' || message === 'not a constructor') {
    callee = calleeAt(line, column);
    return callee ? callee.text + (callee.made ? ' is not a constructor' : ' is not a function') : message;
  }
  if (message === 'value is not iterable') return (iteratedAt(rest) || iteratedAt(line) || 'object') + ' is not iterable';
  if (/^class constructors must be invoked/.test(message)) { callee = calleeAt(line, column); return 'Class constructor ' + (callee ? callee.text : '') + " cannot be invoked without 'new'"; }
  if ((found = /^'(.*)' is read-only$/.exec(message)) !== null) {
    var before = line.slice(0, column - 1), here = line.slice(column - 1);
    return /[\w$]/.test(found[1].charAt(0)) && here.indexOf(found[1]) === 0 && /^\s*(?:[-+*\/%&|^<>]*=|\+\+|--|\*\*=)/.test(here.slice(found[1].length)) && !/[.\]]\s*$/.test(before) ? 'Assignment to constant variable.' : "Cannot assign to read only property '" + found[1] + "' of object " + (/^\d+$/.test(found[1]) ? "'[object Array]'" : "'#<Object>'");
  }
  if ((found = /^(.*) is not initialized$/.exec(message)) !== null) return "Cannot access '" + found[1] + "' before initialization";
  if (message === 'Cannot convert undefined or null to object' && (found = /\{\s*([\w$]+)[^{}]*\}\s*=\s*([\w$.]+)/.exec(rest) || /\{\s*([\w$]+)[^{}]*\}\s*=\s*([\w$.]+)/.exec(line)) !== null) return "Cannot destructure property '" + found[1] + "' of '" + found[2] + "' as it is " + (found[2] === 'null' ? 'null.' : 'undefined.');
  if (message === "invalid 'in' operand" && (found = /(['"][^'"]*['"]|[\w$.]+)\s+in\s+(['"][^'"]*['"]|[\w$.]+)/.exec(line)) !== null) return "Cannot use 'in' operator to search for '" + found[1].replace(/['"]/g, '') + "' in " + found[2].replace(/['"]/g, '');
  if (/^unexpected token: 'undefined'$/.test(message)) return '"undefined" is not valid JSON';
  if (major < 22) message = message.replace(/( in JSON at position \d+) \(line \d+ column \d+\)$/, '$1');
  return message;
}
var major = 20;
var natives = { map: 'Array', forEach: 'Array', filter: 'Array', reduce: 'Array', reduceRight: 'Array', find: 'Array', findIndex: 'Array', some: 'Array', every: 'Array', flatMap: 'Array', sort: 'Array', join: 'Array', replace: 'String', replaceAll: 'String', split: 'String', parse: 'JSON', stringify: 'JSON' };
var loaderFrames = {
  20: ['Module._compile (node:internal/modules/cjs/loader:1469:14)', 'Module._extensions..js (node:internal/modules/cjs/loader:1548:10)', 'Module.load (node:internal/modules/cjs/loader:1288:32)', 'Module._load (node:internal/modules/cjs/loader:1104:12)', 'Function.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:174:12)', 'node:internal/main/run_main_module:28:49'],
  7: ['Module._compile (module.js:571:32)', 'Object.Module._extensions..js (module.js:580:10)', 'Module.load (module.js:488:32)', 'tryModuleLoad (module.js:447:12)', 'Function.Module._load (module.js:439:3)', 'Module.runMain (module.js:605:10)', 'run (bootstrap_node.js:427:7)', 'startup (bootstrap_node.js:151:9)']
};
var requireFrames = {
  20: ['Module._compile (node:internal/modules/cjs/loader:1469:14)', 'Module._extensions..js (node:internal/modules/cjs/loader:1548:10)', 'Module.load (node:internal/modules/cjs/loader:1288:32)', 'Module._load (node:internal/modules/cjs/loader:1104:12)', 'Module.require (node:internal/modules/cjs/loader:1311:19)', 'require (node:internal/modules/helpers:179:18)'],
  7: ['Module._compile (module.js:571:32)', 'Object.Module._extensions..js (module.js:580:10)', 'Module.load (module.js:488:32)', 'tryModuleLoad (module.js:447:12)', 'Function.Module._load (module.js:439:3)', 'Module.require (module.js:498:17)', 'require (internal/module.js:20:19)']
};
function headLength(file) { return file in heads ? heads[file] : file === '[eval]' ? 0 : wrapperLength; }
function frameOf(site, error, top, callee) {
  var file = site.getFileName(), name = site.getFunctionName() || '', line = site.getLineNumber(), column = site.getColumnNumber();
  if (site.isNative()) return name === 'Promise' ? 'new Promise (<anonymous>)' : natives[name] ? natives[name] + '.' + name + ' (<anonymous>)' : undefined;
  if (!file || file === 'node:boot') return undefined;
  if (line === 1) column = Math.max(1, column - headLength(file));
  var text = sourceLine(file, line);
  var word = /^Cannot (?:read|set) properties of (?:null|undefined) \((?:read|sett)ing '([\w$]+)'\)$/.exec(top ? String(error.message) : '');
  if (word) {
    var at = text.slice(column - 1).search(new RegExp('\\.\\s*' + word[1].replace(/\$/g, '\\$') + '\\b'));
    if (at >= 0) column += at + 1;
  }
  // The place of a call is that of its last argument for QuickJS, that of what is called for V8.
  if (callee && !top && text.slice(column - 1, column - 1 + callee.length) !== callee) {
    var before = text.lastIndexOf(callee + '(', column - 1);
    if (before >= 0 && !/[\w$]/.test(text.charAt(before - 1))) column = before + 1;
  }
  if (text.slice(column - 5, column - 1) === 'new ') column -= 4;
  var place = (modules[file] ? 'file://' : '') + file + ':' + line + ':' + column;
  if (name === '__esm') return place;
  if (name === '__module') return 'Object.<anonymous> (' + place + ')';
  if (name === '' || name === '<anonymous>' || name === '<eval>') return place;
  return (site.isConstructor() ? 'new ' : '') + name + ' (' + place + ')';
}
/** QuickJS calls this when an error is made. */
function prepare(error, sites) {
  try {
    var first = 0, at;
    while (first < sites.length && (sites[first].isNative() || sites[first].getFileName() === 'node:boot') && sites[first].getFunctionName() !== 'parse') first++;
    var from = sites[first], line = '', column = 1;
    for (at = 0; at < sites.length && (sites[at].isNative() || sites[at].getFileName() === 'node:boot'); at++);
    if (at < sites.length) {
      column = sites[at].getColumnNumber();
      if (sites[at].getLineNumber() === 1) column = Math.max(1, column - headLength(sites[at].getFileName()));
      line = sourceLine(sites[at].getFileName(), sites[at].getLineNumber());
    }
    var message = Object.getOwnPropertyDescriptor(error, 'message');
    if (message && typeof message.value === 'string' && !madeByLearner(error, sites)) {
      if (message.value === 'string too long' || message.value === 'invalid string length') Object.setPrototypeOf(error, RangeError.prototype);
      var words = v8Words(message.value, line, column);
      if (words !== message.value) Object.defineProperty(error, 'message', { value: words, writable: true, configurable: true, enumerable: false });
    }
    if (from && from.isConstructor() && error instanceof Error) while (first < sites.length && sites[first].isConstructor()) first++;
    if (typeof learnersPrepare === 'function') return learnersPrepare(error, sites.slice(first));
    var frames = [], loaded = false, limit = typeof Error.stackTraceLimit === 'number' ? Error.stackTraceLimit : MOST_FRAMES;
    for (at = first; at < sites.length && frames.length < limit; at++) {
      // What a function of Node's calls is not the learner's call.
      if (sites[at].isNative() && at + 1 < sites.length && sites[at + 1].getFileName() === 'node:boot') continue;
      var frame = frameOf(sites[at], error, at === 0, at === 0 ? '' : sites[at - 1].getFunctionName());
      if (frame === undefined) continue;
      frames.push(frame);
      if (sites[at].getFunctionName() !== '__module') continue;
      loaded = true;
      var inner = sites.slice(at + 1).some(function (site) { return site.getFunctionName() === '__module'; });
      var own = (inner ? requireFrames : loaderFrames)[major < 12 ? 7 : 20];
      for (var i = 0; i < own.length && frames.length < limit; i++) frames.push(own[i]);
    }
    for (at = 0; at < trail.length && frames.length < limit && !loaded; at++) frames.push(trail[at]);
    var head = headOf(error, nameInClass(error));
    if (frames.length === 0) return head;
    return head + '\n    at ' + frames.join('\n    at ');
  } catch (problem) { return ''; }
}
/** Errors that the learner's code makes keep their words: their constructor is not QuickJS itself. */
function madeByLearner(error, sites) { return sites.length > 0 && sites[0].isConstructor() && !sites[0].isNative(); }
function headOf(error, own) {
  var name = own || (error.name === undefined ? 'Error' : String(error.name)), message = error.message === undefined ? '' : String(error.message);
  return name === '' ? message : message === '' ? name : name + ': ' + message;
}
/** V8 writes the first line when somebody looks at it: then a class has given its errors the name that they are to have. */
function nameInClass(error) {
  var made = error.constructor;
  if (typeof made !== 'function' || made.name === error.name) return undefined;
  var found = /this\.name\s*=\s*(?:(['"])(\w+)\1|(?:this\.constructor|new\.target)\.name)/.exec(Function.prototype.toString.call(made));
  return found ? found[2] || made.name : undefined;
}
/** What stands at the end of stacks now: what Node itself was doing. */
var trails = {
  timer: ['listOnTimeout (node:internal/timers:581:17)', 'process.processTimers (node:internal/timers:519:7)'],
  tick: ['process.processTicksAndRejections (node:internal/process/task_queues:77:11)'],
  promise: ['process.processTicksAndRejections (node:internal/process/task_queues:95:5)'],
  request: ['Server.emit (node:events:524:28)', 'parserOnIncoming (node:_http_server:1141:12)', 'HTTPParser.parserOnHeadersComplete (node:_http_common:118:17)'],
  main: []
};
var trail = [];
/** Within a loaded file nothing may follow its loader. */
function trailFor(kind) { trail = major < 12 ? [] : trails[kind] || []; }
var learnersPrepare;
Error.prepareStackTrace = prepare;
Error.stackTraceLimit = 40;
(function () {
  var shown = MOST_FRAMES;
  Object.defineProperty(Error, 'prepareStackTrace', { configurable: true, enumerable: false, get: function () { return learnersPrepare; }, set: function (value) { learnersPrepare = value; } });
  Object.defineProperty(Error, 'stackTraceLimit', { configurable: true, enumerable: true, get: function () { return shown; }, set: function (value) { shown = value; } });
})();
function errorText(error) {
  var stack = typeof error.stack === 'string' ? error.stack : '';
  if (stack === '') return error.stack === undefined ? '[' + headOf(error) + ']' : headOf(error);
  var frames = framesOf(stack);
  var head = headOf(error), was = stack.split('\n    at ')[0];
  // V8 writes the first line when it is asked for, QuickJS when the error is made.
  if (error.code === undefined || was.indexOf('[' + error.code + ']') < 0) was = /^[\w$.]+(?:: |$)/.test(was) ? head : was;
  return was + (frames === '' ? '' : '\n' + frames);
}
function framesOf(stack) {
  return stack.split('\n').filter(function (line) { return /^    at /.test(line); }).join('\n');
}
`;
