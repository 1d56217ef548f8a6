/** start, stop, restart, kill, pause, unpause, rm: what happens to containers that are there. */
import type { Routine } from '../../../engine/processes/routine';
import { type ComposeCommand, type ComposeInvocation, missing, timeoutFlag, timeoutOf } from '../composeCommand';
import { ask, ComposeFailure, type ComposeHost, waitForAnswer } from '../composeHost';
import { servicesInOrder, startServices, stopping } from '../converge';
import type { ComposeProject } from '../project';
import { type ProjectContainer, projectContainers } from '../projectContainers';
import { levelsOf, type Task, together } from '../tasks';

/** Containers of the services that are meant, in the order in which these need each other. */
export function* meantContainers(
  host: ComposeHost,
  project: ComposeProject,
  names: readonly string[],
  all = true,
): Routine<readonly ProjectContainer[]> {
  const services = servicesInOrder(project, names, false);
  const containers = yield* projectContainers(host, project.name, { all });
  return services.flatMap((service) => containers.filter((container) => container.service === service.name));
}

export const start: ComposeCommand = {
  name: 'start',
  usage: '[SERVICE...]',
  short: 'Start the containers of services that are there',
  flags: [],
  *run({ host, project, args }) {
    const known = project();
    const odd = args.find((name) => !(name in known.services));
    if (odd !== undefined) throw new ComposeFailure(`no such service: ${JSON.stringify(odd)}: not found`);
    const containers = yield* meantContainers(host, known, args);
    if (containers.length === 0)
      throw new ComposeFailure(`service "${args[0] ?? Object.keys(known.services)[0]}" has no container to start`);
    yield* host.progress.during(startServices(host, known, servicesInOrder(known, args, false)));
    return 0;
  },
};

export const stop: ComposeCommand = {
  name: 'stop',
  usage: '[OPTIONS] [SERVICE...]',
  short: 'Stop services',
  flags: [timeoutFlag],
  *run({ host, project, args, flags }) {
    yield* host.progress.during(stopLevels(host, project(), args, timeoutOf(flags)));
    return 0;
  },
};

/** Those that need others first; stopped ones are told of as well. */
function* stopLevels(
  host: ComposeHost,
  project: ComposeProject,
  names: readonly string[],
  timeout: number | undefined,
): Routine<void> {
  const containers = yield* projectContainers(host, project.name, { all: true });
  for (const level of [...levelsOf(servicesInOrder(project, names, false))].reverse()) {
    const own = level.flatMap((service) => containers.filter((one) => one.service === service.name));
    yield* together(
      host,
      own.map((container) => stopping(host, container, timeout)),
    );
  }
}

export const restart: ComposeCommand = {
  name: 'restart',
  usage: '[OPTIONS] [SERVICE...]',
  short: 'Restart services',
  flags: [timeoutFlag, { name: 'no-deps', type: 'bool', usage: 'Not those that depend on them' }],
  *run({ host, project, args, flags }) {
    const timeout = timeoutOf(flags);
    const containers = yield* meantContainers(host, project(), args);
    const tasks = containers.map((container) =>
      change(host, container, 'Restarting', 'Started', () =>
        waitForAnswer<void>(host, 'POST /containers/restart', (daemon, done) =>
          daemon.containers.restart(container.id, timeout === undefined ? {} : { timeout }, done),
        ),
      ),
    );
    yield* host.progress.during(together(host, tasks));
    return 0;
  },
};

export const kill: ComposeCommand = {
  name: 'kill',
  usage: '[OPTIONS] [SERVICE...]',
  short: 'Kill the containers of services',
  flags: [
    { name: 'signal', shorthand: 's', type: 'string', default: 'SIGKILL', usage: 'The signal to send' },
    missing('remove-orphans'),
  ],
  *run({ host, project, args, flags }) {
    const running = (yield* meantContainers(host, project(), args)).filter((one) => one.summary.State === 'running');
    if (running.length === 0) host.process.stderr.write('no container to kill\n');
    const tasks = running.map((container) =>
      change(host, container, 'Killing', 'Killed', () =>
        waitForAnswer<void>(host, 'POST /containers/kill', (daemon, done) =>
          daemon.containers.kill(container.id, flags.string('signal'), done),
        ),
      ),
    );
    yield* host.progress.during(together(host, tasks));
    return 0;
  },
};

function change(
  host: ComposeHost,
  container: ProjectContainer,
  doing: string,
  done: string,
  act: () => Routine<void>,
): Task {
  const name = `Container ${container.name}`;
  return {
    name,
    doing,
    *run() {
      yield* act();
      host.progress.end(name, done);
    },
  };
}

export const pause = pausing('pause', 'Pause services', 'Paused');
export const unpause = pausing('unpause', 'Let paused services go on', 'Unpaused');

function pausing(name: 'pause' | 'unpause', short: string, done: string): ComposeCommand {
  return {
    name,
    usage: '[SERVICE...]',
    short,
    flags: [],
    *run({ host, project, args }) {
      for (const container of yield* meantContainers(host, project(), args)) {
        yield* ask(host, `POST /containers/${name}`, (daemon) => daemon.containers[name](container.id));
        host.progress.end(`Container ${container.name}`, done);
      }
      return 0;
    },
  };
}

export const rm: ComposeCommand = {
  name: 'rm',
  usage: '[OPTIONS] [SERVICE...]',
  short: 'Remove the stopped containers of services',
  flags: [
    { name: 'force', shorthand: 'f', type: 'bool', usage: 'Without asking' },
    { name: 'stop', shorthand: 's', type: 'bool', usage: 'Stop them before' },
    { name: 'volumes', shorthand: 'v', type: 'bool', usage: 'Their anonymous volumes too' },
  ],
  run: removeStopped,
};

function* removeStopped({ host, project, args, flags, print }: ComposeInvocation): Routine<number> {
  let containers = yield* meantContainers(host, project(), args);
  if (flags.bool('stop')) {
    yield* stopLevels(host, project(), args, undefined);
    containers = yield* meantContainers(host, project(), args);
  }
  const stopped = containers.filter((container) => container.summary.State !== 'running');
  if (stopped.length === 0) {
    host.process.stderr.write('No stopped containers\n');
    return 0;
  }
  // Named in the daemon's order, the newest first.
  const names = [...stopped].sort((a, b) => b.summary.Created - a.summary.Created).map((one) => one.name);
  if (flags.bool('force')) print(`Going to remove ${names.join(', ')}\n`);
  else {
    print(`? Going to remove ${names.join(', ')} (y/N) \n`);
    throw new ComposeFailure('say so with --force: being asked is not simulated here');
  }
  const tasks = stopped.map((container) =>
    change(host, container, 'Removing', 'Removed', () =>
      waitForAnswer<void>(host, 'DELETE /containers', (daemon, done) =>
        daemon.containers.remove(container.id, { force: true, volumes: flags.bool('volumes'), link: false }, done),
      ),
    ),
  );
  yield* together(host, tasks);
  return 0;
}

export function* each<T>(items: readonly T[], run: (item: T) => Routine<void>): Routine<void> {
  for (const item of items) yield* run(item);
}
