/**
 * ES modules, by turning each into an async function: its imports are read at its beginning (so a binding that is changed
 * later is not seen to change), its exports are getters.
 */
export const esmSource = String.raw`
var heads = Object.create(null), modules = Object.create(null);
var moduleFunction = 'globalThis.__compiled = (async function __esm(__import, __export, __meta, __dynamic) {"use strict";';
/** Whether a file is an ES module by its name or its package. */
function isModule(path) {
  if (/\.mjs$/.test(path)) return true;
  if (!/\.js$/.test(path)) return false;
  for (var at = builtins.path.dirname(path); ; at = builtins.path.dirname(at)) {
    var manifest = readText(at + '/package.json');
    if (manifest !== undefined) { try { return JSON.parse(manifest).type === 'module'; } catch (e) { return false; } }
    if (at === '/' || /\/node_modules$/.test(at)) return false;
  }
}
function names(list) { return list.split(',').map(function (part) { return part.trim(); }).filter(Boolean).map(function (part) { var pair = part.split(/\s+as\s+/); return [pair[0], pair[1] || pair[0]]; }); }
function blank(text) { return text.replace(/[^\n]/g, ''); }
var dynamicImport = /(^|[^.\w$])import\s*\(/g;
/** The module's text as a function's body, what it imports and exports. */
function translate(text) {
  var imports = [], exports = [], stars = [], head = [], index;
  function from(specifier, wanted) { imports.push({ specifier: specifier, names: wanted }); return imports.length - 1; }
  var body = text.replace(/^#!.*/, '')
    .replace(/^([ \t]*)import\s+([\w$*{][^'"();]*?)\s*from\s*(['"])([^'"\n]+)\3(?:\s*with\s*\{[^}]*\})?[ \t]*;?/gm, function (all, space, clause, mark, specifier) {
      var wanted = [], parts = /^(?:([\w$]+)\s*,?\s*)?(?:\*\s*as\s+([\w$]+)|\{([^}]*)\})?$/.exec(clause.trim());
      if (!parts) return all;
      index = from(specifier, wanted);
      if (parts[1]) { wanted.push('default'); head.push('const ' + parts[1] + ' = __import(' + index + ', "default");'); }
      if (parts[2]) head.push('const ' + parts[2] + ' = __import(' + index + ');');
      if (parts[3] !== undefined) names(parts[3]).forEach(function (pair) { wanted.push(pair[0]); head.push('const ' + pair[1] + ' = __import(' + index + ', ' + JSON.stringify(pair[0]) + ');'); });
      return blank(all);
    })
    .replace(/^([ \t]*)import\s*(['"])([^'"\n]+)\2[ \t]*;?/gm, function (all, space, mark, specifier) { from(specifier, []); return blank(all); })
    .replace(/^([ \t]*)export\s*\*\s*(?:as\s+([\w$]+)\s+)?from\s*(['"])([^'"\n]+)\3[ \t]*;?/gm, function (all, space, name, mark, specifier) {
      index = from(specifier, []);
      if (name) exports.push([name, '__import(' + index + ')']); else stars.push(index);
      return blank(all);
    })
    .replace(/^([ \t]*)export\s*\{([^}]*)\}\s*(?:from\s*(['"])([^'"\n]+)\3)?[ \t]*;?/gm, function (all, space, list, mark, specifier) {
      var pairs = names(list);
      if (specifier) index = from(specifier, pairs.map(function (pair) { return pair[0]; }));
      pairs.forEach(function (pair) { exports.push([pair[1], specifier ? '__import(' + index + ', ' + JSON.stringify(pair[0]) + ')' : pair[0]]); });
      return blank(all);
    })
    .replace(/^([ \t]*)export\s+default\s+((?:async\s+)?function\s*\*?\s*|class\s+(?!extends\b))([\w$]+)/gm, function (all, space, word, name) { exports.push(['default', name]); return space + word + name; })
    .replace(/^([ \t]*)export\s+default\b/gm, function (all, space) { exports.push(['default', '__default']); head.push('let __default;'); return space + '__default ='; })
    .replace(/^([ \t]*)export\s+((?:async\s+)?function\s*\*?|class|const|let|var)\s+(?:([\w$]+)|\{([^}]*)\})/gm, function (all, space, word, name, list) {
      (name ? [name] : list.split(',').map(function (part) { return part.split(':').pop().split('=')[0].trim(); })).forEach(function (one) { exports.push([one, one]); });
      return space + word + ' ' + (name || '{' + list + '}');
    })
    .replace(/\bimport\.meta\b/g, '__meta').replace(dynamicImport, '$1__dynamic(');
  head.push('__export({' + exports.map(function (pair) { return JSON.stringify(pair[0]) + ': () => ' + pair[1]; }).join(', ') + '});');
  return { imports: imports, names: exports.map(function (pair) { return pair[0]; }), stars: stars, head: moduleFunction + head.join(''), body: body };
}
function namespaceOf(getters) {
  var out = Object.create(null);
  Object.keys(getters).sort().forEach(function (name) { Object.defineProperty(out, name, { enumerable: true, configurable: false, get: getters[name] }); });
  Object.defineProperty(out, Symbol.toStringTag, { value: 'Module' });
  return out;
}
/** A module that is not an ES module, as one. */
function wrapped(value) {
  var getters = { default: function () { return value; } };
  if (value !== null && (typeof value === 'object' || typeof value === 'function')) Object.keys(value).forEach(function (name) { if (name !== 'default') getters[name] = function () { return value[name]; }; });
  return namespaceOf(getters);
}
function moduleError(code, message) { var error = nodeError(Error, code, message); return error; }
function resolveImport(specifier, parent) {
  var plain = specifier.replace(/^node:/, '');
  if (plain in builtins || missingModules.indexOf(plain) >= 0) return 'node:' + plain;
  var directory = builtins.path.dirname(parent), found;
  if (/^file:/.test(specifier)) specifier = builtins.url.fileURLToPath(specifier);
  if (/^(\.{0,2}\/|\.{1,2}$)/.test(specifier)) {
    found = builtins.path.resolve(directory, specifier);
    if (isFile(found)) return found;
    if (isDirectory(found)) throw moduleError('ERR_UNSUPPORTED_DIR_IMPORT', "Directory import '" + found + "' is not supported resolving ES modules imported from " + parent);
    throw moduleError('ERR_MODULE_NOT_FOUND', "Cannot find module '" + found + "' imported from " + parent);
  }
  try { return resolveModule(specifier, directory, [parent]); } catch (e) {
    if (e.code !== 'MODULE_NOT_FOUND') throw e;
    throw moduleError('ERR_MODULE_NOT_FOUND', "Cannot find package '" + specifier.split('/').slice(0, specifier.charAt(0) === '@' ? 2 : 1).join('/') + "' imported from " + parent);
  }
}
/** Reads a module and what it imports; nothing runs yet. */
function link(path) {
  if (modules[path]) return modules[path];
  var record = modules[path] = { path: path, imports: [], getters: {}, stars: [] };
  if (/^node:/.test(path)) { record.value = function () { return requireFrom('/', ['/'])(path); }; return record; }
  if (!isModule(path)) { record.value = function () { return load(path, [path]); }; return record; }
  var text = readText(path);
  if (text === undefined) throw systemError('EACCES', 'open', path);
  sources[path] = text;
  var made = translate(text);
  heads[path] = made.head.length;
  record.names = made.names;
  record.made = made;
  record.imports = made.imports.map(function (one) { return { names: one.names, specifier: one.specifier, record: link(resolveImport(one.specifier, path)) }; });
  record.stars = made.stars;
  record.imports.forEach(function (one) {
    one.names.forEach(function (name) {
      if (one.record.made === undefined || offers(one.record, name, [])) return;
      var syntax = new SyntaxError("The requested module '" + one.specifier + "' does not provide an export named '" + name + "'");
      syntax.stack = '';
      var lines = text.split('\n'), at = lines.findIndex(function (line) { return line.indexOf(one.specifier) >= 0; });
      Object.defineProperty(syntax, 'place', { enumerable: false, value: { file: path, line: at + 1, column: lines[at].search(new RegExp('\\b' + name.replace(/\$/g, '\\$') + '\\b')) + 1, length: name.length } });
      throw syntax;
    });
  });
  return record;
}
function offers(record, name, seen) {
  if (record.made === undefined || record.names.indexOf(name) >= 0) return true;
  if (seen.indexOf(record) >= 0 || name === 'default') return false;
  return record.stars.some(function (index) { return offers(record.imports[index].record, name, seen.concat(record)); });
}
/** Runs a module once, after those that it imports. */
function evaluateModule(record) {
  if (record.running === undefined) record.running = record.value ? valued(record) : running(record);
  return record.running;
}
function valued(record) { record.namespace = wrapped(record.value()); return Promise.resolve(); }
async function running(record) {
  for (var i = 0; i < record.imports.length; i++) {
    var other = record.imports[i].record;
    // In a circle somebody has to begin.
    if (!other.began || other.namespace === undefined && other.value) { if (!other.began) { other.began = true; await evaluateModule(other); } } else if (other.done === undefined) continue; else await other.running;
  }
  compile(record.made.head + record.made.body + '\n})', record.path);
  var compiled = globalThis.__compiled;
  delete globalThis.__compiled;
  var meta = Object.create(null);
  meta.dirname = builtins.path.dirname(record.path); meta.filename = record.path;
  meta.resolve = function (name) { return 'file://' + resolveImport(name, record.path); };
  meta.url = 'file://' + record.path;
  await compiled.call(undefined, function (index, name) {
    var namespace = record.imports[index].record.namespace;
    return name === undefined || namespace === undefined ? namespace : namespace[name];
  }, function (getters) {
    record.stars.forEach(function (index) {
      var inner = record.imports[index].record.namespace;
      Object.keys(inner || {}).forEach(function (name) { if (name !== 'default' && !(name in getters)) getters[name] = function () { return inner[name]; }; });
    });
    record.namespace = namespaceOf(getters);
  }, meta, importFrom(record.path));
  record.done = true;
}
function importFrom(parent) {
  return async function (specifier) {
    var record = link(resolveImport(String(specifier), parent));
    record.began = true;
    await evaluateModule(record);
    return record.namespace;
  };
}
function runModule(path) {
  var record = link(path);
  record.began = true;
  evaluateModule(record).catch(function (problem) { guarded(function () { throw problem; }); });
}
`;
