/** `console`, and the tables that it draws. */
export const consoleSource = String.raw`
var groupIndent = '';
function print(stream, args) {
  var text = format.apply(null, args);
  if (groupIndent) text = groupIndent + text.split('\n').join('\n' + groupIndent);
  stream.write(text + '\n');
}
var counts = {}, watches = {};
globalThis.console = {
  log: function () { print(process.stdout, arguments); },
  info: function () { print(process.stdout, arguments); },
  debug: function () { print(process.stdout, arguments); },
  error: function () { print(process.stderr, arguments); },
  warn: function () { print(process.stderr, arguments); },
  trace: function () { print(process.stderr, ['Trace: ' + format.apply(null, arguments) + '\n' + framesOf(new Error().stack)]); },
  dir: function (value, options) { print(process.stdout, [inspect(value, options)]); },
  assert: function (value) { if (!value) { var args = Array.prototype.slice.call(arguments, 1); if (typeof args[0] === 'string') args[0] = 'Assertion failed: ' + args[0]; else args.unshift('Assertion failed'); print(process.stderr, args); } },
  count: function (label) { label = label === undefined ? 'default' : label; counts[label] = (counts[label] || 0) + 1; print(process.stdout, [label + ': ' + counts[label]]); },
  countReset: function (label) { counts[label === undefined ? 'default' : label] = 0; },
  time: function (label) { watches[label === undefined ? 'default' : label] = Date.now(); },
  timeEnd: function (label) { label = label === undefined ? 'default' : label; print(process.stdout, [label + ': ' + (Date.now() - watches[label]) + 'ms']); delete watches[label]; },
  timeLog: function (label) { label = label === undefined ? 'default' : label; print(process.stdout, [label + ': ' + (Date.now() - watches[label]) + 'ms']); },
  group: function () { if (arguments.length) print(process.stdout, arguments); groupIndent += '  '; },
  groupEnd: function () { groupIndent = groupIndent.slice(2); },
  table: function (rows, columns) {
    if (rows === null || typeof rows !== 'object') { print(process.stdout, [rows]); return; }
    if (columns) {
      var chosen = Array.isArray(rows) ? [] : {};
      Object.keys(rows).forEach(function (key) { chosen[key] = {}; columns.forEach(function (name) { chosen[key][name] = rows[key][name]; }); });
      rows = chosen;
    }
    print(process.stdout, [tableText(rows)]);
  }
};
console.groupCollapsed = console.group;
builtins.console = console;
function tableText(rows) {
  if (rows === null || typeof rows !== 'object') return inspect(rows);
  var indexes = Object.keys(rows), columns = [], plain = false;
  indexes.forEach(function (index) {
    var row = rows[index];
    if (row !== null && typeof row === 'object') Object.keys(row).forEach(function (key) { if (columns.indexOf(key) < 0) columns.push(key); });
    else plain = true;
  });
  var heads = ['(index)'].concat(columns, plain ? ['Values'] : []);
  var lines = indexes.map(function (index) {
    var row = rows[index], object = row !== null && typeof row === 'object';
    return [index].concat(columns.map(function (key) { return object && key in row ? inspect(row[key], { depth: 0 }) : ''; }), plain ? [object ? '' : inspect(row)] : []);
  });
  var widths = heads.map(function (head, at) { return Math.max.apply(null, [head.length].concat(lines.map(function (line) { return line[at].length; }))) + 2; });
  var bar = function (left, middle, right) { return left + widths.map(function (width) { return '─'.repeat(width); }).join(middle) + right; };
  var row = function (cells) { return '│' + cells.map(function (cell, at) { return (' ' + cell).padEnd(widths[at]); }).join('│') + '│'; };
  return [bar('┌', '┬', '┐'), row(heads), bar('├', '┼', '┤')].concat(lines.map(row), [bar('└', '┴', '┘')]).join('\n');
}
`;
