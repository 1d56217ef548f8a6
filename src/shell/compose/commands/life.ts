/** start, stop, restart, kill, pause, unpause, rm: what happens to containers that are there. */
import type { Routine } from '../../../engine/processes/routine';
import { type ComposeCommand, type ComposeInvocation, timeoutFlag, timeoutOf } from '../composeCommand';
import { ask, ComposeFailure, type ComposeHost, waitForAnswer } from '../composeHost';
import { servicesInOrder, startServices, stopContainer } from '../converge';
import type { ComposeProject } from '../project';
import { type ProjectContainer, projectContainers } from '../projectContainers';

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
    const running = (yield* meantContainers(host, project(), args)).filter((one) => one.summary.State === 'running');
    yield* host.progress.during(
      each([...running].reverse(), (container) => stopContainer(host, container, timeoutOf(flags))),
    );
    return 0;
  },
};

export const restart: ComposeCommand = {
  name: 'restart',
  usage: '[OPTIONS] [SERVICE...]',
  short: 'Restart services',
  flags: [timeoutFlag, { name: 'no-deps', type: 'bool', usage: 'Not those that depend on them' }],
  *run({ host, project, args, flags }) {
    const timeout = timeoutOf(flags);
    const containers = yield* meantContainers(host, project(), args);
    yield* host.progress.during(
      each(containers, function* (container) {
        host.progress.begin(`Container ${container.name}`, 'Restarting');
        const options = timeout === undefined ? {} : { timeout };
        yield* waitForAnswer<void>(host, 'POST /containers/restart', (daemon, done) =>
          daemon.containers.restart(container.id, options, done),
        );
        host.progress.end(`Container ${container.name}`, 'Started');
      }),
    );
    return 0;
  },
};

export const kill: ComposeCommand = {
  name: 'kill',
  usage: '[OPTIONS] [SERVICE...]',
  short: 'Kill the containers of services',
  flags: [{ name: 'signal', shorthand: 's', type: 'string', default: 'SIGKILL', usage: 'The signal to send' }],
  *run({ host, project, args, flags }) {
    const running = (yield* meantContainers(host, project(), args)).filter((one) => one.summary.State === 'running');
    yield* host.progress.during(
      each(running, function* (container) {
        host.progress.begin(`Container ${container.name}`, 'Killing');
        yield* waitForAnswer<void>(host, 'POST /containers/kill', (daemon, done) =>
          daemon.containers.kill(container.id, flags.string('signal'), done),
        );
        host.progress.end(`Container ${container.name}`, 'Killed');
      }),
    );
    return 0;
  },
};

export const pause = pausing('pause', 'Pause services', 'Pausing', 'Paused');
export const unpause = pausing('unpause', 'Let paused services go on', 'Unpausing', 'Unpaused');

function pausing(name: 'pause' | 'unpause', short: string, doing: string, done: string): ComposeCommand {
  return {
    name,
    usage: '[SERVICE...]',
    short,
    flags: [],
    *run({ host, project, args }) {
      for (const container of yield* meantContainers(host, project(), args)) {
        host.progress.begin(`Container ${container.name}`, doing);
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
    for (const container of containers)
      if (container.summary.State === 'running') yield* stopContainer(host, container, undefined);
    containers = yield* meantContainers(host, project(), args);
  }
  const stopped = containers.filter((container) => container.summary.State !== 'running');
  if (stopped.length === 0) {
    host.process.stderr.write('No stopped containers\n');
    return 0;
  }
  if (!flags.bool('force')) {
    print(`? Going to remove ${stopped.map((one) => one.name).join(', ')} (y/N) \n`);
    throw new ComposeFailure('say so with --force: being asked is not simulated here');
  }
  for (const container of stopped) {
    host.progress.begin(`Container ${container.name}`, 'Removing');
    yield* waitForAnswer<void>(host, 'DELETE /containers', (daemon, done) =>
      daemon.containers.remove(container.id, { force: true, volumes: flags.bool('volumes'), link: false }, done),
    );
    host.progress.end(`Container ${container.name}`, 'Removed');
  }
  return 0;
}

export function* each<T>(items: readonly T[], run: (item: T) => Routine<void>): Routine<void> {
  for (const item of items) yield* run(item);
}
