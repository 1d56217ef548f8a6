import { normalise } from '../../engine/files/fileSystem';
import { sleep } from '../../engine/processes/kernel';
import type { Process } from '../../engine/processes/process';
import { isTerminal, Pty } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import { describeProgramError, startProgram } from '../programs';
import { formatDate } from '../text/date';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

const HELP = `
Usage:
 script [options] [file]

Make a typescript of a terminal session.

Options:
 -O, --log-out <file>          log stdout to file (default)
 -a, --append                  append to the log file
 -c, --command <command>       run command rather than interactive shell
 -e, --return                  return exit code of the child process
 -f, --flush                   run flush after each write
 -E, --echo <when>             echo input in session (auto, always or never)
 -q, --quiet                   be quiet

 -h, --help                    display this help
 -V, --version                 display version
`;

/** What the keyboard's end of file looks like: Ctrl-D. */
const END = '\u0004';

/** `script`: runs a command on a terminal of its own, and writes down what that shows. */
export const script = defineTool({
  name: 'script',
  summary: 'make a typescript of a terminal session',
  usage: '[options] [file]',
  help: HELP,
  options:
    'I|log-in= O|log-out= B|log-io= T|log-timing= t|timing? m|logging-format= a|append c|command= e|return f|flush force E|echo= o|output-limit= q|quiet h V|version',
  *run(tool) {
    const odd = ['I', 'B', 'T', 't', 'm', 'o'].find((option) => tool.has(option));
    if (odd !== undefined) return tool.fail(`-${odd} is not simulated here`);
    const { process } = tool;
    const file = tool.value('O') ?? tool.operands[0] ?? 'typescript';
    const log = (text: string) =>
      process.files.write(normalise(file, process.workingDirectory), text, { append: true });
    if (!tool.has('a')) {
      const opened = process.files.write(normalise(file, process.workingDirectory), '');
      if (!opened.ok) return tool.fail(`cannot open ${file}: Permission denied`);
    }
    const command = tool.value('c');
    const date = formatDate(process.clock.now, '%F %T+00:00');
    log(
      `Script started on ${date} [${command === undefined ? '' : `COMMAND="${command}" `}<not executed on terminal>]\n`,
    );
    if (!tool.has('q')) yield* tool.print(`Script started, output log file is '${file}'.\n`);
    const status = yield* session(tool, command, log);
    if (status === undefined) return 1;
    log(`\nScript done on ${formatDate(process.clock.now, '%F %T+00:00')} [COMMAND_EXIT_CODE="${status}"]\n`);
    if (!tool.has('q')) yield* tool.print('Script done.\n');
    return tool.has('e') ? status : 0;
  },
});

/** Runs the command on a new terminal; its status, or undefined when there is no such program. */
function* session(tool: Tool, command: string | undefined, log: (text: string) => void): Routine<number | undefined> {
  const { process } = tool;
  const outer = isTerminal(process.stdin) && process.tty instanceof Pty ? process.tty : undefined;
  const pty: Pty = new Pty({
    columns: outer?.columns ?? 80,
    rows: outer?.rows ?? 24,
    show: (text) => {
      process.stdout.write(text);
      log(text);
    },
  });
  const shell = process.env.get('SHELL') || '/bin/sh';
  const started = startProgram(process, command === undefined ? [shell, '-i'] : [shell, '-c', command], {
    stdin: pty.input,
    stdout: pty.output,
    stderr: pty.output,
    tty: pty,
  });
  if (!started.ok) {
    tool.fail(`failed to execute ${shell}: ${describeProgramError(started.error)}`);
    return undefined;
  }
  const child = started.value;
  pty.foreground = [child];
  const restore = outer?.makeRaw();
  try {
    yield* passKeys(process, child, pty, outer === undefined);
  } finally {
    restore?.();
  }
  return child.exit?.code ?? 0;
}

/** Hands on what is typed until the command ends; the end of the input is typed as Ctrl-D. */
function* passKeys(process: Process, child: Process, pty: Pty, typesEnd: boolean): Routine<void> {
  let ended = false;
  while (child.exit === undefined) {
    if (ended) {
      yield (wake) => child.onExit(wake);
      continue;
    }
    const text = process.stdin.take();
    if (text === undefined) {
      ended = true;
      if (typesEnd) yield* typeEnd(child, pty);
    } else if (text !== '') pty.type(text);
    else
      yield (wake) => {
        const stops = [child.onExit(wake), process.stdin.onReadable(wake)];
        return () => {
          for (const stop of stops) stop();
        };
      };
  }
}

/** The end is typed when what came before it has been read, or after two seconds. */
function* typeEnd(child: Process, pty: Pty): Routine<void> {
  for (let tries = 0; tries < 8 && child.exit === undefined; tries++) {
    yield* sleep(child.clock, 250);
    if (!pty.unread) break;
  }
  if (child.exit === undefined) pty.type(END);
}
