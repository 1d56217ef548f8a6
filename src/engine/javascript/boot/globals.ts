/** What is global besides: events and their targets, aborting, cloning, and as much of Intl as dates and numbers need. */
export const globalsSource = String.raw`
function shy(name, value) { Object.defineProperty(globalThis, name, { value: value, writable: true, configurable: true, enumerable: false }); }
class DOMException extends Error {
  constructor(message, name) { super(message); Object.defineProperty(this, 'name', { value: name || 'Error', configurable: true, writable: true }); }
  get code() { return { AbortError: 20, TimeoutError: 23, DataCloneError: 25 }[this.name] || 0; }
}
shy('DOMException', DOMException);
class Event {
  constructor(type, options) { this.type = String(type); this.defaultPrevented = false; this.cancelable = Boolean(options && options.cancelable); this.target = null; }
  preventDefault() { if (this.cancelable) this.defaultPrevented = true; }
  stopPropagation() {}
  stopImmediatePropagation() { this._stopped = true; }
}
class EventTarget {
  constructor() { Object.defineProperty(this, '_listeners', { value: Object.create(null) }); }
  addEventListener(type, listener, options) { var list = this._listeners[type] = this._listeners[type] || []; if (!list.some(function (one) { return one.listener === listener; })) list.push({ listener: listener, once: Boolean(options && options.once) }); }
  removeEventListener(type, listener) { this._listeners[type] = (this._listeners[type] || []).filter(function (one) { return one.listener !== listener; }); }
  dispatchEvent(event) {
    event.target = this;
    var self = this;
    (this._listeners[event.type] || []).slice().forEach(function (one) {
      if (event._stopped) return;
      if (one.once) self.removeEventListener(event.type, one.listener);
      if (typeof one.listener === 'function') one.listener.call(self, event); else one.listener.handleEvent(event);
    });
    if (typeof this['on' + event.type] === 'function') this['on' + event.type](event);
    return !event.defaultPrevented;
  }
}
shy('Event', Event); shy('EventTarget', EventTarget);
class AbortSignal extends EventTarget {
  constructor() { super(); Object.defineProperty(this, '_reason', { value: undefined, writable: true }); Object.defineProperty(this, '_aborted', { value: false, writable: true }); }
  get aborted() { return this._aborted; }
  get reason() { return this._reason; }
  throwIfAborted() { if (this._aborted) throw this._reason; }
  static abort(reason) { var signal = new AbortSignal(); abortSignal(signal, reason); return signal; }
  static timeout(time) { var signal = new AbortSignal(); setTimeout(function () { abortSignal(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError')); }, time).unref(); return signal; }
  static any(signals) { var signal = new AbortSignal(); signals.forEach(function (one) { if (one.aborted) abortSignal(signal, one.reason); else one.addEventListener('abort', function () { abortSignal(signal, one.reason); }); }); return signal; }
  [inspectCustom]() { return 'AbortSignal { aborted: ' + this._aborted + ' }'; }
}
function abortSignal(signal, reason) {
  if (signal._aborted) return;
  signal._aborted = true;
  signal._reason = reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : reason;
  signal.dispatchEvent(new Event('abort'));
}
class AbortController {
  constructor() { Object.defineProperty(this, '_signal', { value: new AbortSignal() }); }
  get signal() { return this._signal; }
  abort(reason) { abortSignal(this._signal, reason); }
  [inspectCustom](depth, options, show) { return 'AbortController { signal: ' + show(this._signal) + ' }'; }
}
shy('AbortSignal', AbortSignal); shy('AbortController', AbortController);
function cloned(value, seen) {
  if (typeof value === 'function' || typeof value === 'symbol') throw new DOMException(String(value) + ' could not be cloned.', 'DataCloneError');
  if (value === null || typeof value !== 'object') return value;
  if (seen.has(value)) return seen.get(value);
  var out;
  if (Array.isArray(value)) out = new Array(value.length);
  else if (value instanceof Date) out = new Date(value.getTime());
  else if (value instanceof RegExp) out = new RegExp(value.source, value.flags);
  else if (value instanceof Map) { out = new Map(); seen.set(value, out); value.forEach(function (member, key) { out.set(cloned(key, seen), cloned(member, seen)); }); return out; }
  else if (value instanceof Set) { out = new Set(); seen.set(value, out); value.forEach(function (member) { out.add(cloned(member, seen)); }); return out; }
  else if (value instanceof ArrayBuffer) return value.slice(0);
  else if (ArrayBuffer.isView(value)) return new (value instanceof Uint8Array ? Uint8Array : value.constructor)(value);
  else if (value instanceof Error) { out = new (globalThis[value.name] || Error)(value.message); Object.defineProperty(out, 'stack', { value: value.stack, writable: true, configurable: true }); if ('cause' in value) out.cause = cloned(value.cause, seen); return out; }
  else if (value instanceof Promise || value instanceof WeakMap) throw new DOMException('#<' + constructorName(value) + '> could not be cloned.', 'DataCloneError');
  else if (value instanceof Number || value instanceof String || value instanceof Boolean) return Object(value.valueOf());
  else out = {};
  seen.set(value, out);
  Object.keys(value).forEach(function (key) { out[key] = cloned(value[key], seen); });
  return out;
}
shy('structuredClone', function structuredClone(value) {
  if (arguments.length === 0) throw nodeError(TypeError, 'ERR_MISSING_ARGS', 'The "value" argument must be specified');
  return cloned(value, new Map());
});
// ---- JSON as V8 complains of it
var jsonParse = JSON.parse;
/** Where a text stops being JSON: its place and what would have been there. */
function jsonFault(text) {
  var at = 0, space = /[ \t\r\n]*/y, plain = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|"(?:[^"\\\x00-\x1f]|\\(?:["\\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
  function skip() { space.lastIndex = at; space.exec(text); at = space.lastIndex; }
  function atom() { plain.lastIndex = at; if (plain.exec(text) === null) throw { at: at }; at = plain.lastIndex; }
  function value() {
    skip();
    var open = text.charAt(at), first = true;
    if (open !== '{' && open !== '[') { atom(); return; }
    at++;
    for (;;) {
      skip();
      if (text.charAt(at) === (open === '{' ? '}' : ']') && first) { at++; return; }
      if (open === '{') {
        if (text.charAt(at) !== '"') throw { at: at, words: first ? "Expected property name or '}'" : 'Expected double-quoted property name' };
        atom(); skip();
        if (text.charAt(at) !== ':') throw { at: at, words: "Expected ':' after property name" };
        at++;
      }
      value(); skip();
      first = false;
      if (text.charAt(at) === ',') { at++; continue; }
      if (text.charAt(at) !== (open === '{' ? '}' : ']')) throw { at: at, words: open === '{' ? "Expected ',' or '}' after property value" : "Expected ',' or ']' after array element" };
      at++;
      return;
    }
  }
  try { value(); skip(); return at < text.length ? { at: at, words: 'Unexpected non-whitespace character after JSON' } : undefined; } catch (fault) { return typeof fault.at === 'number' ? fault : undefined; }
}
function jsonWords(text, fault) {
  if (/^(undefined|NaN|Infinity|\[object Object\])$/.test(text)) return '"' + text + '" is not valid JSON';
  var rest = text.slice(fault.at);
  if (fault.words && (fault.at < text.length || text.trim().length > 0)) return (/^\d/.test(rest) && /^Unexpected/.test(fault.words) ? 'Unexpected number in JSON' : fault.words) + (/JSON$/.test(fault.words) && !/^\d/.test(rest) ? '' : /^\d/.test(rest) && /^Unexpected/.test(fault.words) ? '' : ' in JSON') + ' at position ' + fault.at;
  if (rest === '' || /^(t|tr|tru|f|fa|fal|fals|n|nu|nul)$/.test(rest)) return 'Unexpected end of JSON input';
  var token = text.charAt(fault.at), from = Math.max(0, fault.at - 10), to = Math.min(text.length, fault.at + 10);
  if (token === '"') return 'Unterminated string in JSON at position ' + text.length;
  var shown = text.length <= 40 ? '"' + text + '"' : (from > 0 ? '..."' : '"') + text.slice(from, to) + (to < text.length ? '"...' : '"');
  return "Unexpected token '" + token + "', " + shown + ' is not valid JSON';
}
Object.defineProperty(globalThis.JSON, 'parse', { writable: true, configurable: true, enumerable: false, value: function parse(text, reviver) {
  try { return jsonParse(text, reviver); } catch (error) {
    var fault = error instanceof SyntaxError && typeof text === 'string' && !/^Bad (control|escaped|Unicode)/.test(error.message) ? jsonFault(text) : undefined;
    if (fault) error.message = jsonWords(text, fault);
    throw error;
  }
} });
// ---- numbers and dates as en-US writes them
function grouped_(text) { return text.replace(/\B(?=(\d{3})+$)/g, ','); }
function numberIn(value, options) {
  options = options || {};
  if (typeof value === 'bigint') return grouped_(String(value));
  if (!isFinite(value)) return isNaN(value) ? 'NaN' : value < 0 ? '-∞' : '∞';
  var money = options.style === 'currency', percent = options.style === 'percent';
  var least = options.minimumFractionDigits === undefined ? (money ? 2 : 0) : options.minimumFractionDigits;
  var most = options.maximumFractionDigits === undefined ? Math.max(least, money ? 2 : percent ? 0 : 3) : options.maximumFractionDigits;
  var parts = Math.abs(percent ? value * 100 : value).toFixed(most).split('.'), fraction = parts[1] || '';
  while (fraction.length > least && fraction.charAt(fraction.length - 1) === '0') fraction = fraction.slice(0, -1);
  var sign = money ? { USD: '$', EUR: '€', GBP: '£', JPY: '¥', KRW: '₩' }[options.currency] || options.currency + ' ' : '';
  return (value < 0 || Object.is(value, -0) ? '-' : '') + sign + (options.useGrouping === false ? parts[0] : grouped_(parts[0])) + (fraction ? '.' + fraction : '') + (percent ? '%' : '');
}
function dateIn(date) { return (date.getMonth() + 1) + '/' + date.getDate() + '/' + date.getFullYear(); }
function timeIn(date) { var hour = date.getHours(); return (hour % 12 || 12) + ':' + String(date.getMinutes()).padStart(2, '0') + ':' + String(date.getSeconds()).padStart(2, '0') + ' ' + (hour < 12 ? 'AM' : 'PM'); }
function method(object, name, run) { Object.defineProperty(object, name, { value: run, writable: true, configurable: true, enumerable: false }); }
method(Number.prototype, 'toLocaleString', function toLocaleString(locale, options) { return numberIn(Number(this), options); });
method(BigInt.prototype, 'toLocaleString', function toLocaleString() { return grouped_(String(this)); });
method(Date.prototype, 'toLocaleDateString', function toLocaleDateString() { return dateIn(this); });
method(Date.prototype, 'toLocaleTimeString', function toLocaleTimeString() { return timeIn(this); });
method(Date.prototype, 'toLocaleString', function toLocaleString() { return dateIn(this) + ', ' + timeIn(this); });
method(Date.prototype, 'toString', function toString() { return isNaN(this) ? 'Invalid Date' : this.toDateString() + ' ' + this.toTimeString(); });
var zoneOf = Date.prototype.toTimeString;
method(Date.prototype, 'toTimeString', function toTimeString() { var text = zoneOf.call(this); return /\(/.test(text) ? text : text + ' (Coordinated Universal Time)'; });
shy('Intl', {
  NumberFormat: function NumberFormat(locale, options) { return { format: function (value) { return numberIn(Number(value), options); } }; },
  DateTimeFormat: function DateTimeFormat() { return { format: function (date) { return dateIn(date === undefined ? new Date() : new Date(date)); }, resolvedOptions: function () { return { locale: 'en-US', timeZone: 'UTC' }; } }; }
});
`;
