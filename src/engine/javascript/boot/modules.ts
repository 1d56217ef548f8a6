/** `require`: how a name becomes a file, and a file a module. */
export const modulesSource = String.raw`
var cache = Object.create(null);
function isFile(path) { return ask('fs', { call: 'stat', path: path }).type === 'file'; }
function isDirectory(path) { return ask('fs', { call: 'stat', path: path }).type === 'directory'; }
function tryFile(path) {
  if (isFile(path)) return path;
  for (var i = 0; i < 3; i++) { var named = path + ['.js', '.json', '.cjs'][i]; if (isFile(named)) return named; }
  if (!isDirectory(path)) return undefined;
  var manifest = readText(path + '/package.json');
  if (manifest !== undefined) {
    try { var main = JSON.parse(manifest).main; if (main) { var found = tryFile(builtins.path.resolve(path, main)); if (found) return found; } } catch (e) {}
  }
  return isFile(path + '/index.js') ? path + '/index.js' : undefined;
}
function readText(path) { var answer = ask('fs', { call: 'read', path: path }); return answer.code ? undefined : answer.text; }
function resolveModule(name, directory, parents) {
  var found;
  if (/^(\.{0,2}\/|\.{1,2}$)/.test(name)) found = tryFile(builtins.path.resolve(directory, name));
  else {
    for (var at = directory; !found; at = builtins.path.dirname(at)) {
      found = tryFile(builtins.path.join(at, 'node_modules', name));
      if (at === '/') break;
    }
  }
  if (found) return found;
  var shown = parents.length === 0 ? builtins.path.resolve(directory, name) : name;
  var error = new Error("Cannot find module '" + shown + "'" + (parents.length ? '\nRequire stack:\n' + parents.map(function (path) { return '- ' + path; }).join('\n') : ''));
  error.code = 'MODULE_NOT_FOUND';
  error.requireStack = parents;
  throw error;
}
function requireFrom(directory, parents) {
  var require = function require(name) {
    if (typeof name !== 'string') throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "id" argument must be of type string. Received ' + received(name));
    var plain = name.replace(/^node:/, '');
    if (Object.prototype.hasOwnProperty.call(builtins, plain) || plain in builtins) return builtins[plain];
    if (missingModules.indexOf(plain) >= 0) throw new Error("Node's module '" + plain + "' is not simulated in this playground");
    return load(resolveModule(name, directory, parents), parents);
  };
  require.resolve = function (name) { return name in builtins ? name : resolveModule(name, directory, parents); };
  require.cache = cache;
  require.main = main;
  return require;
}
var missingModules = ['net', 'tls', 'https', 'http2', 'dgram', 'dns', 'cluster', 'child_process', 'worker_threads', 'zlib', 'vm', 'v8', 'inspector', 'async_hooks', 'repl'];
var main;
function load(path, parents) {
  if (cache[path]) return cache[path].exports;
  if (isModule(path)) throw nodeError(Error, 'ERR_REQUIRE_ESM', 'require() of ES Module ' + path + (parents.length ? ' from ' + parents[0] : '') + ' not supported.\nInstead change the require of ' + builtins.path.basename(path) + (parents.length ? ' in ' + parents[0] : '') + ' to a dynamic import() which is available in all CommonJS modules.');
  var module = { id: parents.length ? path : '.', path: builtins.path.dirname(path), exports: {}, filename: path, loaded: false, children: [], paths: [], parent: undefined };
  if (main === undefined) main = module;
  cache[path] = module;
  try {
    var text = readText(path);
    if (text === undefined) throw systemError('EACCES', 'open', path);
    if (/\.json$/.test(path)) {
      try { module.exports = JSON.parse(text); } catch (e) { e.message = path + ': ' + e.message; throw e; }
    } else evaluate(text, path, module, [path].concat(parents));
  } catch (problem) { delete cache[path]; throw problem; }
  module.loaded = true;
  return module.exports;
}
var wrapperHead = '(function __module(exports, require, module, __filename, __dirname, __dynamic) {';
wrapperLength = wrapperHead.length + 24;
function evaluate(text, path, module, parents) {
  var source = text.replace(/^#!.*/, '');
  if (/^\s*(import\s+[\w{*'"]|export\s+(default|const|let|function|class|\{))/m.test(source) && /\.m?js$/.test(path)) {
    var syntax = new SyntaxError('Cannot use import statement outside a module');
    syntax.stack = '';
    Object.defineProperty(syntax, 'place', { writable: true, enumerable: false });
    syntax.place = { file: path, line: source.split('\n').findIndex(function (line) { return /^\s*(import|export)\b/.test(line); }) + 1, column: 1 };
    throw syntax;
  }
  sources[path] = text;
  compile('globalThis.__compiled = ' + wrapperHead + source.replace(dynamicImport, '$1__dynamic(') + '\n})', path);
  var compiled = globalThis.__compiled;
  delete globalThis.__compiled;
  compiled.call(module.exports, module.exports, requireFrom(module.path, parents), module, path, module.path, importFrom(path));
}
function compile(text, file) {
  var answer = ask('compile', { text: text, file: file });
  if (answer.limit) throw exiting;
  if (answer.id === undefined) return;
  var problem = rejected[answer.id].value;
  if (problem instanceof SyntaxError && answer.line !== undefined) {
    problem = new SyntaxError(answer.message);
    problem.stack = '';
    problem.place = { file: file, line: answer.line, column: answer.atEnd ? 0 : answer.column };
    Object.defineProperty(problem, 'place', { enumerable: false });
  }
  throw problem;
}
builtins.module = { createRequire: function (path) { return requireFrom(builtins.path.dirname(String(path)), [String(path)]); }, builtinModules: Object.keys(builtins) };
globalThis.global = globalThis;
`;
