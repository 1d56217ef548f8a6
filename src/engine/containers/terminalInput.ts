import type { Output } from '../processes/pipe';
import type { Pty } from '../processes/pty';

/** The keyboard's side of a terminal, as something to write to. */
export function terminalInput(pty: Pty): Output {
  return {
    full: false,
    write: (text) => {
      pty.type(text);
      return true;
    },
    onDrain: () => () => {},
    close: () => {},
  };
}
