import type { Routine } from '../../../engine/processes/routine';
import { type ComposeCommand, type ComposeInvocation, timeoutFlag, timeoutOf } from '../composeCommand';
import { ask, exists } from '../composeHost';
import { imageOf } from '../containerOptions';
import { removeContainer, servicesInOrder } from '../converge';
import { label, projectContainers } from '../projectContainers';

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
  const all = yield* projectContainers(host, known.name, { all: true });
  const oneOff = yield* projectContainers(host, known.name, { all: true, oneOff: true });
  const orphans = flags.bool('remove-orphans') ? all.filter((one) => !(one.service in known.services)) : [];
  const own = [...order].reverse().flatMap((service) => all.filter((one) => one.service === service.name));
  for (const container of [...oneOff, ...orphans, ...own])
    yield* removeContainer(host, container, timeoutOf(flags), flags.bool('volumes'));
  if (args.length > 0) return;
  const filters = { label: [`${label.project}=${known.name}`] };
  for (const network of yield* ask(host, 'GET /networks', (daemon) => daemon.networks.list(filters))) {
    const name = String(network['Name']);
    host.progress.begin(`Network ${name}`, 'Removing');
    yield* ask(host, `DELETE /networks/${name}`, (daemon) => daemon.networks.remove(name));
    host.progress.end(`Network ${name}`, 'Removed');
  }
  if (flags.bool('volumes')) {
    for (const { name, external } of Object.values(known.volumes)) {
      if (external) continue;
      if (!(yield* exists(host, `GET /volumes/${name}`, (daemon) => daemon.volumes.inspect(name)))) continue;
      host.progress.begin(`Volume ${name}`, 'Removing');
      yield* ask(host, `DELETE /volumes/${name}`, (daemon) => daemon.volumes.remove(name, { force: false }));
      host.progress.end(`Volume ${name}`, 'Removed');
    }
  }
  const images = flags.string('rmi');
  if (images === '') return;
  for (const service of order) {
    if (images === 'local' && service.image !== '') continue;
    const image = imageOf(known, service);
    if (!(yield* exists(host, 'GET /images/json', (daemon) => daemon.images.inspect(image)))) continue;
    host.progress.begin(`Image ${image}`, 'Removing');
    yield* ask(host, `DELETE /images/${image}`, (daemon) => daemon.images.remove(image, { force: false, prune: true }));
    host.progress.end(`Image ${image}`, 'Removed');
  }
}
