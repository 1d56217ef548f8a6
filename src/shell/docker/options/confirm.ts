/** Asks before something is removed. */
import type { Routine } from '../../../engine/processes/routine';
import { callback } from '../../../engine/processes/routine';
import type { Invocation } from '../dockerCommand';

/** True after `y`; anything else, and the end of the input, is a no. */
export function* confirmed({ process, print }: Invocation, warning: string): Routine<boolean> {
  print(`${warning}\nAre you sure you want to continue? [y/N] `);
  let line = '';
  for (;;) {
    const text = process.stdin.take();
    if (text === undefined) {
      print('\n');
      return false;
    }
    line += text;
    if (line.includes('\n') || line.includes('\r')) break;
    if (text === '') yield* callback<void>((done) => process.stdin.onReadable(() => done()));
  }
  return /^\s*y(es)?\s*$/i.test(line.split(/[\r\n]/)[0] ?? '');
}
