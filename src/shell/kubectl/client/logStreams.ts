/** Reads the logs of containers: one after the other, or several at once while they go on. */
import type { Stream } from '../../../engine/client/door';
import type { Routine } from '../../../engine/processes/routine';
import type { Pod } from '../../../kinds/pod';
import { CommandError } from '../errors';
import type { ClusterAccess } from './access';

/** A container's log. */
export interface LogSource {
  readonly pod: Pod;
  readonly container: string;
}

function request({ pod, container }: LogSource, query: Readonly<Record<string, string>>) {
  const { name, namespace = 'default' } = pod.metadata;
  return {
    method: 'GET' as const,
    path: `/api/v1/namespaces/${namespace}/pods/${name}/log`,
    query: { ...query, container },
  };
}

/** The log as it is now. @throws CommandError when the server does not give it */
export function* readLog(
  access: ClusterAccess,
  source: LogSource,
  query: Readonly<Record<string, string>>,
): Routine<string> {
  const body = yield* access.call<unknown>(request(source, query));
  return typeof body === 'string' ? body : '';
}

interface Following {
  readonly source: LogSource;
  readonly stream: Stream;
  ended: string | undefined;
  done: boolean;
  rest: string;
}

/** Shows logs as they grow until all of them have ended. `show` is given whole lines, and the last piece. */
export function* followLogs(
  access: ClusterAccess,
  sources: readonly LogSource[],
  query: Readonly<Record<string, string>>,
  show: (source: LogSource, text: string) => void,
): Routine<void> {
  const following: Following[] = [];
  const forget: (() => void)[] = [];
  try {
    for (const source of sources) {
      const stream = yield* access.connect(request(source, { ...query, follow: 'true' }));
      const one: Following = { source, stream, ended: undefined, done: false, rest: '' };
      forget.push(
        stream.onEnd(({ code, message }) => {
          one.ended = code === 0 ? '' : (message ?? '');
        }),
      );
      following.push(one);
    }
    for (;;) {
      const moved = following.filter((one) => takeLines(one, show)).length > 0;
      const open = following.filter((one) => !one.done);
      if (open.length === 0) break;
      if (moved) continue;
      yield (wake) => {
        const stops = open.flatMap((one) => [one.stream.stdout.onReadable(wake), one.stream.onEnd(wake)]);
        return () => {
          for (const stop of stops) stop();
        };
      };
    }
    const problem = following.find((one) => (one.ended ?? '') !== '');
    if (problem !== undefined) throw new CommandError(problem.ended ?? '');
  } finally {
    for (const stop of forget) stop();
    for (const one of following) one.stream.close();
  }
}

/** Takes what is there; true when there was something. */
function takeLines(one: Following, show: (source: LogSource, text: string) => void): boolean {
  if (one.done) return false;
  const text = one.stream.stdout.take();
  if (text !== undefined && text !== '') {
    const all = one.rest + text;
    const end = all.lastIndexOf('\n') + 1;
    one.rest = all.slice(end);
    if (end > 0) show(one.source, all.slice(0, end));
    return true;
  }
  if (text === undefined || one.ended !== undefined) {
    one.done = true;
    if (one.rest !== '') show(one.source, one.rest);
    one.rest = '';
  }
  return false;
}
