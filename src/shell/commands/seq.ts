import { formatPrintf } from '../text/printf';
import { defineTool } from '../tool/tool';

/** `seq`: numbers in a row. */
export const seq = defineTool({
  name: 'seq',
  summary: 'print a sequence of numbers',
  usage: '[OPTION]... [FIRST [INCREMENT]] LAST',
  options: 's|separator= w|equal-width f|format=',
  rewrite: (arguments_) =>
    arguments_.some((argument) => /^-\.?\d/.test(argument))
      ? ['--', ...arguments_.filter((argument) => argument !== '--')]
      : arguments_,
  *run(tool) {
    const bad = tool.operands.find((operand) => !/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(operand));
    if (bad !== undefined) return tool.misuse(`invalid floating point argument: ${tool.quoted(bad ?? '')}`);
    const [a, b, c] = tool.operands;
    if (a === undefined) return tool.misuse('missing operand');
    if (tool.operands.length > 3) return tool.misuse(`extra operand ${tool.quoted(tool.operands[3] ?? '')}`);
    const first = b === undefined ? 1 : Number(a);
    const step = c === undefined ? 1 : Number(b);
    const last = Number(c ?? b ?? a);
    if (step === 0) return tool.misuse("invalid Zero increment value: '0'");
    const places = Math.max(...tool.operands.map((operand) => operand.split('.')[1]?.length ?? 0));
    const width = tool.has('w') ? Math.max(first.toFixed(places).length, last.toFixed(places).length) : 0;
    const separator = tool.value('s') ?? '\n';
    const format = tool.value('f');
    const count = Math.floor((last - first) / step + 1e-9) + 1;
    for (let at = 0; at < count; at++) {
      const value = first + at * step;
      const text =
        format === undefined
          ? value.toFixed(places).padStart(width, '0')
          : formatPrintf(format, [String(value)], 0).text;
      yield* tool.print(`${text}${at < count - 1 ? separator : '\n'}`);
    }
    return 0;
  },
});
