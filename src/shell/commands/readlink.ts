import { fail, ok, type Result } from '../../base/result';
import { type FileErrorCode, normalise } from '../../engine/files/fileSystem';
import type { Process } from '../../engine/processes/process';
import { defineTool } from '../tool/tool';

type Missing = 'all' | 'last' | 'none';

/** The path without links. `missing`: what need not be there. */
function realPath(process: Process, path: string, missing: Missing): Result<string, FileErrorCode> {
  const rest = normalise(path, process.workingDirectory).split('/').slice(1);
  let at = '';
  let links = 0;
  for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
    if (part === '') continue;
    const next = `${at}/${part}`;
    const stat = process.files.stat(next, { follow: false });
    if (!stat.ok) {
      if (missing === 'all' || (missing === 'last' && rest.length === 0)) {
        at = next;
        continue;
      }
      return fail(stat.error.code);
    }
    const { target } = stat.value;
    if (target === undefined) at = next;
    else if (++links > 40) return fail('ELOOP');
    else {
      rest.unshift(
        ...normalise(target, at === '' ? '/' : at)
          .split('/')
          .slice(1),
      );
      at = '';
    }
  }
  return ok(at === '' ? '/' : at);
}

/** `readlink`: where a link leads, or with `-f` the whole way without links. */
export const readlink = defineTool({
  name: 'readlink',
  summary: 'print where a symbolic link leads',
  usage: '[OPTION]... FILE...',
  options: 'f|canonicalize e|canonicalize-existing m|canonicalize-missing n|no-newline q|quiet s|silent v|verbose z',
  *run(tool) {
    if (tool.operands.length === 0) return tool.misuse('missing operand');
    let status = 0;
    const end = tool.has('n') && tool.operands.length === 1 ? '' : '\n';
    for (const operand of tool.operands) {
      if (['f', 'e', 'm'].some((option) => tool.has(option))) {
        const real = realPath(tool.process, operand, tool.has('m') ? 'all' : tool.has('e') ? 'none' : 'last');
        if (real.ok) yield* tool.print(`${real.value}${end}`);
        else status = 1;
        continue;
      }
      const stat = tool.process.files.stat(tool.path(operand), { follow: false });
      if (stat.ok && stat.value.target !== undefined) yield* tool.print(`${stat.value.target}${end}`);
      else {
        status = 1;
        if (tool.has('v')) tool.complain(operand, stat.ok ? 'Invalid argument' : stat.error);
      }
    }
    return status;
  },
});

/** `realpath`: the whole path without links. */
export const realpath = defineTool({
  name: 'realpath',
  summary: 'print the resolved path',
  usage: '[OPTION]... FILE...',
  options: 'e|canonicalize-existing m|canonicalize-missing s|no-symlinks q|quiet z',
  *run(tool) {
    if (tool.operands.length === 0) return tool.misuse('missing operand');
    let status = 0;
    for (const operand of tool.operands) {
      const missing = tool.has('m') ? 'all' : tool.has('e') ? 'none' : 'last';
      const real = tool.has('s') ? ok(tool.path(operand)) : realPath(tool.process, operand, missing);
      if (real.ok) yield* tool.print(`${real.value}\n`);
      else status = tool.has('q') ? 1 : tool.complain(operand, { code: real.error, path: operand });
    }
    return status;
  },
});
