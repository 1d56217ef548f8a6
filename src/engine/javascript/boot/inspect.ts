/** How Node shows values: `util.inspect`, `util.format` and what stands on them. */
export const inspectSource = String.raw`
function nodeError(Type, code, message) {
  var error = new Type(message);
  error.code = code;
  Object.defineProperty(error, 'name', { value: Type.name, configurable: true, writable: true, enumerable: false });
  error.stack = Type.name + ' [' + code + ']: ' + message + '\n' + (error.stack || '').split('\n').filter(function (line) { return /^    at /.test(line); }).join('\n');
  return error;
}
function received(value) {
  if (value == null) return String(value);
  if (typeof value === 'function') return 'function ' + value.name;
  if (typeof value === 'object') return value.constructor && value.constructor.name ? 'an instance of ' + value.constructor.name : inspect(value);
  var text = inspect(value);
  return 'type ' + typeof value + ' (' + (text.length > 28 ? text.slice(0, 25) + '...' : text) + ')';
}
function quote(text) {
  var mark = text.indexOf("'") < 0 ? "'" : text.indexOf('"') < 0 ? '"' : text.indexOf(BACKTICK) < 0 ? BACKTICK : "'";
  var out = '';
  for (var i = 0; i < text.length; i++) {
    var c = text[i];
    if (c === '\n') out += '\\n';
    else if (c === '\t') out += '\\t';
    else if (c === '\r') out += '\\r';
    else if (c === '\b') out += '\\b';
    else if (c === '\f') out += '\\f';
    else if (c === '\v') out += '\\v';
    else if (c === '\\') out += '\\\\';
    else if (c === mark && mark === "'") out += "\\'";
    else if (c < ' ' || c === '\x7f') out += '\\x' + c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
    else out += c;
  }
  return mark + out + mark;
}
var BACKTICK = String.fromCharCode(96);
var inspectCustom = Symbol.for('nodejs.util.inspect.custom');
function keyText(key) {
  if (typeof key === 'symbol') return '[' + key.toString() + ']';
  return /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key) ? key : quote(key);
}
function numberText(value) { return Object.is(value, -0) ? '-0' : String(value); }
function constructorName(value) {
  for (var at = value; at !== null && at !== undefined; at = Object.getPrototypeOf(at)) {
    var found = Object.getOwnPropertyDescriptor(at, 'constructor');
    if (found && typeof found.value === 'function' && found.value.name !== '') return found.value.name;
  }
  return null;
}
function functionText(value) {
  var source = Function.prototype.toString.call(value);
  if (/^class[\s{]/.test(source)) {
    var parent = Object.getPrototypeOf(value);
    return '[class ' + (value.name || '(anonymous)') + (parent && parent.name ? ' extends ' + parent.name : '') + ']';
  }
  var kind = value.constructor && value.constructor.name ? value.constructor.name : 'Function';
  return '[' + kind + (value.name ? ': ' + value.name : ' (anonymous)') + ']';
}
function inspect(value, options) {
  var settings = { depth: 2, showHidden: false, breakLength: 80, compact: 3 };
  if (options && typeof options === 'object') {
    for (var name in options) settings[name] = options[name];
  }
  if (settings.depth === null) settings.depth = Infinity;
  var state = { seen: [], circular: new Map(), settings: settings, indent: 0, currentDepth: 0 };
  return show(value, state, 0, true);
}
function styled(text, color, state) { return state.settings.colors ? '\x1b[' + color + 'm' + text + '\x1b[39m' : text; }
function special(text, state) { return styled(text, 36, state); }
function shownWidth(text) { return text.indexOf('\x1b') < 0 ? text.length : text.replace(/\x1b\[\d+m/g, '').length; }
function show(value, state, depth, top) {
  switch (typeof value) {
    case 'string': return styled(quote(value), 32, state);
    case 'number': return styled(numberText(value), 33, state);
    case 'bigint': return styled(value + 'n', 33, state);
    case 'boolean': return styled(String(value), 33, state);
    case 'undefined': return styled('undefined', 90, state);
    case 'symbol': return styled(value.toString(), 32, state);
  }
  if (value === null) return state.settings.colors ? '\x1b[1mnull\x1b[22m' : 'null';
  var custom = value[inspectCustom];
  if (typeof custom === 'function' && custom !== inspect) {
    var answer = custom.call(value, state.settings.depth - depth, state.settings, inspect);
    return typeof answer === 'string' ? answer : show(answer, state, depth);
  }
  if (state.seen.indexOf(value) >= 0) {
    if (!state.circular.has(value)) state.circular.set(value, state.circular.size + 1);
    return '[Circular *' + state.circular.get(value) + ']';
  }
  return showObject(value, state, depth);
}
function showObject(value, state, depth) {
  var name = constructorName(value);
  var keys = Object.keys(value).concat(Object.getOwnPropertySymbols(value).filter(function (key) {
    return Object.prototype.propertyIsEnumerable.call(value, key);
  }));
  var tag = typeof value[Symbol.toStringTag] === 'string' && value[Symbol.toStringTag] !== name ? ' [' + value[Symbol.toStringTag] + ']' : '';
  var braces = ['{', '}'];
  var prefix = '';
  var parts = [];
  var isList = false;
  if (Array.isArray(value)) {
    braces = ['[', ']'];
    isList = true;
    keys = keys.filter(function (key) { return typeof key === 'symbol' || !/^(0|[1-9]\d*)$/.test(key); });
    if (name !== 'Array') prefix = (name === null ? '[Array(' + value.length + '): null prototype]' : name + '(' + value.length + ')') + ' ';
    if (value.length === 0 && keys.length === 0) return prefix + '[]';
  } else if (typeof value === 'function') {
    prefix = special(functionText(value), state);
    if (keys.length === 0) return prefix;
    prefix += ' ';
  } else if (value instanceof Error) {
    keys = keys.filter(function (key) { return key !== 'stack' && key !== 'message' && !(key === 'name' && String(value.stack).indexOf(String(value.name)) >= 0); });
    prefix = errorText(value);
    if (keys.length === 0) return prefix.indexOf('\n') < 0 ? '[' + prefix + ']' : indented(prefix, state.indent);
    prefix += ' ';
  } else if (value instanceof RegExp || value instanceof Date) {
    prefix = value instanceof Date ? styled(isNaN(value) ? 'Invalid Date' : value.toISOString(), 35, state) : styled(String(value), 31, state);
    if (keys.length === 0) return prefix;
    prefix += ' ';
  } else if (value instanceof Map) {
    prefix = name + '(' + value.size + ') ';
    if (value.size === 0 && keys.length === 0) return prefix + '{}';
  } else if (value instanceof Set) {
    prefix = name + '(' + value.size + ') ';
    if (value.size === 0 && keys.length === 0) return prefix + '{}';
  } else if (value instanceof WeakMap || value instanceof WeakSet) {
    return name + ' { <items unknown> }';
  } else if (value instanceof ArrayBuffer) {
    var bytes = new Uint8Array(value);
    return name + ' { [Uint8Contents]: <' + Array.prototype.slice.call(bytes, 0, 50).map(function (byte) { return byte.toString(16).padStart(2, '0'); }).join(' ') + (bytes.length > 50 ? ' ... ' + (bytes.length - 50) + ' more byte' + (bytes.length > 51 ? 's' : '') : '') + '>, byteLength: ' + bytes.length + ' }';
  } else if (value instanceof Promise) {
    prefix = 'Promise ';
    var settled = hostCall('promiseState', '', value);
    if (settled === '0') parts.push(special('<pending>', state));
    else {
      state.indent += 2; state.seen.push(value);
      var result = show(hostCall('promiseResult', '', value), state, depth + 1);
      state.indent -= 2; state.seen.pop();
      parts.push(settled === '2' ? special('<rejected>', state) + ' ' + result : result);
    }
  } else if (value instanceof Number || value instanceof String || value instanceof Boolean) {
    prefix = '[' + name + ': ' + show(value.valueOf(), state, depth) + ']';
    keys = keys.filter(function (key) { return typeof key === 'symbol' || !/^\d+$/.test(key); });
    if (keys.length === 0) return prefix;
    prefix += ' ';
  } else if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    braces = ['[', ']'];
    isList = true;
    prefix = name + '(' + value.length + ') ';
    keys = keys.filter(function (key) { return typeof key === 'symbol' || !/^\d+$/.test(key); });
    if (value.length === 0) return prefix + '[]';
  } else {
    if (name === null) prefix = tag === ' [Module]' ? '[Module: null prototype] ' : '[Object: null prototype] ';
    else if (name !== 'Object' || tag) prefix = name + tag + ' ';
    if (keys.length === 0) return prefix + '{}';
  }
  if (depth > state.settings.depth) {
    return special('[' + (Array.isArray(value) ? 'Array' : name === null ? 'Object: null prototype' : name) + ']', state);
  }
  state.seen.push(value);
  state.currentDepth = depth;
  state.indent += 2;
  var more = function (child) { return show(child, state, depth + 1); };
  if (isList) {
    var limit = Math.min(100, value.length);
    for (var i = 0; i < limit; i++) {
      if (!(i in value)) {
        var holes = 0;
        while (i + holes < value.length && !(i + holes in value)) holes++;
        parts.push('<' + holes + ' empty item' + (holes > 1 ? 's' : '') + '>');
        i += holes - 1;
      } else parts.push(more(value[i]));
    }
    if (value.length > limit) parts.push('... ' + (value.length - limit) + ' more item' + (value.length - limit > 1 ? 's' : ''));
  } else if (value instanceof Map) {
    value.forEach(function (member, key) { parts.push(more(key) + ' => ' + more(member)); });
  } else if (value instanceof Set) {
    value.forEach(function (member) { parts.push(more(member)); });
  }
  keys.forEach(function (key) {
    var found = Object.getOwnPropertyDescriptor(value, key);
    var text = tag === ' [Module]' ? more(value[key]) : found.get ? special(found.set ? '[Getter/Setter]' : '[Getter]', state) : found.set ? special('[Setter]', state) : more(found.value);
    parts.push((typeof key === 'symbol' ? '[' + key.toString() + ']' : keyText(key)) + ': ' + text);
  });
  state.seen.pop();
  state.indent -= 2;
  var reference = state.circular.has(value) ? '<ref *' + state.circular.get(value) + '> ' : '';
  return reference + joined(parts, prefix, braces, state, isList, value, depth);
}
function joined(parts, prefix, braces, state, isList, value, depth) {
  var output = parts;
  if (isList && parts.length > 6) output = grouped(parts, value, state);
  if (state.currentDepth - depth < state.settings.compact && output === parts) {
    var total = parts.reduce(function (sum, part) { return sum + shownWidth(part); }, 0) + 2 * parts.length + state.indent + prefix.length + braces[0].length + 10;
    var nested = parts.some(function (part) { return part.indexOf('\n') >= 0; }) || prefix.indexOf('\n') >= 0;
    if (total <= state.settings.breakLength && !nested) return prefix + braces[0] + ' ' + parts.join(', ') + ' ' + braces[1];
  }
  var pad = '\n' + ' '.repeat(state.indent + 2);
  return prefix + braces[0] + pad + output.join(',' + pad) + '\n' + ' '.repeat(state.indent) + braces[1];
}
function grouped(output, value, state) {
  var total = 0;
  var longest = 0;
  var length = output.length;
  if (value && value.length > 100) length--;
  var lengths = [];
  for (var i = 0; i < length; i++) {
    if (output[i].indexOf('\n') >= 0) return output;
    lengths[i] = shownWidth(output[i]);
    total += lengths[i] + 2;
    if (longest < lengths[i]) longest = lengths[i];
  }
  var actual = longest + 2;
  if (actual * 3 + state.indent >= state.settings.breakLength || !(total / actual > 5 || longest <= 6)) return output;
  var narrow = Math.max(actual - 3 - Math.sqrt(actual - total / output.length), 1);
  var columns = Math.min(
    Math.round(Math.sqrt(2.5 * narrow * length) / narrow),
    Math.floor((state.settings.breakLength - state.indent) / actual),
    state.settings.compact * 4,
    15
  );
  if (columns <= 1) return output;
  var widths = [];
  for (var column = 0; column < columns; column++) {
    var width = 0;
    for (var row = column; row < length; row += columns) if (lengths[row] > width) width = lengths[row];
    widths.push(width + 2);
  }
  var right = value !== undefined && Array.prototype.every.call(value, function (member) { return typeof member === 'number' || typeof member === 'bigint'; });
  var lines = [];
  for (var start = 0; start < length; start += columns) {
    var end = Math.min(start + columns, length);
    var text = '';
    var at = start;
    for (; at < end - 1; at++) {
      var cell = output[at] + ', ';
      text += right ? cell.padStart(widths[at - start]) : cell.padEnd(widths[at - start]);
    }
    text += right ? output[at].padStart(widths[at - start] - 2) : output[at];
    lines.push(text);
  }
  if (value && value.length > 100) lines.push(output[length]);
  return lines;
}
function indented(text, indent) { return indent === 0 ? text : text.split('\n').join('\n' + ' '.repeat(indent)); }
function format(first) {
  var args = Array.prototype.slice.call(arguments);
  if (typeof first !== 'string') return args.map(function (value) { return typeof value === 'string' ? value : inspect(value); }).join(' ');
  var at = 1;
  var text = args.length === 1 ? first : first.replace(/%[sdifjoOc%]/g, function (mark) {
    if (mark === '%%') return '%';
    if (at >= args.length) return mark;
    var value = args[at++];
    switch (mark) {
      case '%s': return typeof value === 'string' ? value : typeof value === 'object' && value !== null ? (value instanceof Error || (value.toString !== Object.prototype.toString && value.toString !== Array.prototype.toString && !Array.isArray(value)) ? String(value) : inspect(value, { depth: 0 })) : typeof value === 'bigint' ? value + 'n' : typeof value === 'number' ? numberText(value) : String(value);
      case '%d': return typeof value === 'object' ? 'NaN' : typeof value === 'bigint' ? value + 'n' : numberText(Number(value));
      case '%i': return typeof value === 'object' ? 'NaN' : numberText(parseInt(value, 10));
      case '%f': return numberText(parseFloat(value));
      case '%j': try { return JSON.stringify(value); } catch (e) { return '[Circular]'; }
      case '%c': return '';
      default: return inspect(value, { depth: 4 });
    }
  });
  for (; at < args.length; at++) text += ' ' + (typeof args[at] === 'string' ? args[at] : inspect(args[at]));
  return text;
}
inspect.custom = inspectCustom;
builtins.util = {
  inspect: inspect, format: format, isDeep: undefined,
  inherits: function (child, parent) { child.super_ = parent; Object.setPrototypeOf(child.prototype, parent.prototype); },
  promisify: function (fn) {
    return function () {
      var self = this, args = Array.prototype.slice.call(arguments);
      return new Promise(function (resolve, reject) { fn.apply(self, args.concat(function (error, value) { error ? reject(error) : resolve(value); })); });
    };
  },
  callbackify: function (fn) {
    return function () {
      var args = Array.prototype.slice.call(arguments), done = args.pop();
      fn.apply(this, args).then(function (value) { process.nextTick(done, null, value); }, function (error) { process.nextTick(done, error); });
    };
  },
  isDeepStrictEqual: function (a, b) { return inspect(a, { depth: Infinity }) === inspect(b, { depth: Infinity }); },
  deprecate: function (fn) { return fn; },
  stripVTControlCharacters: function (text) { return String(text).replace(/\x1b\[[0-9;]*[A-Za-z]/g, ''); },
  isArray: Array.isArray, TextEncoder: globalThis.TextEncoder, TextDecoder: globalThis.TextDecoder,
  types: {
    isPromise: function (value) { return value instanceof Promise; },
    isRegExp: function (value) { return value instanceof RegExp; },
    isDate: function (value) { return value instanceof Date; },
    isNativeError: function (value) { return value instanceof Error; }
  }
};
delete builtins.util.isDeep;
`;
