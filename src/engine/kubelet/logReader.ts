/** Container logs as the kubelet serves them: a choice of lines, with or without their times, followed if asked for. */
import { formatMicroTime } from '../../base/time';
import type { Stream } from '../client/door';
import type { LogOptions } from '../client/nodeDoor';
import type { Clock } from '../clock';
import type { ContainerRuntime, LogFile, LogLine } from '../containers/runtime';
import { Pipe } from '../processes/pipe';

/** The chosen lines as one text. */
export function logText(lines: readonly LogLine[], options: LogOptions, now: number): string {
  const text = chosen(lines, options, now)
    .map((line) => lineText(line, options))
    .join('');
  return options.limitBytes === undefined ? text : text.slice(0, options.limitBytes);
}

export interface FollowRequest {
  readonly file: LogFile;
  readonly id: string;
  readonly runtime: ContainerRuntime;
  readonly clock: Clock;
  readonly options: LogOptions;
}

/** The chosen lines, then each new one, until the container ends or the reader hangs up. */
export function followLog({ file, id, runtime, clock, options }: FollowRequest): Stream {
  const stdout = new Pipe();
  const stderr = new Pipe();
  const listeners = new Set<(end: { readonly code: number }) => void>();
  const stops: (() => void)[] = [];
  let left = options.limitBytes ?? Number.POSITIVE_INFINITY;
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    for (const stop of stops) stop();
    stdout.close();
    stderr.close();
    clock.after(0, () => {
      for (const listener of listeners) listener({ code: 0 });
    });
  };
  const write = (text: string) => {
    const part = text.slice(0, left);
    left -= part.length;
    if (!stdout.write(part) || left <= 0) end();
  };
  const first = logText(file.lines, options, clock.now);
  if (first !== '') write(first);
  stops.push(
    file.onLine((line) => write(lineText(line, options))),
    runtime.onExit((ending) => {
      if (ending === id) clock.after(0, end);
    }),
  );
  if (runtime.status(id)?.state !== 'running') end();
  return {
    stdin: closed(),
    stdout,
    stderr,
    onEnd: (listener) => {
      if (ended) {
        const timer = clock.after(0, () => listener({ code: 0 }));
        return () => timer.cancel();
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    resize: () => {},
    close: end,
  };
}

function chosen(lines: readonly LogLine[], options: LogOptions, now: number): readonly LogLine[] {
  const since = Math.max(
    options.sinceTime ?? Number.NEGATIVE_INFINITY,
    options.sinceSeconds === undefined ? Number.NEGATIVE_INFINITY : now - options.sinceSeconds * 1000,
  );
  const recent = lines.filter((line) => line.time >= since);
  if (options.tailLines === undefined || options.tailLines < 0) return recent;
  return options.tailLines === 0 ? [] : recent.slice(-options.tailLines);
}

function lineText(line: LogLine, options: LogOptions): string {
  return options.timestamps ? `${formatMicroTime(line.time).replace('Z', '000Z')} ${line.text}` : line.text;
}

function closed(): Pipe {
  const pipe = new Pipe();
  pipe.close();
  return pipe;
}
