/** pull and build: getting the images of services. */
import type { ComposeCommand } from '../composeCommand';
import { imageOf } from '../containerOptions';
import { servicesInOrder } from '../converge';
import { buildService, pullService } from '../serviceImages';
import { each } from './life';

export const pull: ComposeCommand = {
  name: 'pull',
  usage: '[OPTIONS] [SERVICE...]',
  short: "Get services' images",
  flags: [
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Without telling' },
    { name: 'ignore-buildable', type: 'bool', usage: 'Not those that can be built' },
    { name: 'include-deps', type: 'bool', usage: 'Those of the services that they need too' },
  ],
  *run({ host, project, args, flags }) {
    const known = project();
    const services = servicesInOrder(known, args, flags.bool('include-deps')).filter(
      (service) => service.build === undefined || !flags.bool('ignore-buildable'),
    );
    for (const service of services)
      if (service.image === '') host.process.stderr.write(` ${service.name} Skipped - No image to be pulled\n`);
    const named = services.filter((service) => service.image !== '');
    const pulls = each(named, (service) => pullService(host, service, imageOf(known, service)));
    yield* flags.bool('quiet') ? host.progress.silently(pulls) : host.progress.during(pulls);
    return 0;
  },
};

export const build: ComposeCommand = {
  name: 'build',
  usage: '[OPTIONS] [SERVICE...]',
  short: "Build services' images",
  flags: [
    { name: 'no-cache', type: 'bool', usage: 'Every step anew' },
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Only errors', notSimulated: true },
  ],
  *run({ host, project, args, flags }) {
    const known = project();
    for (const service of servicesInOrder(known, args, false))
      yield* buildService(host, known, service, flags.bool('no-cache'));
    return 0;
  },
};
