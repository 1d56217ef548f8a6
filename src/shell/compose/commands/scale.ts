import type { ComposeCommand } from '../composeCommand';
import { ComposeFailure } from '../composeHost';
import { up } from '../converge';

export const scale: ComposeCommand = {
  name: 'scale',
  usage: '[SERVICE=REPLICAS...]',
  short: 'Have so many containers of services',
  flags: [{ name: 'no-deps', type: 'bool', usage: 'Without the services that they need' }],
  args: { atLeast: 1 },
  *run({ host, project, args, flags }) {
    const counts = args.map((text) => {
      const [, service = '', count = ''] = /^([^=]+)=(\d+)$/.exec(text) ?? [];
      if (service === '') throw new ComposeFailure(`invalid scale specifier: ${text}`);
      return [service, Number(count)] as const;
    });
    const known = project();
    const options = {
      services: counts.map(([service]) => service),
      withDependencies: !flags.bool('no-deps'),
      start: true,
      build: false,
      noBuild: false,
      pull: 'policy',
      forceRecreate: false,
      noRecreate: false,
      removeOrphans: false,
      scale: Object.fromEntries(counts),
      timeout: undefined,
    } as const;
    yield* host.progress.during(up(host, known, options));
    return 0;
  },
};
