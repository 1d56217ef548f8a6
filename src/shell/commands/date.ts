import { parseTime } from '../../base/time';
import { formatDate } from '../text/date';
import { defineTool } from '../tool/tool';

const UNITS: Readonly<Record<string, number>> = {
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};

/** `date`: the cluster's time, in UTC. */
export const date = defineTool({
  name: 'date',
  summary: 'print the date and time',
  usage: '[OPTION]... [+FORMAT]',
  options: 'u|utc d|date= I|iso-8601? R|rfc-email rfc-3339= s|set= r|reference=',
  run(tool) {
    if (tool.has('s')) return tool.fail('cannot set date: Operation not permitted');
    const text = tool.value('d');
    const moment = text === undefined ? tool.process.clock.now : momentOf(text, tool.process.clock.now);
    if (moment === undefined) return tool.fail(`invalid date ${tool.quoted(text ?? '')}`);
    const format = tool.operands.find((operand) => operand.startsWith('+'));
    const odd = tool.operands.find((operand) => !operand.startsWith('+'));
    if (odd !== undefined) return tool.fail(`invalid date ${tool.quoted(odd)}`);
    let chosen = format?.slice(1) ?? '%a %b %e %T UTC %Y';
    if (tool.has('R')) chosen = '%a, %d %b %Y %T +0000';
    else if (tool.has('I')) chosen = /^s/.test(tool.value('I') ?? '') ? '%FT%T+00:00' : '%F';
    else if (tool.has('rfc-3339')) chosen = tool.value('rfc-3339') === 'date' ? '%F' : '%F %T+00:00';
    tool.process.stdout.write(`${formatDate(moment, chosen)}\n`);
    return 0;
  },
});

function momentOf(text: string, now: number): number | undefined {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === 'now' || trimmed === '' || trimmed === 'today') return now;
  if (trimmed === 'yesterday') return now - 86_400_000;
  if (trimmed === 'tomorrow') return now + 86_400_000;
  const seconds = /^@(-?\d+(?:\.\d+)?)$/.exec(trimmed);
  if (seconds !== null) return Number(seconds[1]) * 1000;
  const relative = /^([-+]?\d+)\s*([a-z]+?)s?(\s+ago)?$/.exec(trimmed);
  const unit = relative === null ? undefined : UNITS[relative[2] as string];
  if (relative !== null && unit !== undefined)
    return now + Number(relative[1]) * unit * 1000 * (relative[3] === undefined ? 1 : -1);
  return parseTime(
    /^\d{4}-\d\d-\d\d$/.test(text.trim())
      ? `${text.trim()}T00:00:00Z`
      : text.trim().replace(' ', 'T').replace(/(\d)$/, '$1Z').replace(/ZZ$/, 'Z'),
  );
}
