/** Node's `http`: servers on the process's own network namespace, requests through it, and `fetch`. */
export const httpSource = String.raw`
var statusWords = { 100: 'Continue', 101: 'Switching Protocols', 200: 'OK', 201: 'Created', 202: 'Accepted', 204: 'No Content', 206: 'Partial Content', 301: 'Moved Permanently', 302: 'Found', 303: 'See Other', 304: 'Not Modified', 307: 'Temporary Redirect', 308: 'Permanent Redirect', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 406: 'Not Acceptable', 408: 'Request Timeout', 409: 'Conflict', 410: 'Gone', 411: 'Length Required', 413: 'Payload Too Large', 415: 'Unsupported Media Type', 418: "I'm a Teapot", 422: 'Unprocessable Entity', 429: 'Too Many Requests', 500: 'Internal Server Error', 501: 'Not Implemented', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout' };
var EventEmitterOf = builtins.events;
function inherit(child) { child.prototype = Object.create(EventEmitterOf.prototype, { constructor: { value: child, enumerable: false, writable: true } }); }
function hide(object, name, value) { Object.defineProperty(object, name, { value: value, writable: true, enumerable: false, configurable: true }); }
/** IPv4 peers as a dual-stack socket shows them. */
function peerText(address) { return address.indexOf(':') >= 0 ? address : '::ffff:' + address; }
function Socket(peer, local) {
  EventEmitterOf.call(this);
  hide(this, '_events', this._events);
  this.remoteAddress = peer && peerText(peer.address); this.remotePort = peer && peer.port; this.remoteFamily = 'IPv6';
  this.localPort = local; this.encrypted = false; this.destroyed = false;
}
inherit(Socket);
Socket.prototype.setTimeout = Socket.prototype.setKeepAlive = Socket.prototype.setNoDelay = Socket.prototype.ref = Socket.prototype.unref = function () { return this; };
Socket.prototype.address = function () { return { address: '::', family: 'IPv6', port: this.localPort }; };
Socket.prototype.destroy = Socket.prototype.end = function () { if (!this.destroyed) { this.destroyed = true; if (this._hangUp) this._hangUp(); } return this; };

function IncomingMessage(socket) {
  EventEmitterOf.call(this);
  hide(this, '_events', this._events); hide(this, '_flowing', false); hide(this, '_body', ''); hide(this, '_ended', false);
  hide(this, 'socket', socket); hide(this, 'connection', socket);
  this.httpVersion = '1.1'; this.httpVersionMajor = 1; this.httpVersionMinor = 1; this.complete = false; this.headers = {}; this.rawHeaders = []; this.trailers = {}; this.aborted = false;
}
inherit(IncomingMessage);
IncomingMessage.prototype.setEncoding = function (encoding) { hide(this, '_encoding', encoding || 'utf8'); return this; };
IncomingMessage.prototype._onListener = function (name) { if (name === 'data' || name === 'end' || name === 'readable') this.resume(); };
Object.defineProperty(IncomingMessage.prototype, '_onListener', { enumerable: false });
IncomingMessage.prototype.resume = function () {
  if (this._flowing) return this;
  this._flowing = true;
  var self = this;
  setImmediate(function () { self._deliver(); });
  return this;
};
IncomingMessage.prototype._deliver = function () {
  if (this._body !== '') { var chunk = this._body; this._body = ''; this.emit('data', this._encoding ? chunk : Buffer.from(chunk)); }
  if (this._whole && !this._ended) { this._ended = true; this.complete = true; this.emit('end'); this.emit('close'); }
};
IncomingMessage.prototype._feed = function (text, end) { this._body += text; if (end) hide(this, '_whole', true); if (this._flowing) this._deliver(); };
IncomingMessage.prototype.pause = IncomingMessage.prototype.unpipe = IncomingMessage.prototype.setTimeout = function () { return this; };
IncomingMessage.prototype.destroy = function () { if (this.socket) this.socket.destroy(); return this; };
IncomingMessage.prototype.pipe = function (target) { this.on('data', function (chunk) { target.write(chunk); }); this.on('end', function () { if (target !== process.stdout && target.end) target.end(); }); return target; };
IncomingMessage.prototype[Symbol.asyncIterator] = function () { return readableIterator(this); };

function headerStore(object) { hide(object, '_headers', Object.create(null)); }
function checkHeader(name, value) {
  if (typeof name !== 'string' || !/^[!#$%&'*+.^_|~0-9A-Za-z-]+$/.test(name)) throw nodeError(TypeError, 'ERR_INVALID_HTTP_TOKEN', 'Header name must be a valid HTTP token ["' + name + '"]');
  if (value === undefined) throw nodeError(TypeError, 'ERR_HTTP_INVALID_HEADER_VALUE', 'Invalid value "undefined" for header "' + name + '"');
}
var headerMethods = {
  setHeader: function (name, value) {
    if (this.headersSent) throw nodeError(Error, 'ERR_HTTP_HEADERS_SENT', 'Cannot set headers after they are sent to the client');
    checkHeader(name, value);
    this._headers[name.toLowerCase()] = { name: name, value: Array.isArray(value) ? value.map(String) : String(value) };
    return this;
  },
  appendHeader: function (name, value) { var before = this.getHeader(name); return this.setHeader(name, before === undefined ? value : [].concat(before, value)); },
  getHeader: function (name) { var found = this._headers[name.toLowerCase()]; return found && found.value; },
  hasHeader: function (name) { return name.toLowerCase() in this._headers; },
  removeHeader: function (name) { if (this.headersSent) throw nodeError(Error, 'ERR_HTTP_HEADERS_SENT', 'Cannot remove headers after they are sent to the client'); delete this._headers[name.toLowerCase()]; },
  getHeaders: function () { var out = Object.create(null); for (var key in this._headers) out[key] = this._headers[key].value; return out; },
  getHeaderNames: function () { return Object.keys(this._headers); },
  flushHeaders: function () {}
};
function ServerResponse(request, id) {
  EventEmitterOf.call(this);
  hide(this, '_events', this._events); hide(this, '_id', id); headerStore(this);
  hide(this, 'req', request); hide(this, 'socket', request.socket); hide(this, 'connection', request.socket);
  this.statusCode = 200; this.statusMessage = undefined; this.headersSent = false; this.finished = false; this.writableEnded = false; this.writableFinished = false; this.sendDate = true; this.destroyed = false;
}
inherit(ServerResponse);
Object.assign(ServerResponse.prototype, headerMethods);
ServerResponse.prototype.writeHead = function (status, message, headers) {
  if (this.headersSent) throw nodeError(Error, 'ERR_HTTP_HEADERS_SENT', 'Cannot write headers after they are sent to the client');
  var code = status | 0;
  if (code < 100 || code > 999) throw nodeError(RangeError, 'ERR_HTTP_INVALID_STATUS_CODE', 'Invalid status code: ' + status);
  this.statusCode = code;
  if (typeof message === 'string') this.statusMessage = message; else headers = message;
  if (Array.isArray(headers)) for (var i = 0; i < headers.length; i += 2) this.setHeader(headers[i], headers[i + 1]);
  else for (var name in headers) this.setHeader(name, headers[name]);
  hide(this, '_headWritten', true);
  return this;
};
ServerResponse.prototype._send = function (whole) {
  if (this.headersSent) return;
  var headers = {};
  for (var key in this._headers) headers[this._headers[key].name] = this._headers[key].value;
  if (this.sendDate && !this.hasHeader('date')) headers.Date = new Date().toUTCString();
  if (!this.hasHeader('connection')) { headers.Connection = 'keep-alive'; headers['Keep-Alive'] = 'timeout=5'; }
  var bodiless = this.statusCode === 204 || this.statusCode === 304 || this.statusCode < 200;
  if (!this.hasHeader('content-length') && !this.hasHeader('transfer-encoding') && !bodiless) {
    if (whole !== undefined && !this._headWritten) headers['Content-Length'] = String(Buffer.byteLength(whole));
    else if (whole !== undefined && whole === '' && this.req.method === 'HEAD') { /* nothing is known of the body */ }
    else headers['Transfer-Encoding'] = 'chunked';
  }
  this.headersSent = true;
  this.statusMessage = this.statusMessage || statusWords[this.statusCode] || 'unknown';
  host('respond', { id: this._id, status: this.statusCode, statusText: this.statusMessage, headers: headers });
};
ServerResponse.prototype.write = function (chunk, encoding, done) {
  if (this.finished) { var late = nodeError(Error, 'ERR_STREAM_WRITE_AFTER_END', 'write after end'); var self = this; process.nextTick(function () { self.emit('error', late); }); return false; }
  var text = outText(chunk, typeof encoding === 'string' ? encoding : undefined);
  this._send();
  if (text !== '') host('respondPart', { id: this._id, text: text });
  if (typeof done === 'function') process.nextTick(done);
  return true;
};
ServerResponse.prototype.end = function (chunk, encoding, done) {
  if (typeof chunk === 'function') { done = chunk; chunk = undefined; } else if (typeof encoding === 'function') { done = encoding; encoding = undefined; }
  if (this.finished) return this;
  var text = chunk === undefined || chunk === null ? '' : outText(chunk, encoding);
  this._send(text);
  if (text !== '') host('respondPart', { id: this._id, text: text });
  host('respondEnd', { id: this._id });
  this.finished = this.writableEnded = true;
  var self = this;
  if (done) this.once('finish', done);
  setImmediate(function () { self.writableFinished = true; self.emit('finish'); self.emit('close'); });
  return this;
};
ServerResponse.prototype.writeContinue = ServerResponse.prototype.setTimeout = ServerResponse.prototype.cork = ServerResponse.prototype.uncork = function () { return this; };
ServerResponse.prototype.destroy = function () { host('respondCut', { id: this._id }); this.destroyed = true; return this; };

var servers = Object.create(null), requests = Object.create(null);
function Server(listener) {
  EventEmitterOf.call(this);
  hide(this, '_events', this._events); hide(this, '_id', 0); hide(this, '_port', undefined);
  this.listening = false; this.timeout = 0; this.keepAliveTimeout = 5000; this.headersTimeout = 60000; this.requestTimeout = 300000; this.maxHeadersCount = null;
  if (listener) this.on('request', listener);
}
inherit(Server);
Server.prototype.listen = function () {
  var args = Array.prototype.slice.call(arguments), done = typeof args[args.length - 1] === 'function' ? args.pop() : undefined;
  var options = args[0] !== null && typeof args[0] === 'object' ? args[0] : { port: args[0], host: typeof args[1] === 'string' ? args[1] : undefined };
  if (this.listening) throw nodeError(Error, 'ERR_SERVER_ALREADY_LISTEN', 'Listen method has been called more than once without closing.');
  var port = options.port === undefined || options.port === null ? 0 : Number(options.port);
  if (typeof options.port === 'string' && isNaN(port)) throw new Error('unix sockets are not simulated in this playground');
  if (!(port >= 0 && port < 65536 && Math.floor(port) === port)) throw nodeError(RangeError, 'ERR_SOCKET_BAD_PORT', 'options.port should be >= 0 and < 65536. Received ' + received(options.port) + '.');
  if (done) this.once('listening', done);
  var self = this, id = nextId++;
  var answer = ask('listen', { id: id, port: port, address: options.host });
  if (answer.code) {
    var address = options.host === undefined ? '::' : options.host;
    var error = new Error('listen ' + answer.code + ': ' + (answer.code === 'EADDRINUSE' ? 'address already in use' : answer.code === 'EACCES' ? 'permission denied' : 'address not available') + ' ' + (address === '::' ? ':::' : address + ':') + port);
    error.stack = 'Error: ' + error.message + '\n    at Server.setupListenHandle [as _listen2] (node:net:1904:16)\n    at listenInCluster (node:net:1961:12)\n    at Server.listen (node:net:2063:7)\n' + framesOf(new Error().stack);
    error.code = answer.code; error.errno = errorNumbers[answer.code]; error.syscall = 'listen'; error.address = address; error.port = port;
    setImmediate(function () { self.emit('error', error); });
    return this;
  }
  this.listening = true; this._id = id; this._port = answer.port; hide(this, '_address', options.host);
  servers[id] = this;
  setImmediate(function () { self.emit('listening'); });
  return this;
};
Server.prototype.address = function () { return this.listening ? { address: this._address || '::', family: this._address && this._address.indexOf(':') < 0 ? 'IPv4' : 'IPv6', port: this._port } : null; };
Server.prototype.close = function (done) {
  var self = this;
  if (!this.listening) { if (done) process.nextTick(function () { done(nodeError(Error, 'ERR_SERVER_NOT_RUNNING', 'Server is not running.')); }); return this; }
  if (done) this.once('close', done);
  this.listening = false;
  delete servers[this._id];
  host('close', { id: this._id });
  setImmediate(function () { self.emit('close'); });
  return this;
};
Server.prototype.closeAllConnections = Server.prototype.closeIdleConnections = function () {};
Server.prototype.getConnections = function (done) { process.nextTick(done, null, 0); };
Server.prototype.setTimeout = Server.prototype.ref = function () { return this; };
Server.prototype.unref = function () { host('serverRef', { id: this._id, ref: false }); return this; };

/** An object of lower-case headers, as Node joins them. */
function incomingHeaders(message, list) {
  for (var name in list) {
    var values = [].concat(list[name]), key = name.toLowerCase();
    values.forEach(function (value) { message.rawHeaders.push(name, value); });
    message.headers[key] = key === 'set-cookie' ? values : values.join(key === 'cookie' ? '; ' : ', ');
  }
}
function clientError(failure, address, port, hostname) {
  var codes = { refused: 'ECONNREFUSED', timeout: 'ETIMEDOUT', unreachable: 'EHOSTUNREACH', unresolved: 'ENOTFOUND', reset: 'ECONNRESET' };
  var code = codes[failure] || 'ECONNRESET';
  var error = new Error(code === 'ECONNRESET' ? 'socket hang up' : code === 'ENOTFOUND' ? 'getaddrinfo ENOTFOUND ' + hostname : 'connect ' + code + ' ' + (address || hostname) + ':' + port);
  error.stack = 'Error: ' + error.message + '\n    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)';
  error.code = code; error.errno = errorNumbers[code]; error.syscall = code === 'ENOTFOUND' ? 'getaddrinfo' : 'connect';
  if (code === 'ENOTFOUND') error.hostname = hostname; else if (code !== 'ECONNRESET') { error.address = address || hostname; error.port = port; }
  return error;
}
function ClientRequest(options, done) {
  EventEmitterOf.call(this);
  hide(this, '_events', this._events); headerStore(this); hide(this, '_text', ''); hide(this, '_options', options);
  this.method = (options.method || 'GET').toUpperCase(); this.path = options.path || '/'; this.host = options.hostname || options.host || 'localhost'; this.finished = false; this.aborted = false; this.destroyed = false; this.headersSent = false;
  for (var name in options.headers) this.setHeader(name, options.headers[name]);
  if (done) this.once('response', done);
}
inherit(ClientRequest);
Object.assign(ClientRequest.prototype, headerMethods);
ClientRequest.prototype.write = function (chunk, encoding) { this._text += outText(chunk, encoding); return true; };
ClientRequest.prototype.setTimeout = function (time, done) { this._options.timeout = time; if (done) this.once('timeout', done); return this; };
ClientRequest.prototype.abort = ClientRequest.prototype.destroy = function (error) { this.destroyed = this.aborted = true; if (this._call) { host('cancel', { id: this._call }); } var self = this; process.nextTick(function () { if (error || !self.answered) self.emit('error', error || clientError('reset')); self.emit('close'); }); return this; };
ClientRequest.prototype.setNoDelay = ClientRequest.prototype.setSocketKeepAlive = function () {};
ClientRequest.prototype.end = function (chunk, encoding) {
  if (typeof chunk === 'string' || chunk instanceof Uint8Array) this.write(chunk, encoding);
  if (this.finished) return this;
  this.finished = this.headersSent = true;
  var self = this, options = this._options, port = Number(options.port || 80), headers = {}, message;
  var hostname = (options.hostname || options.host || 'localhost').replace(/:\d+$/, '');
  for (var key in this._headers) headers[this._headers[key].name] = this._headers[key].value;
  if (!this.hasHeader('host')) headers.Host = hostname + (port === 80 ? '' : ':' + port);
  if (!this.hasHeader('connection')) headers.Connection = 'keep-alive';
  if (this._text !== '' && !this.hasHeader('content-length')) headers['Content-Length'] = String(Buffer.byteLength(this._text));
  hide(this, '_call', later('request', { method: this.method, host: hostname, port: port, path: this.path, headers: headers, body: this._text, timeout: options.timeout }, function (error, value) {
    if (self.destroyed) return;
    if (error) {
      var problem = clientError(error.failure, error.address, port, hostname);
      if (error.failure === 'timeout' && options.timeout) { self.emit('timeout'); return; }
      if (message) { message.aborted = true; message.emit('aborted'); message.emit('error', problem); } else self.emit('error', problem);
      self.emit('close');
      return;
    }
    if (value.head) {
      message = new IncomingMessage(new Socket(undefined, undefined));
      message.statusCode = value.head.status; message.statusMessage = value.head.statusText || statusWords[value.head.status] || '';
      incomingHeaders(message, value.head.headers);
      hide(self, 'answered', true);
      if (self.listenerCount('response') > 0) self.emit('response', message); else message.resume();
    }
    if (message) message._feed(value.text || '', value.end === true);
    if (value.end) self.emit('close');
  }));
  return this;
};
function requestOptions(args) {
  var first = args[0], options = {};
  if (typeof first === 'string' || first instanceof URL) {
    var url = first instanceof URL ? first : new URL(first);
    if (url.protocol !== 'http:') throw nodeError(TypeError, 'ERR_INVALID_PROTOCOL', 'Protocol "' + url.protocol + '" not supported. Expected "http:"');
    options = { hostname: url.hostname, port: url.port || 80, path: url.pathname + url.search };
  } else Object.assign(options, first);
  if (args[1] && typeof args[1] === 'object') Object.assign(options, args[1]);
  return options;
}
function Agent(options) {
  EventEmitterOf.call(this);
  hide(this, '_events', this._events);
  this.options = Object.assign({}, options); this.keepAlive = Boolean(options && options.keepAlive); this.keepAliveMsecs = 1000;
  this.maxSockets = options && options.maxSockets || Infinity; this.maxFreeSockets = options && options.maxFreeSockets || 256; this.maxTotalSockets = Infinity; this.requests = {}; this.sockets = {}; this.freeSockets = {};
}
inherit(Agent);
Agent.prototype.destroy = function () {};
var http = {
  METHODS: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
  STATUS_CODES: statusWords,
  Server: Server, IncomingMessage: IncomingMessage, ServerResponse: ServerResponse, ClientRequest: ClientRequest,
  Agent: Agent, globalAgent: new Agent({ keepAlive: true, timeout: 5000 }),
  createServer: function (options, listener) { return new Server(typeof options === 'function' ? options : listener); },
  request: function () { var done = Array.prototype.find.call(arguments, function (one) { return typeof one === 'function'; }); return new ClientRequest(requestOptions(arguments), done); },
  get: function () { var request = http.request.apply(http, arguments); request.end(); return request; }
};
hide(http, '_request', function (event) {
  var server = servers[event.server];
  if (!server) return;
  var socket = new Socket(event.peer, event.port);
  var request = new IncomingMessage(socket);
  request.method = event.method; request.url = event.path;
  incomingHeaders(request, event.headers);
  request._feed(event.body, true);
  var response = new ServerResponse(request, event.id);
  hide(socket, '_hangUp', function () { host('respondCut', { id: event.id }); });
  requests[event.id] = { request: request, response: response };
  response.once('finish', function () { delete requests[event.id]; });
  server.emit('request', request, response);
});
hide(http, '_hangUp', function (event) {
  var open = requests[event.id];
  if (!open) return;
  delete requests[event.id];
  open.request.aborted = true;
  open.request.emit('aborted'); open.request.emit('close'); open.response.emit('close');
});
builtins.http = http;
globalThis.fetch = function fetch(input, options) {
  return new Promise(function (resolve, reject) {
    var settings = options || {}, url;
    try { url = new URL(String(input && input.url || input)); } catch (e) { reject(e); return; }
    var request = http.request(url, { method: settings.method, headers: settings.headers || {} }, function (message) {
      var body = '', waiters = [];
      message.setEncoding('utf8');
      message.on('data', function (text) { body += text; });
      var whole = new Promise(function (done, failed) { message.on('end', function () { done(body); }); message.on('error', failed); });
      var names = message.headers;
      resolve({
        ok: message.statusCode >= 200 && message.statusCode < 300, status: message.statusCode, statusText: message.statusMessage, url: url.href, redirected: false,
        headers: { get: function (name) { return names[name.toLowerCase()] === undefined ? null : names[name.toLowerCase()]; }, has: function (name) { return name.toLowerCase() in names; }, forEach: function (call) { Object.keys(names).forEach(function (name) { call(names[name], name); }); } },
        text: function () { return whole; }, json: function () { return whole.then(JSON.parse); }
      });
    });
    request.on('error', function (cause) { var error = new TypeError('fetch failed'); error.cause = cause; reject(error); });
    request.end(settings.body === undefined ? undefined : String(settings.body));
  });
};
`;
