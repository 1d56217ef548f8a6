import type { FileStat } from '../../engine/files/fileSystem';
import { formatDate } from '../text/date';
import { describeMode } from '../text/fileMode';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';
import { UserNames } from '../tool/userNames';

/** `stat`: what is known of a file. Simplified: inodes are not numbered, and only the time of change is kept. */
export const stat = defineTool({
  name: 'stat',
  summary: 'display file or file system status',
  usage: '[OPTION]... FILE...',
  options: 'c|format= L|dereference t|terse f|file-system printf=',
  *run(tool) {
    if (tool.operands.length === 0) return tool.misuse('missing operand');
    if (tool.has('f') || tool.has('t')) return tool.fail(`-${tool.has('f') ? 'f' : 't'} is not simulated here`);
    const names = new UserNames(tool.process);
    let status = 0;
    for (const operand of tool.operands) {
      const found = tool.process.files.stat(tool.path(operand), { follow: tool.has('L') });
      if (!found.ok) {
        status = tool.busybox
          ? tool.complain(`'${operand}'`, found.error, "can't stat ")
          : tool.complain(`'${operand}'`, found.error, 'cannot statx ');
        continue;
      }
      yield* tool.print(shown(tool, operand, found.value, names));
    }
    return status;
  },
});

function shown(tool: Tool, operand: string, found: FileStat, names: UserNames): string {
  const values = valuesOf(operand, found, names);
  const fill = (format: string) =>
    format.replace(/%([-0 ]*)(\d*)(\.\d+)?([A-Za-z%])/g, (all, _flags, width: string, _precision, letter: string) =>
      (values[letter] ?? all).padStart(Number(width || 0)),
    );
  const format = tool.value('c');
  if (format !== undefined) return `${fill(format)}\n`;
  const printf = tool.value('printf');
  if (printf !== undefined)
    return fill(printf).replace(/\\([nt0\\])/g, (_, letter: string) => ({ n: '\n', t: '\t', 0: '\0' })[letter] ?? '\\');
  const device = found.device === undefined ? '' : `     Device type: ${found.device.major},${found.device.minor}`;
  const access = `(${(values['a'] ?? '').padStart(4, '0')}/${values['A']})`;
  const who = (id: string, name: string) => `(${(values[id] ?? '').padStart(5)}/${(values[name] ?? '').padStart(8)})`;
  return `  File: ${values['N']?.replaceAll("'", '')}\n  Size: ${(values['s'] ?? '').padEnd(10)}\tBlocks: ${(values['b'] ?? '').padEnd(10)} IO Block: 4096   ${values['F']}\nDevice: 254,1\tInode: ${(values['i'] ?? '').padEnd(11)} Links: ${values['h']}${device}\nAccess: ${access}  Uid: ${who('u', 'U')}   Gid: ${who('g', 'G')}\nAccess: ${values['y']}\nModify: ${values['y']}\nChange: ${values['y']}\n Birth: ${values['y']}\n`;
}

function valuesOf(operand: string, found: FileStat, names: UserNames): Readonly<Record<string, string>> {
  const { size, mode, modified, type, device, target } = found;
  const { uid, gid } = names.ownersOf(found);
  const { owner, group } = names.namesOf(found);
  const time = formatDate(modified, '%F %T.%N +0000');
  const links = type === 'directory' ? '2' : '1';
  return {
    a: (mode & 0o7777).toString(8),
    A: describeMode(found),
    b: String(Math.ceil((type === 'directory' ? 4096 : size) / 4096) * 8),
    B: '512',
    F: kindOf(found),
    g: String(gid),
    G: group,
    h: links,
    i: '131074',
    n: operand,
    N: target === undefined ? `'${operand}'` : `'${operand}' -> '${target}'`,
    s: String(size),
    t: (device?.major ?? 0).toString(16),
    T: (device?.minor ?? 0).toString(16),
    u: String(uid),
    U: owner,
    w: time,
    W: String(Math.floor(modified / 1000)),
    x: time,
    X: String(Math.floor(modified / 1000)),
    y: time,
    Y: String(Math.floor(modified / 1000)),
    z: time,
    Z: String(Math.floor(modified / 1000)),
    '%': '%',
  };
}

function kindOf({ type, size, device }: FileStat): string {
  if (device !== undefined) return device.kind === 'character' ? 'character special file' : 'block special file';
  if (type === 'directory') return 'directory';
  if (type === 'link') return 'symbolic link';
  return size === 0 ? 'regular empty file' : 'regular file';
}
