import type { Routine } from '../../engine/processes/routine';
import { type CopyProblem, copyTree } from '../tool/copyTree';
import { destinationOf } from '../tool/destination';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** `cp`: copies files, and directories with `-r`. */
export const cp = defineTool({
  name: 'cp',
  summary: 'copy files and directories',
  usage: '[OPTION]... SOURCE... DEST',
  options:
    'r|recursive R a|archive f|force n|no-clobber i|interactive v|verbose p|preserve? t|target-directory= T u|update d P|no-dereference L|dereference',
  *run(tool) {
    const target = destinationOf(tool);
    if (typeof target === 'number') return target;
    let status = 0;
    for (const source of target.sources) {
      const stat = tool.process.files.stat(tool.path(source));
      if (!stat.ok) status = tool.complain(`'${source}'`, stat.error, tool.busybox ? "can't stat " : 'cannot stat ');
      else if (stat.value.type === 'directory' && !isRecursive(tool))
        status = tool.fail(
          tool.busybox ? `omitting directory '${source}'` : `-r not specified; omitting directory '${source}'`,
        );
      else if ((yield* copy(tool, source, target.pathFor(source))) !== 0) status = 1;
    }
    return status;
  },
});

function isRecursive(tool: Tool): boolean {
  return ['r', 'R', 'a'].some((option) => tool.has(option));
}

function* copy(tool: Tool, from: string, to: string): Routine<number> {
  const [source, target] = [tool.path(from), tool.path(to)];
  if (source === target) return tool.fail(`'${from}' and '${to}' are the same file`);
  const links = !tool.has('L') && (isRecursive(tool) || tool.has('d') || tool.has('P'));
  const options = { links, owners: tool.has('a') || tool.has('p'), keepTargets: tool.has('n') };
  const named = (path: string, base: string, word: string) => `${word}${path.slice(base.length)}`;
  const copied: string[] = [];
  const problems = copyTree(tool.process.files, [source, target], options, (one, other) => {
    copied.push(`'${named(one, source, from)}' -> '${named(other, target, to)}'\n`);
  });
  if (tool.has('v')) yield* tool.print(copied.join(''));
  for (const problem of problems)
    report(tool, problem, named(problem.from, source, from), named(problem.to, target, to));
  return problems.length > 0 ? 1 : 0;
}

function report(tool: Tool, problem: CopyProblem, from: string, to: string): void {
  const { what, error } = problem;
  if (what === 'itself') tool.fail(`cannot copy a directory, '${from}', into itself, '${to}'`);
  else if (what === 'directory') tool.complain(`'${to}'`, error, 'cannot create directory ');
  else if (what === 'read')
    tool.complain(
      tool.busybox ? `'${from}'` : `'${from}' for reading`,
      error,
      tool.busybox ? "can't open " : 'cannot open ',
    );
  else if (error.code === 'ENOSPC') tool.complain(`'${to}'`, error, 'error writing ');
  else tool.complain(`'${to}'`, error, tool.busybox ? "can't create " : 'cannot create regular file ');
}
