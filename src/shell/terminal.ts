/** A terminal session on the laptop: a pseudo-terminal with an interactive shell behind it. */
import { Pty } from '../engine/processes/pty';
import { bashProgram } from './bash';
import { commands } from './commands/registry';
import { HOME, laptopEnvironment } from './home';
import type { ShellWorld } from './laptop';
import { installLaptop, loginOptions, type PageServices } from './laptop';
import { columnAfter } from './lineEditor/column';

export interface TerminalOptions extends PageServices {
  readonly world: ShellWorld;
  readonly columns: number;
  readonly rows: number;
  /** Takes what the terminal shows, with escape sequences; line ends are `\n`. */
  readonly onOutput: (data: string) => void;
  /** The shell has ended (`exit`, Ctrl-D). */
  readonly onClose?: () => void;
}

export interface Terminal {
  /** Keys, as xterm gives them; a paste may be bracketed. */
  input(data: string): void;
  resize(columns: number, rows: number): void;
  /** Hangs up: everything that runs in it gets SIGHUP. */
  close(): void;
}

/** Opens a terminal. Its shell starts when the clock runs. */
export function createTerminal(options: TerminalOptions): Terminal {
  const { world, columns, rows, onOutput } = options;
  const completers = new Map(
    [...commands, ...installLaptop(world, options)].flatMap(({ name, complete }) =>
      complete === undefined ? [] : [[name, complete] as const],
    ),
  );
  const record = (line: string) => world.trace.record({ kind: 'input', actor: 'laptop', text: line });
  let column = 0;
  const pty: Pty = new Pty({
    columns,
    rows,
    show: (text) => {
      column = columnAfter(column, text, pty.columns);
      onOutput(text);
    },
  });
  const { laptop } = world;
  const shell = laptop.kernel.spawn({
    argv: ['bash'],
    program: bashProgram({ completers, record, column: () => column }),
    env: laptopEnvironment(world.profile).set('TERM', 'xterm-256color').set('EDITOR', 'vi'),
    workingDirectory: HOME,
    ...loginOptions(world),
    stdin: pty.input,
    stdout: pty.output,
    stderr: pty.output,
    tty: pty,
  });
  pty.foreground = [shell];
  shell.onExit(() => options.onClose?.());
  return {
    input: (data) => pty.type(data),
    resize: (width, height) => pty.resize(width, height),
    close: () => pty.hangUp(),
  };
}
