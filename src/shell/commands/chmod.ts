import { changeMode } from '../text/fileMode';
import { defineTool } from '../tool/tool';

/** `chmod`: changes permission bits. */
export const chmod = defineTool({
  name: 'chmod',
  summary: 'change permissions',
  usage: '[OPTION]... MODE... FILE...',
  options: 'R|recursive v|verbose f|silent c|changes',
  rewrite: (arguments_) =>
    arguments_.flatMap((argument) => (/^-[rwxX]+$/.test(argument) ? [`a${argument}`] : [argument])),
  run(tool) {
    const [mode, ...operands] = tool.operands;
    if (mode === undefined) return tool.misuse('missing operand');
    if (operands.length === 0) return tool.misuse(`missing operand after ${tool.quoted(mode)}`);
    let status = 0;
    const change = (operand: string): void => {
      const stat = tool.process.files.stat(tool.path(operand));
      if (!stat.ok) {
        status = tool.complain(`'${operand}'`, stat.error, 'cannot access ');
        return;
      }
      const changed = changeMode(mode, stat.value.mode, stat.value.type === 'directory');
      if (changed === undefined) {
        status = tool.misuse(`invalid mode: ${tool.quoted(mode)}`);
        return;
      }
      const set = tool.process.files.setMode(tool.path(operand), changed);
      if (!set.ok) status = tool.complain(`'${operand}'`, set.error, 'changing permissions of ');
      const names = tool.has('R') ? tool.process.files.list(tool.path(operand)) : undefined;
      const paths = names?.ok === true ? names.value.map((name) => `${operand}/${name}`) : [];
      for (const path of paths) if (tool.link(path) === undefined) change(path);
    };
    for (const operand of operands) change(operand);
    return status;
  },
});
