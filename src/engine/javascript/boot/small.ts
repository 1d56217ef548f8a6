/** Node's small modules: path, os, querystring, url, assert. */
export const smallSource = String.raw`
// ---- path
function normalizeParts(path, absolute) {
  var out = [];
  path.split('/').forEach(function (part) {
    if (part === '' || part === '.') return;
    if (part === '..') { if (out.length && out[out.length - 1] !== '..') out.pop(); else if (!absolute) out.push('..'); }
    else out.push(part);
  });
  return out.join('/');
}
var path = {
  sep: '/', delimiter: ':',
  isAbsolute: function (text) { return text.charAt(0) === '/'; },
  normalize: function (text) {
    if (text === '') return '.';
    var absolute = text.charAt(0) === '/', out = normalizeParts(text, absolute);
    if (out && text.charAt(text.length - 1) === '/') out += '/';
    return absolute ? '/' + out : out || '.';
  },
  join: function () { return path.normalize(Array.prototype.filter.call(arguments, function (part) { return part !== ''; }).join('/')); },
  resolve: function () {
    var resolved = '';
    for (var i = arguments.length - 1; i >= 0 && resolved.charAt(0) !== '/'; i--) if (arguments[i]) resolved = arguments[i] + (resolved ? '/' + resolved : '');
    if (resolved.charAt(0) !== '/') resolved = ask('cwd').value + (resolved ? '/' + resolved : '');
    return '/' + normalizeParts(resolved, true);
  },
  dirname: function (text) { var at = text.replace(/\/+$/, '').lastIndexOf('/'); return at < 0 ? '.' : at === 0 ? '/' : text.slice(0, at); },
  basename: function (text, suffix) { var name = text.replace(/\/+$/, ''); name = name.slice(name.lastIndexOf('/') + 1); return suffix && name !== suffix && name.slice(-suffix.length) === suffix ? name.slice(0, -suffix.length) : name; },
  extname: function (text) { var name = path.basename(text), at = name.lastIndexOf('.'); return at <= 0 ? '' : name.slice(at); },
  relative: function (from, to) {
    var a = path.resolve(from).split('/').filter(Boolean), b = path.resolve(to).split('/').filter(Boolean), same = 0;
    while (same < a.length && a[same] === b[same]) same++;
    return a.slice(same).map(function () { return '..'; }).concat(b.slice(same)).join('/');
  },
  parse: function (text) { var base = path.basename(text), ext = path.extname(text), dir = path.dirname(text); return { root: text.charAt(0) === '/' ? '/' : '', dir: dir === '.' && text.indexOf('/') < 0 ? '' : dir, base: base, ext: ext, name: ext ? base.slice(0, -ext.length) : base }; },
  format: function (parts) { return (parts.dir ? parts.dir + '/' : parts.root || '') + (parts.base || (parts.name || '') + (parts.ext || '')); }
};
path.posix = path;
builtins.path = path;
// ---- os
builtins.os = {
  EOL: '\n',
  hostname: function () { return ask('hostname').value; },
  platform: function () { return 'linux'; }, type: function () { return 'Linux'; }, arch: function () { return 'x64'; }, machine: function () { return 'x86_64'; },
  release: function () { return '6.1.0-28-amd64'; }, version: function () { return '#1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1'; }, endianness: function () { return 'LE'; },
  uptime: function () { return ask('uptime').value; }, loadavg: function () { return [0, 0, 0]; },
  totalmem: function () { return ask('machine').memory; }, freemem: function () { return ask('machine').free; },
  cpus: function () { return Array.from({ length: ask('machine').cpus }, function () { return { model: 'virtual CPU', speed: 2400, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } }; }); },
  availableParallelism: function () { return ask('machine').cpus; },
  networkInterfaces: function () { return ask('interfaces').value; },
  homedir: function () { return info.env.HOME || '/root'; }, tmpdir: function () { return '/tmp'; },
  userInfo: function () { return { uid: info.uid, gid: info.gid, username: info.user, homedir: info.env.HOME || '/root', shell: '/bin/sh' }; },
  constants: { signals: {} }
};
// ---- querystring
var querystring = {
  escape: encodeURIComponent, unescape: decodeURIComponent,
  parse: function (text) {
    var out = Object.create(null);
    String(text).split('&').forEach(function (pair) {
      if (pair === '') return;
      var at = pair.indexOf('='), key = decode(at < 0 ? pair : pair.slice(0, at)), value = at < 0 ? '' : decode(pair.slice(at + 1));
      if (key in out) out[key] = [].concat(out[key], value); else out[key] = value;
    });
    return out;
  },
  stringify: function (object) { return Object.keys(object || {}).map(function (key) { return [].concat(object[key]).map(function (value) { return encodeURIComponent(key) + '=' + encodeURIComponent(value); }).join('&'); }).join('&'); }
};
function decode(text) { try { return decodeURIComponent(text.replace(/\+/g, ' ')); } catch (e) { return text; } }
builtins.querystring = querystring;
// ---- url
class URLSearchParams {
  constructor(init) {
    this._list = [];
    if (typeof init === 'string') init.replace(/^\?/, '').split('&').forEach(function (pair) { if (pair) { var at = pair.indexOf('='); this._list.push([decode(at < 0 ? pair : pair.slice(0, at)), at < 0 ? '' : decode(pair.slice(at + 1))]); } }, this);
    else if (init && typeof init === 'object') Object.keys(init).forEach(function (key) { this._list.push([key, String(init[key])]); }, this);
    Object.defineProperty(this, '_list', { enumerable: false });
  }
  get(name) { var found = this._list.find(function (pair) { return pair[0] === name; }); return found ? found[1] : null; }
  getAll(name) { return this._list.filter(function (pair) { return pair[0] === name; }).map(function (pair) { return pair[1]; }); }
  has(name) { return this._list.some(function (pair) { return pair[0] === name; }); }
  set(name, value) { this.delete(name); this._list.push([name, String(value)]); }
  append(name, value) { this._list.push([name, String(value)]); }
  delete(name) { for (var i = this._list.length - 1; i >= 0; i--) if (this._list[i][0] === name) this._list.splice(i, 1); }
  forEach(call) { this._list.forEach(function (pair) { call(pair[1], pair[0], this); }, this); }
  sort() { this._list.sort(function (one, other) { return one[0] < other[0] ? -1 : one[0] > other[0] ? 1 : 0; }); }
  keys() { return this._list.map(function (pair) { return pair[0]; })[Symbol.iterator](); }
  values() { return this._list.map(function (pair) { return pair[1]; })[Symbol.iterator](); }
  entries() { return this._list.map(function (pair) { return pair.slice(); })[Symbol.iterator](); }
  [Symbol.iterator]() { return this.entries(); }
  get size() { return this._list.length; }
  toString() { return this._list.map(function (pair) { return encodeURIComponent(pair[0]).replace(/%20/g, '+') + '=' + encodeURIComponent(pair[1]).replace(/%20/g, '+'); }).join('&'); }
  [inspectCustom](depth, options, show) { return 'URLSearchParams {' + (this._list.length ? ' ' + this._list.map(function (pair) { return quote(pair[0]) + ' => ' + quote(pair[1]); }).join(', ') + ' ' : '') + '}'; }
}
class URL {
  constructor(text, base) {
    var parts = /^([a-z][a-z0-9+.-]*:)(?:\/\/(?:([^@/?#]*)@)?([^:/?#]*)(?::(\d+))?)?([^?#]*)(\?[^#]*)?(#.*)?$/i.exec(String(text));
    if (!parts && base !== undefined) {
      var from = new URL(base);
      var whole = String(text).charAt(0) === '/' ? from.origin + text : /^[?#]/.test(String(text)) ? from.origin + from.pathname + text : from.origin + path.resolve(from.pathname.replace(/[^/]*$/, '') || '/', String(text));
      parts = /^([a-z][a-z0-9+.-]*:)(?:\/\/(?:([^@/?#]*)@)?([^:/?#]*)(?::(\d+))?)?([^?#]*)(\?[^#]*)?(#.*)?$/i.exec(whole);
    }
    if (!parts) { var error = nodeError(TypeError, 'ERR_INVALID_URL', 'Invalid URL'); error.input = String(text); throw error; }
    var user = (parts[2] || '').split(':');
    this.protocol = parts[1].toLowerCase();
    this.username = user[0] || ''; this.password = user[1] || '';
    this.hostname = (parts[3] || '').toLowerCase();
    var usual = { 'http:': '80', 'https:': '443' }[this.protocol];
    this.port = parts[4] && parts[4] !== usual ? parts[4] : '';
    this.pathname = parts[5] || (usual ? '/' : '');
    this.hash = parts[7] || '';
    this.searchParams = new URLSearchParams(parts[6] || '');
    this._search = parts[6] === '?' ? '' : parts[6] || '';
    Object.defineProperty(this, '_search', { enumerable: false });
  }
  get host() { return this.hostname + (this.port ? ':' + this.port : ''); }
  get origin() { return this.protocol + '//' + this.host; }
  get search() { var text = this.searchParams.toString(); return text === new URLSearchParams(this._search).toString() ? this._search : text ? '?' + text : ''; }
  get href() { return this.protocol + '//' + (this.username ? this.username + (this.password ? ':' + this.password : '') + '@' : '') + this.host + this.pathname + this.search + this.hash; }
  [inspectCustom](depth, options, show) {
    var self = this, shown = {};
    ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'searchParams', 'hash'].forEach(function (name) { shown[name] = self[name]; });
    return 'URL ' + show(shown);
  }
  static canParse(text, base) { try { new URL(text, base); return true; } catch (e) { return false; } }
  toString() { return this.href; }
  toJSON() { return this.href; }
}
globalThis.URL = URL;
globalThis.URLSearchParams = URLSearchParams;
builtins.url = {
  URL: URL, URLSearchParams: URLSearchParams,
  parse: function (text, withQuery) {
    var parts = /^(?:([a-z][a-z0-9+.-]*:)\/\/(?:([^@/?#]*)@)?([^:/?#]*)(?::(\d+))?)?([^?#]*)(\?[^#]*)?(#.*)?$/i.exec(String(text)) || [];
    var query = parts[6] ? parts[6].slice(1) : null;
    return { protocol: parts[1] || null, slashes: parts[1] ? true : null, auth: parts[2] || null, host: parts[3] ? parts[3] + (parts[4] ? ':' + parts[4] : '') : null, port: parts[4] || null, hostname: parts[3] || null, hash: parts[7] || null, search: parts[6] || (withQuery ? '' : null), query: withQuery ? querystring.parse(query || '') : query, pathname: parts[5] || null, path: (parts[5] || '') + (parts[6] || '') || null, href: String(text) };
  },
  format: function (value) { return typeof value === 'string' ? value : value.href || (value.protocol ? value.protocol.replace(/:?$/, ':') : '') + '//' + (value.host || value.hostname || '') + (value.pathname || '') + (value.search || ''); },
  fileURLToPath: function (value) { return String(value.href || value).replace(/^file:\/\//, ''); },
  pathToFileURL: function (value) { return new URL('file://' + path.resolve(value)); }
};
// ---- assert
function AssertionError(message, actual, expected, operator) {
  var error = nodeError(Error, 'ERR_ASSERTION', message);
  error.name = 'AssertionError';
  error.stack = error.stack.replace(/^Error/, 'AssertionError');
  error.generatedMessage = true; error.actual = actual; error.expected = expected; error.operator = operator;
  return error;
}
function assert(value, message) { if (!value) throw message instanceof Error ? message : AssertionError(message || 'The expression evaluated to a falsy value', value, true, '=='); }
assert.ok = assert;
assert.equal = function (a, b, message) { if (!(a == b)) throw AssertionError(message || inspect(a) + ' == ' + inspect(b), a, b, '=='); };
assert.strictEqual = function (a, b, message) { if (!Object.is(a, b)) throw AssertionError(message || 'Expected values to be strictly equal:\n\n' + inspect(a) + ' !== ' + inspect(b) + '\n', a, b, 'strictEqual'); };
assert.notStrictEqual = function (a, b, message) { if (Object.is(a, b)) throw AssertionError(message || 'Expected "actual" to be strictly unequal to: ' + inspect(b), a, b, 'notStrictEqual'); };
assert.deepEqual = assert.deepStrictEqual = function (a, b, message) { if (!builtins.util.isDeepStrictEqual(a, b)) throw AssertionError(message || 'Expected values to be strictly deep-equal', a, b, 'deepStrictEqual'); };
assert.throws = function (run) { try { run(); } catch (e) { return; } throw AssertionError('Missing expected exception.'); };
assert.match = function (text, pattern, message) { if (!pattern.test(text)) throw AssertionError(message || 'The input did not match the regular expression ' + pattern + '. Input:\n\n' + inspect(text) + '\n', text, pattern, 'match'); };
assert.rejects = async function (promise) { try { await (typeof promise === 'function' ? promise() : promise); } catch (e) { return; } throw AssertionError('Missing expected rejection.'); };
assert.doesNotThrow = function (run) { run(); };
assert.fail = function (message) { throw AssertionError(message || 'Failed'); };
assert.strict = assert;
builtins.assert = assert;
`;
