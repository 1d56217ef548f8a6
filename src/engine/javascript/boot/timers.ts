/** `setTimeout` and its like; the host keeps the time. */
export const timersSource = `
var EventEmitter = builtins.events;
var timers = Object.create(null), starting = true;
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
  // Starting up takes Node longer than a timer of a millisecond: it rings before what setImmediate puts off.
  host('timer', { id: id, delay: starting && time === 1 && !repeat ? 0 : Math.trunc(time), repeat: repeat });
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
  host('timer', { id: id, delay: starting ? 0.001 : 0, repeat: false });
  return new Timeout(id);
};
builtins.timers = { setTimeout: setTimeout, setInterval: setInterval, setImmediate: setImmediate, clearTimeout: clearTimeout, clearInterval: clearInterval, clearImmediate: clearImmediate };
builtins['timers/promises'] = {
  setTimeout: function (delay, value) { return new Promise(function (resolve) { setTimeout(resolve, delay, value); }); },
  setImmediate: function (value) { return new Promise(function (resolve) { setImmediate(resolve, value); }); }
};
globalThis.queueMicrotask = function queueMicrotask(callback) { Promise.resolve().then(function () { guarded(callback); }); };
`;
