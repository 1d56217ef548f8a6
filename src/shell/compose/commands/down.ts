import type { Routine } from '../../../engine/processes/routine';
import { type ComposeCommand, type ComposeInvocation, timeoutFlag, timeoutOf } from '../composeCommand';
import { ask, ComposeFailure, type ComposeHost, exists } from '../composeHost';
import { imageOf } from '../containerOptions';
import { orphansOf, removal, servicesInOrder } from '../converge';
import type { ComposeProject, ComposeService } from '../project';
import { label, type ProjectContainer, projectContainers } from '../projectContainers';
import { levelsOf, type Task, together } from '../tasks';

export const down: ComposeCommand = {
  name: 'down',
  usage: '[OPTIONS] [SERVICES]',
  short: 'Stop and remove containers and networks',
  flags: [
    timeoutFlag,
    { name: 'volumes', shorthand: 'v', type: 'bool', usage: 'The volumes of the file and anonymous ones too' },
    { name: 'remove-orphans', type: 'bool', usage: 'Containers of services that the file does not have too' },
    { name: 'rmi', type: 'string', usage: 'Images too: all, or local for those without a name of their own' },
  ],
  *run(invocation) {
    yield* invocation.host.progress.during(takeDown(invocation));
    return 0;
  },
};

function* takeDown({ host, project, flags, args }: ComposeInvocation): Routine<void> {
  const known = project();
  const order = servicesInOrder(known, args, false);
  const which = flags.string('rmi');
  if (which !== '' && which !== 'all' && which !== 'local')
    throw new ComposeFailure(`invalid value for --rmi: ${JSON.stringify(which)}`);
  const all = yield* projectContainers(host, known.name, { all: true });
  const remove = (container: ProjectContainer) => removal(host, container, timeoutOf(flags), flags.bool('volumes'));
  if (flags.bool('remove-orphans')) yield* together(host, (yield* orphansOf(host, known)).map(remove));
  for (const level of [...levelsOf(order)].reverse()) {
    const own = level.flatMap((service) => all.filter((one) => one.service === service.name));
    yield* together(host, own.map(remove));
  }
  const networks = yield* networkRemovals(host, known.name);
  const whole = args.length === 0;
  const tasks = [
    ...(which === '' ? [] : yield* imageRemovals(host, known, order, which === 'all')),
    ...(whole && flags.bool('volumes') ? yield* volumeRemovals(host, known) : []),
    ...networks,
  ];
  yield* together(host, tasks);
}

function* networkRemovals(host: ComposeHost, project: string): Routine<readonly Task[]> {
  const filters = { label: [`${label.project}=${project}`] };
  const networks = yield* ask(host, 'GET /networks', (daemon) => daemon.networks.list(filters));
  return networks.map(({ Name: given }) => {
    const name = String(given);
    return {
      name: `Network ${name}`,
      doing: 'Removing',
      *run() {
        const removed = yield* host.client.answer(`DELETE /networks/${name}`, (daemon) => daemon.networks.remove(name));
        if (removed.ok) host.progress.end(`Network ${name}`, 'Removed');
        else if (removed.error.message.includes('has active endpoints'))
          host.progress.end(`Network ${name}`, 'Resource is still in use');
        else throw new ComposeFailure(`Error response from daemon: ${removed.error.message}`);
      },
    };
  });
}

function* volumeRemovals(host: ComposeHost, project: ComposeProject): Routine<readonly Task[]> {
  const tasks: Task[] = [];
  for (const { name, external } of Object.values(project.volumes)) {
    if (external) continue;
    if (!(yield* exists(host, `GET /volumes/${name}`, (daemon) => daemon.volumes.inspect(name)))) continue;
    tasks.push({
      name: `Volume ${name}`,
      doing: 'Removing',
      *run() {
        const removed = yield* host.client.answer(`DELETE /volumes/${name}`, (daemon) =>
          daemon.volumes.remove(name, { force: false }),
        );
        if (removed.ok) host.progress.end(`Volume ${name}`, 'Removed');
        else if (removed.error.message.includes('in use'))
          host.progress.end(`Volume ${name}`, 'Resource is still in use');
        else throw new ComposeFailure(`Error response from daemon: ${removed.error.message}`);
      },
    });
  }
  return tasks;
}

/** Images of the services: all of them, or those that compose built. */
function* imageRemovals(
  host: ComposeHost,
  project: ComposeProject,
  services: readonly ComposeService[],
  all: boolean,
): Routine<readonly Task[]> {
  const tasks: Task[] = [];
  for (const service of services) {
    if (!all && service.build === undefined) continue;
    const image = imageOf(project, service);
    if (!(yield* exists(host, 'GET /images/json', (daemon) => daemon.images.inspect(image)))) continue;
    const name = `Image ${/:[^/]*$/.test(image) ? image : `${image}:latest`}`;
    tasks.push({
      name,
      doing: 'Removing',
      *run() {
        yield* ask(host, `DELETE /images/${image}`, (daemon) =>
          daemon.images.remove(image, { force: false, prune: true }),
        );
        host.progress.end(name, 'Removed');
      },
    });
  }
  return tasks;
}
