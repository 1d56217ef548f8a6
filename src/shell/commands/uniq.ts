import { defineTool, linesOf } from '../tool/tool';

/** `uniq`: neighbouring equal lines as one. */
export const uniq = defineTool({
  name: 'uniq',
  summary: 'report or omit repeated lines',
  usage: '[OPTION]... [INPUT]',
  options: 'c|count d|repeated u|unique i|ignore-case f|skip-fields= s|skip-chars=',
  *run(tool) {
    const { texts, status } = yield* tool.readAll(tool.operands.slice(0, 1));
    if (status !== 0) return status;
    const fields = Number(tool.value('f') ?? 0);
    const characters = Number(tool.value('s') ?? 0);
    const key = (line: string) => {
      const rest = line.replace(new RegExp(`^(?:\\s*\\S+){0,${fields}}`), '').slice(characters);
      return tool.has('i') ? rest.toLowerCase() : rest;
    };
    const groups: { line: string; count: number }[] = [];
    for (const line of texts.flatMap(linesOf)) {
      const last = groups.at(-1);
      if (last !== undefined && key(last.line) === key(line)) last.count++;
      else groups.push({ line, count: 1 });
    }
    for (const { line, count } of groups) {
      if ((tool.has('d') && count < 2) || (tool.has('u') && count > 1)) continue;
      yield* tool.print(`${tool.has('c') ? `${String(count).padStart(7)} ` : ''}${line}\n`);
    }
    return 0;
  },
});
