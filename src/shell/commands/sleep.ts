import { sleep as wait } from '../../engine/processes/kernel';
import { readDuration } from '../tool/count';
import { defineTool } from '../tool/tool';

/** `sleep`: waits; several durations are added. It only waits, so it does not keep the world from being settled. */
export const sleep = defineTool({
  name: 'sleep',
  summary: 'wait for a time',
  usage: 'NUMBER[SUFFIX]...',
  inOrder: true,
  *run(tool) {
    if (tool.operands.length === 0) return tool.misuse('missing operand');
    const durations = tool.operands.map(readDuration);
    const bad = tool.operands.find((_, at) => durations[at] === undefined);
    if (bad !== undefined) return tool.misuse(`invalid time interval ${tool.quoted(bad)}`);
    const total = durations.reduce((sum: number, duration) => sum + (duration ?? 0), 0);
    if (Number.isFinite(total)) yield* wait(tool.process.clock, total, { background: true });
    else for (;;) yield () => () => {};
    return 0;
  },
});
