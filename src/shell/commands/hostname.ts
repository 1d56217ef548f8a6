import { defineTool } from '../tool/tool';

export const hostname = defineTool({
  name: 'hostname',
  summary: "print the system's name",
  usage: '[OPTION]...',
  options: 'i|ip-address I|all-ip-addresses s|short f|fqdn d|domain',
  run(tool) {
    const { process } = tool;
    if (tool.operands.length > 0) return tool.fail('you must be root to change the host name');
    const all = process.network.addresses;
    if (tool.has('I')) process.stdout.write(`${all.join(' ')} \n`);
    else if (tool.has('i')) process.stdout.write(`${all[0] ?? '127.0.0.1'}\n`);
    else process.stdout.write(`${process.hostname}\n`);
    return 0;
  },
});
