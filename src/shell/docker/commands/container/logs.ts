/** docker logs. */
import { formatNanoTime, parseTime } from '../../../../base/time';
import type { LogLine } from '../../../../engine/containers/runtime';
import { parseDuration } from '../../../flags/flag';
import { follow } from '../../client/follow';
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure } from '../../failure';

export const logs: DockerCommand = {
  name: 'logs',
  usage: '[OPTIONS] CONTAINER',
  short: 'Fetch the logs of a container',
  calls: 'docker container logs, docker logs',
  args: { exactly: 1 },
  complete: ['containers'],
  flags: [
    { name: 'details', type: 'bool', usage: "The log driver's details as well" },
    { name: 'follow', shorthand: 'f', type: 'bool', usage: 'Go on with what comes' },
    { name: 'since', type: 'string', usage: 'From a moment on (2013-01-02T13:23:37Z) or so long ago (42m)' },
    { name: 'tail', shorthand: 'n', type: 'string', default: 'all', usage: 'So many lines from the end' },
    { name: 'timestamps', shorthand: 't', type: 'bool', usage: 'With the time of each line' },
    { name: 'until', type: 'string', usage: 'Until a moment or so long ago' },
  ],
  *run({ args, flags, client, process, print, printError }) {
    const [container = ''] = args;
    const since = momentOf(flags.string('since'), 'since', process.clock.now);
    const until = momentOf(flags.string('until'), 'until', process.clock.now);
    yield* client.ask(`GET /containers/${container}/json`, (daemon) => daemon.containers.inspect(container));
    const log = yield* client.ask(`GET /containers/${container}/logs`, (daemon) => daemon.containers.logs(container));
    const show = (line: LogLine) => {
      if ((since !== undefined && line.time < since) || (until !== undefined && line.time > until)) return;
      const text = `${flags.bool('timestamps') ? `${formatNanoTime(line.time)} ` : ''}${line.text}`;
      if (line.stream === 'stderr' && !log.tty) printError(text);
      else print(text);
    };
    const shown = log.lines.filter(({ time }) => since === undefined || time >= since);
    for (const line of shown.slice(tailStart(flags.string('tail'), shown.length))) show(line);
    if (!flags.bool('follow')) return 0;
    const whenOver = (over: () => void) => {
      if (!log.running()) over();
      return log.onEnd(over);
    };
    yield* follow((hear) => log.onLine(hear), whenOver, show);
    return 0;
  },
};

function tailStart(text: string, count: number): number {
  return /^\d+$/.test(text) ? Math.max(0, count - Number(text)) : 0;
}

/** A moment in milliseconds since 1970, from RFC 3339, seconds since 1970, or a duration before now. `name` is told in messages. */
export function momentOf(text: string, name: string, now: number): number | undefined {
  if (text === '') return undefined;
  const ago = parseDuration(text);
  if (ago !== undefined && !/^[\d.]+$/.test(text)) return now - ago;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const whole = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : /\dZ?$|[+-]\d\d:\d\d$/.test(text) ? text : '';
  const moment = parseTime(/Z$|[+-]\d\d:\d\d$/.test(whole) ? whole : `${whole}Z`);
  if (moment !== undefined) return moment;
  const where = name === '' ? '' : `invalid value for ${JSON.stringify(name)}: `;
  throw new CliFailure(`${where}failed to parse value as time or duration: ${JSON.stringify(text)}`);
}
