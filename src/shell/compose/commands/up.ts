import type { Routine } from '../../../engine/processes/routine';
import type { Flag, FlagValues } from '../../flags/flag';
import { type ComposeCommand, type ComposeInvocation, missing, timeoutFlag, timeoutOf } from '../composeCommand';
import { ComposeFailure } from '../composeHost';
import { up as converge, stopContainer, type UpOptions } from '../converge';
import { followLogs } from '../followLogs';
import type { ProjectContainer } from '../projectContainers';

const creating: readonly Flag[] = [
  { name: 'build', type: 'bool', usage: 'Build images before' },
  { name: 'no-build', type: 'bool', usage: 'Never build, even what is missing' },
  { name: 'pull', type: 'string', default: 'policy', usage: 'When to pull images: always, missing or never' },
  { name: 'force-recreate', type: 'bool', usage: 'New containers, even where nothing has changed' },
  { name: 'no-recreate', type: 'bool', usage: 'Keep containers, even where something has changed' },
  { name: 'remove-orphans', type: 'bool', usage: 'Remove containers of services that the file does not have' },
  { name: 'scale', type: 'array', usage: 'How many containers of a service: SERVICE=COUNT' },
  { name: 'quiet-pull', type: 'bool', usage: 'Pull without telling' },
  missing('yes', 'bool', 'y'),
];

export const up: ComposeCommand = {
  name: 'up',
  usage: '[OPTIONS] [SERVICE...]',
  short: 'Create and start containers',
  flags: [
    { name: 'detach', shorthand: 'd', type: 'bool', usage: 'In the background' },
    { name: 'no-deps', type: 'bool', usage: 'Without the services that they need' },
    { name: 'no-start', type: 'bool', usage: 'Create only' },
    { name: 'wait', type: 'bool', usage: 'Wait until services run or are healthy; in the background' },
    { name: 'no-log-prefix', type: 'bool', usage: 'Lines without the name of their container' },
    { name: 'no-color', type: 'bool', usage: 'Without colours' },
    { name: 'timestamps', type: 'bool', usage: 'With times' },
    { name: 'abort-on-container-exit', type: 'bool', usage: 'Stop all when one has ended' },
    missing('attach', 'array'),
    missing('attach-dependencies'),
    missing('exit-code-from', 'string'),
    missing('menu'),
    missing('watch', 'bool', 'w'),
    missing('always-recreate-deps'),
    missing('renew-anon-volumes', 'bool', 'V'),
    missing('wait-timeout', 'int'),
    timeoutFlag,
    ...creating,
  ],
  run: runUp,
};

export const create: ComposeCommand = {
  name: 'create',
  usage: '[OPTIONS] [SERVICE...]',
  short: 'Create the containers of services',
  flags: creating,
  *run({ host, project, flags, args }) {
    yield* host.progress.during(converge(host, project(), { ...optionsOf(flags, args), start: false }));
    return 0;
  },
};

function optionsOf(flags: FlagValues, services: readonly string[]): UpOptions {
  const pull = flags.string('pull');
  if (!['always', 'missing', 'never', 'policy'].includes(pull)) throw new ComposeFailure(`invalid pull option ${pull}`);
  const scale = flags.strings('scale').map((text) => {
    const [, service = '', count = ''] = /^([^=]+)=(\d+)$/.exec(text) ?? [];
    if (service === '')
      throw new ComposeFailure(`invalid --scale option ${JSON.stringify(text)}. Should be SERVICE=NUM`);
    return [service, Number(count)] as const;
  });
  return {
    services,
    withDependencies: !flags.knows('no-deps') || !flags.bool('no-deps'),
    start: true,
    build: flags.bool('build'),
    noBuild: flags.bool('no-build'),
    pull: pull as UpOptions['pull'],
    forceRecreate: flags.bool('force-recreate'),
    noRecreate: flags.bool('no-recreate'),
    removeOrphans: flags.bool('remove-orphans'),
    scale: Object.fromEntries(scale),
    timeout: flags.knows('timeout') ? timeoutOf(flags) : undefined,
  };
}

function* runUp(invocation: ComposeInvocation): Routine<number> {
  const { host, project, flags, args } = invocation;
  if (flags.bool('build') && flags.bool('no-build'))
    throw new ComposeFailure('--build and --no-build are incompatible');
  if (flags.bool('detach') && flags.bool('abort-on-container-exit'))
    throw new ComposeFailure('cannot combine --detach and --abort-on-container-exit');
  const known = project();
  const options = { ...optionsOf(flags, args), start: !flags.bool('no-start') };
  const background = flags.bool('detach') || flags.bool('wait') || !options.start;
  const containers = yield* host.progress.during(converge(host, known, options));
  if (background) return 0;
  return yield* attached(invocation, containers);
}

/** Shows what the containers print until they have all ended, or Ctrl-C stops them. */
function* attached(invocation: ComposeInvocation, containers: readonly ProjectContainer[]): Routine<number> {
  const { host, process, flags, print } = invocation;
  print(`Attaching to ${containers.map((one) => `${one.service}-${one.number}`).join(', ')}\n`);
  let interrupted = false;
  const stopHandling = process.handle('SIGINT', () => {
    interrupted = true;
  });
  try {
    yield* followLogs(host, containers, {
      prefix: !flags.bool('no-log-prefix'),
      timestamps: flags.bool('timestamps'),
      follow: true,
      tail: undefined,
      sayEnds: true,
      stop: () => interrupted,
    });
    if (!interrupted) return 0;
    process.stdout.write('Gracefully Stopping... press Ctrl+C again to force\n');
    for (const container of [...containers].reverse()) yield* stopContainer(host, container, timeoutOf(flags));
    return 130;
  } finally {
    stopHandling();
  }
}
