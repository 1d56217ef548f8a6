/** `docker top`: ps of the daemon's machine, of which the container's lines are kept. */
import { ok } from '../../../base/result';
import { Pipe } from '../../processes/pipe';
import type { Answer, Cancel, Done } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { conflict, failed } from '../refusal';
import type { DockerContainer } from './dockerContainer';

export interface ProcessList {
  readonly Titles: readonly string[];
  readonly Processes: readonly (readonly string[])[];
}

export function topContainer(
  context: DaemonContext,
  container: DockerContainer,
  psArguments: readonly string[],
  done: Done<ProcessList>,
): Cancel {
  const refusal = topProblem(container);
  if (refusal !== undefined) {
    done(refusal);
    return () => {};
  }
  const { kernel, files, network } = context.machine;
  const program = kernel.programs.get('ps');
  if (program === undefined) {
    done(failed('exec: "ps": executable file not found in $PATH'));
    return () => {};
  }
  const [stdout, stderr] = [new Pipe(), new Pipe()];
  const argv = ['ps', ...(psArguments.length === 0 ? ['-ef'] : psArguments)];
  const ps = kernel.spawn({ argv, program, files, network, stdout, stderr, user: 'root', workingDirectory: '/' });
  return ps.onExit((exit) => {
    const text = stdout.take() ?? '';
    if (exit.code === 0) done(ownLines(context, container, text));
    else done(failed(`ps: ${(stderr.take() ?? '').split('\n')[0] || `exit status ${exit.code}`}`));
  });
}

function topProblem(container: DockerContainer): ReturnType<typeof conflict> | undefined {
  if (!container.running) return conflict(`Container ${container.id} is not running`);
  if (!container.restarting) return undefined;
  return conflict(`Container ${container.id} is restarting, wait until the container is running`);
}

/** As the daemon reads ps: fields end at blanks, but for the last one; PID says whose line it is. */
function ownLines(context: DaemonContext, container: DockerContainer, text: string): Answer<ProcessList> {
  const [head = '', ...lines] = text.split('\n');
  const titles = head.trim().split(/\s+/);
  const column = titles.indexOf('PID');
  if (column < 0) return failed("Couldn't find PID field in ps output");
  const { kernel } = context.machine;
  const own = new Set(container.container.processes.map((process) => String(kernel.pidOf(process))));
  const rows = lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const fields = line.trim().split(/\s+/);
      const last = titles.length - 1;
      return fields.length > titles.length ? [...fields.slice(0, last), fields.slice(last).join(' ')] : fields;
    });
  return ok({ Titles: titles, Processes: rows.filter((fields) => own.has(fields[column] ?? '')) });
}
