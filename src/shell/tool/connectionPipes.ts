import type { Connection } from '../../engine/network/namespace';
import { drained, Pipe } from '../../engine/processes/pipe';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';

/** How a connection ended: at the other end, or with this one's input. */
export type PassingEnd = 'end' | 'reset' | 'input';

/**
 * Passes text between a connection and a process's standard streams until the other end closes it. At the end of the
 * input it says so there and goes on reading, unless `stopAtInput`. `filter` changes what is sent; `stopWhen` is asked
 * after each text. The connection is closed in any case.
 */
export function* passText(
  process: Process,
  connection: Connection,
  options: { readonly stopAtInput?: boolean; filter?(text: string): string; stopWhen?(): boolean } = {},
): Routine<PassingEnd> {
  const incoming = new Pipe();
  let how: 'end' | 'reset' = 'end';
  connection.read(
    (text) => incoming.write(text),
    (end) => {
      how = end;
      incoming.close();
    },
  );
  let inputOver = false;
  try {
    for (;;) {
      const text = incoming.take();
      if (text === undefined) return how;
      if (text !== '' && !process.stdout.write(text)) return 'input';
      yield* drained(process.stdout);
      const typed = inputOver ? '' : process.stdin.take();
      if (typed === undefined) {
        inputOver = true;
        if (options.stopAtInput === true) return 'input';
        connection.end();
      } else if (typed !== '') connection.write(options.filter?.(typed) ?? typed);
      if (options.stopWhen?.() === true) return 'input';
      if (text !== '' || (typed !== undefined && typed !== '')) continue;
      yield (wake) => {
        const stops = [incoming.onReadable(wake), ...(inputOver ? [] : [process.stdin.onReadable(wake)])];
        return () => {
          for (const stop of stops) stop();
        };
      };
    }
  } finally {
    connection.end();
  }
}
