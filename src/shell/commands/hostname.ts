import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

export const hostname = defineTool({
  name: 'hostname',
  summary: "print or set the system's name",
  usage: '[OPTION]... [NAME]',
  options: 'i|ip-address I|all-ip-addresses s|short f|fqdn d|domain b|boot F|file=',
  *run(tool) {
    const { process } = tool;
    const [operand] = tool.operands;
    const file = tool.value('F');
    const name = file === undefined ? operand : (yield* tool.read(file))?.trim();
    if (file !== undefined && name === undefined) return 1;
    if (name !== undefined) return setName(tool, name);
    const all = process.network.addresses;
    if (tool.has('I')) yield* tool.print(`${all.join(' ')} \n`);
    else if (tool.has('i')) yield* tool.print(`${all[0] ?? '127.0.0.1'}\n`);
    else yield* tool.print(`${tool.has('s') ? process.hostname.split('.')[0] : process.hostname}\n`);
    return 0;
  },
});

/** Sets the name in the UTS namespace, for root of the user namespace that it belongs to. */
function setName(tool: Tool, name: string): number {
  const { uts } = tool.process.namespaces;
  if (!tool.process.capable('SYS_ADMIN', uts.owner))
    return tool.fail(
      tool.busybox ? 'sethostname: Operation not permitted' : 'you must be root to change the host name',
    );
  if (name === '' || name.length > 64) return tool.fail('the specified hostname is invalid');
  uts.hostname = name;
  return 0;
}
