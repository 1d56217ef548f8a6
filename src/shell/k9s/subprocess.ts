/** The other programs that k9s calls, as the real one calls kubectl: for their text, or to hand the terminal over. */
import { waitForExit } from '../../engine/processes/kernel';
import { Pipe, read, readAll } from '../../engine/processes/pipe';
import type { Exit, Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import { startProgram } from '../programs';

/** What a command printed, errors too, and how it ended. */
export function* capture(process: Process, argv: readonly string[]): Routine<{ text: string; code: number }> {
  const pipe = new Pipe();
  const started = startProgram(process, argv, { stdin: closed(), stdout: pipe, stderr: pipe, tty: undefined });
  if (!started.ok) return { text: `${argv[0]}: command not found`, code: 127 };
  started.value.onExit(() => pipe.close());
  const text = yield* readAll(pipe);
  return { text, code: started.value.exit?.code ?? 0 };
}

/** Hands on what a command prints while it runs; ends it when this routine is ended. */
export function* stream(process: Process, argv: readonly string[], show: (text: string) => void): Routine<void> {
  const pipe = new Pipe();
  const started = startProgram(process, argv, { stdin: closed(), stdout: pipe, stderr: pipe, tty: undefined });
  if (!started.ok) return;
  const child = started.value;
  child.onExit(() => pipe.close());
  try {
    for (;;) {
      const text = yield* read(pipe);
      if (text === undefined) return;
      show(text);
    }
  } finally {
    if (child.exit === undefined) child.kernel.signal(child.pid, 'SIGTERM');
  }
}

/** Runs a command at the terminal until it ends. */
export function* runAtTerminal(process: Process, argv: readonly string[]): Routine<Exit | undefined> {
  const { stdin, stdout, stderr, tty } = process;
  const started = startProgram(process, argv, { stdin, stdout, stderr, tty });
  return started.ok ? yield* waitForExit(started.value) : undefined;
}

function closed(): Pipe {
  const pipe = new Pipe();
  pipe.close();
  return pipe;
}
