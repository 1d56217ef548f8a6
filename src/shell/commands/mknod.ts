import type { Device } from '../../engine/files/fileSystem';
import { defineTool } from '../tool/tool';

/** `mknod`: makes a device file. */
export const mknod = defineTool({
  name: 'mknod',
  summary: 'make block or character special files',
  usage: '[OPTION]... NAME TYPE [MAJOR MINOR]',
  options: 'm|mode=',
  run(tool) {
    const [name, type, major, minor] = tool.operands;
    if (name === undefined) return tool.misuse('missing operand');
    if (type === 'p') return tool.fail('named pipes are not simulated here');
    if (type === undefined || major === undefined || minor === undefined)
      return tool.misuse(`missing operand after ${tool.quoted(tool.operands.at(-1) ?? '')}`);
    const kind = ({ c: 'character', u: 'character', b: 'block' } as const)[type];
    if (kind === undefined) return tool.misuse(`invalid device type ${tool.quoted(type)}`);
    const device: Device = { kind, major: Number(major), minor: Number(minor) };
    if (!tool.process.capable('MKNOD')) return tool.fail(`${name}: Operation not permitted`);
    const made = tool.process.files.makeDevice?.(tool.path(name), device);
    if (made === undefined) return tool.fail(`${name}: Operation not permitted`);
    if (!made.ok) return tool.complain(name, made.error);
    tool.process.files.setMode(tool.path(name), Number.parseInt(tool.value('m') ?? '644', 8));
    return 0;
  },
});
