/** What containers of a project print, line by line, each with its name before it. */
import { formatTime } from '../../base/time';
import type { LogLine } from '../../engine/containers/runtime';
import type { Routine } from '../../engine/processes/routine';
import { ask, type ComposeHost } from './composeHost';
import type { ProjectContainer } from './projectContainers';

export interface FollowOptions {
  readonly prefix: boolean;
  readonly timestamps: boolean;
  readonly follow: boolean;
  /** Lines from the end; undefined: all. */
  readonly tail: number | undefined;
  /** `web-1 exited with code 0`, as `up` tells. */
  readonly sayEnds: boolean;
  /** Lines of a container that were there before and are not shown. */
  readonly before?: ReadonlyMap<string, number>;
  /** It is over as soon as one has ended, not when all have. */
  readonly untilFirst?: boolean;
  /** Looked at between lines: true ends it. */
  stop(): boolean;
}

const COLOURS = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];
/** How often it is looked whether somebody wants it to stop, in milliseconds of cluster time. */
const LOOK = 100;

export function* followLogs(
  host: ComposeHost,
  containers: readonly ProjectContainer[],
  options: FollowOptions,
): Routine<void> {
  const { process } = host;
  const names = containers.map((container) => `${container.service}-${container.number}`);
  const width = Math.max(0, ...names.map((name) => name.length));
  const colour = process.tty !== undefined;
  let going = containers.length;
  const stops: (() => void)[] = [];
  for (const [at, container] of containers.entries()) {
    const log = yield* ask(host, 'GET /containers/logs', (daemon) => daemon.containers.logs(container.id));
    const name = (names[at] ?? '').padEnd(width);
    const painted = colour ? `\u001b[${COLOURS[at % COLOURS.length]}m${name}  | \u001b[0m` : `${name}  | `;
    const show = ({ text, time }: LogLine) => {
      const stamp = options.timestamps ? `${formatTime(time).replace('Z', '.000000000Z')} ` : '';
      const line = `${options.prefix ? painted : ''}${stamp}${text}`;
      process.stdout.write(line.endsWith('\n') ? line : `${line}\n`);
    };
    const lines = log.lines.slice(options.before?.get(container.id) ?? 0);
    for (const line of options.tail === undefined ? lines : lines.slice(Math.max(0, lines.length - options.tail)))
      show(line);
    if (!options.follow || !log.running()) {
      going--;
      continue;
    }
    stops.push(log.onLine(show));
    stops.push(
      log.onEnd(() => {
        going--;
      }),
    );
  }
  try {
    const over = () => (options.untilFirst === true ? going < containers.length : going === 0);
    while (!over() && !options.stop()) {
      yield (wake) => {
        const timer = process.clock.after(LOOK, wake, { background: true });
        return () => timer.cancel();
      };
    }
  } finally {
    for (const stop of stops) stop();
  }
  if (!options.sayEnds || options.stop()) return;
  for (const [at, container] of containers.entries()) {
    const state = yield* ask(host, 'GET /containers/json', (daemon) => daemon.containers.inspect(container.id));
    const { ExitCode, Status } = state['State'] as { ExitCode: number; Status: string };
    // As compose writes it over its menu's line.
    if (Status === 'exited') process.stdout.write(`\n\u001b[K${names[at]} exited with code ${ExitCode}\n`);
  }
}
