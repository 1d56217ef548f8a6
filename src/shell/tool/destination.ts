import type { Tool } from './tool';

export interface Destination {
  readonly sources: readonly string[];
  /** Where a source goes: into the directory that was named, or to the name itself. */
  pathFor(source: string): string;
}

/** The operands of `cp`, `mv`, `ln`: sources and a target; the status after a complaint. */
export function destinationOf(tool: Tool): Destination | number {
  const directory = tool.value('t');
  const operands = directory === undefined ? tool.operands : [...tool.operands, directory];
  const [first] = operands;
  if (first === undefined) return tool.misuse('missing file operand');
  if (operands.length === 1) return tool.misuse(`missing destination file operand after '${first}'`);
  const target = operands.at(-1) as string;
  const sources = operands.slice(0, -1);
  const inside = tool.isDirectory(target) && !tool.has('T');
  if (sources.length > 1 && !inside)
    return tool.fail(
      tool.stat(target) === undefined
        ? `target '${target}': No such file or directory`
        : `target '${target}' is not a directory`,
    );
  const baseName = (path: string) => path.replace(/\/+$/, '').split('/').at(-1) || path;
  return { sources, pathFor: (source) => (inside ? `${target.replace(/\/+$/, '')}/${baseName(source)}` : target) };
}
