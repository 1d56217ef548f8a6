/** Node's `events`, as the isolate runs it. (No template literals in here: the text is one itself.) */
export const eventsSource = `
function EventEmitter() { if (!this._events) this._events = Object.create(null); }
function listenersOf(emitter, name) {
  if (!emitter._events) emitter._events = Object.create(null);
  return emitter._events[name] || (emitter._events[name] = []);
}
EventEmitter.prototype.on = function on(name, listener) {
  if (typeof listener !== 'function') {
    throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "listener" argument must be of type function. Received ' + received(listener));
  }
  if (this._events && this._events.newListener && name !== 'newListener') this.emit('newListener', name, listener);
  listenersOf(this, name).push({ listener: listener, once: false });
  if (this._onListener) this._onListener(name);
  return this;
};
EventEmitter.prototype.addListener = EventEmitter.prototype.on;
EventEmitter.prototype.prependListener = function (name, listener) {
  listenersOf(this, name).unshift({ listener: listener, once: false });
  if (this._onListener) this._onListener(name);
  return this;
};
EventEmitter.prototype.once = function once(name, listener) {
  listenersOf(this, name).push({ listener: listener, once: true });
  if (this._onListener) this._onListener(name);
  return this;
};
EventEmitter.prototype.off = function off(name, listener) {
  var list = listenersOf(this, name);
  for (var i = list.length - 1; i >= 0; i--) {
    if (list[i].listener === listener) { list.splice(i, 1); break; }
  }
  if (this._offListener) this._offListener(name);
  return this;
};
EventEmitter.prototype.removeListener = EventEmitter.prototype.off;
EventEmitter.prototype.removeAllListeners = function (name) {
  if (name === undefined) this._events = Object.create(null);
  else if (this._events) delete this._events[name];
  if (this._offListener) this._offListener(name);
  return this;
};
EventEmitter.prototype.emit = function emit(name) {
  var list = this._events && this._events[name];
  var args = Array.prototype.slice.call(arguments, 1);
  if (!list || list.length === 0) {
    if (name !== 'error') return false;
    var error = args[0];
    if (error instanceof Error) { unhandledErrorEvent(error, this, new Error().stack); throw error; }
    var unhandled = nodeError(Error, 'ERR_UNHANDLED_ERROR', 'Unhandled error. (' + inspect(error) + ')');
    unhandled.context = error;
    unhandledErrorEvent(unhandled, this, unhandled.stack);
    throw unhandled;
  }
  list.slice().forEach(function (entry) {
    if (entry.once) {
      var at = list.indexOf(entry);
      if (at >= 0) list.splice(at, 1);
    }
    entry.listener.apply(this, args);
  }, this);
  return true;
};
EventEmitter.prototype.listenerCount = function (name) { return this._events && this._events[name] ? this._events[name].length : 0; };
EventEmitter.prototype.listeners = function (name) { return listenersOf(this, name).map(function (entry) { return entry.listener; }); };
EventEmitter.prototype.eventNames = function () {
  var events = this._events || {};
  return Object.keys(events).filter(function (name) { return events[name].length > 0; });
};
EventEmitter.prototype.setMaxListeners = function () { return this; };
EventEmitter.prototype.getMaxListeners = function () { return 10; };
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.defaultMaxListeners = 10;
EventEmitter.once = function (emitter, name) {
  return new Promise(function (resolve, reject) {
    emitter.once(name, function () { emitter.removeListener('error', reject); resolve(Array.prototype.slice.call(arguments)); });
    if (name !== 'error') emitter.once('error', reject);
  });
};
builtins.events = EventEmitter;
`;
