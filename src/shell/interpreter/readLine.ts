/** Reads a line for `read` and `select`, a character at a time, so that the rest stays for the next reader. */
import type { Input } from '../../engine/processes/pipe';
import type { Routine } from '../../engine/processes/routine';
import type { Shell } from './shell';

export interface LineRead {
  readonly text: string;
  /** False when the input ended (or the time was over) before the delimiter. */
  readonly complete: boolean;
}

export interface LineOptions {
  readonly delimiter?: string;
  /** At most so many characters. */
  readonly limit?: number;
  /** Milliseconds after which it gives up. */
  readonly timeout?: number;
}

/** Undefined when there is nothing more to read at all. */
export function* readLine(shell: Shell, input: Input, options: LineOptions = {}): Routine<LineRead | undefined> {
  const { delimiter = '\n', limit = Number.POSITIVE_INFINITY, timeout } = options;
  const { clock } = shell.process;
  const end = timeout === undefined ? undefined : clock.now + timeout;
  let text = '';
  while ([...text].length < limit) {
    const character = input.take(1);
    if (character === undefined) return text === '' ? undefined : { text, complete: false };
    if (character === delimiter || (delimiter === '' && character === '\0')) return { text, complete: true };
    text += character;
    if (character !== '') continue;
    if (end !== undefined && clock.now >= end) return { text, complete: false };
    yield* shell.wait((wake) => {
      const cancel = input.onReadable(wake);
      const timer = end === undefined ? undefined : clock.at(end, wake);
      return () => {
        cancel();
        timer?.cancel();
      };
    });
    if (shell.hasPending) return { text, complete: false };
  }
  return { text, complete: true };
}
