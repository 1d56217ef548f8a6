import type { Routine } from '../../../engine/processes/routine';
import type { Flag, FlagValues } from '../../flags/flag';
import { type ComposeCommand, type ComposeInvocation, missing, timeoutFlag, timeoutOf } from '../composeCommand';
import { ask, ComposeFailure, type ComposeHost } from '../composeHost';
import { up as converge, stopping, type UpOptions } from '../converge';
import { waitForContainers } from '../dependencies';
import { followLogs } from '../followLogs';
import { type ProjectContainer, projectContainers, stateOf } from '../projectContainers';
import { together } from '../tasks';

const creating: readonly Flag[] = [
  { name: 'build', type: 'bool', usage: 'Build images before' },
  { name: 'no-build', type: 'bool', usage: 'Never build, even what is missing' },
  { name: 'pull', type: 'string', default: 'policy', usage: 'When to pull images: always, missing or never' },
  { name: 'force-recreate', type: 'bool', usage: 'New containers, even where nothing has changed' },
  { name: 'no-recreate', type: 'bool', usage: 'Keep containers, even where something has changed' },
  { name: 'remove-orphans', type: 'bool', usage: 'Remove containers of services that the file does not have' },
  { name: 'scale', type: 'array', usage: 'How many containers of a service: SERVICE=COUNT' },
  { name: 'quiet-pull', type: 'bool', usage: 'Pull without telling' },
  { name: 'quiet-build', type: 'bool', usage: 'Build without telling' },
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
    { name: 'exit-code-from', type: 'string', usage: 'End as this service does; stops all when one has ended' },
    { name: 'abort-on-container-failure', type: 'bool', usage: 'Stop all when one has failed' },
    missing('menu'),
    missing('watch', 'bool', 'w'),
    missing('always-recreate-deps'),
    missing('renew-anon-volumes', 'bool', 'V'),
    { name: 'wait-timeout', type: 'int', default: 0, usage: 'Seconds that --wait waits at most' },
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
  if (!['always', 'missing', 'never', 'policy'].includes(pull))
    throw new ComposeFailure(`invalid --pull option ${JSON.stringify(pull)}`);
  const scale = flags.strings('scale').map((text) => {
    const [, service = '', count = ''] = /^([^=]+)=(.*)$/.exec(text) ?? [];
    if (service === '')
      throw new ComposeFailure(`invalid --scale option ${JSON.stringify(text)}. Should be SERVICE=NUM`);
    if (!/^\d+$/.test(count))
      throw new ComposeFailure(`strconv.Atoi: parsing ${JSON.stringify(count)}: invalid syntax`);
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
  const aborts = flags.bool('abort-on-container-exit') || flags.bool('abort-on-container-failure');
  if (flags.bool('wait') && aborts)
    throw new ComposeFailure(
      '--wait cannot be combined with --abort-on-container-exit, --attach or --attach-dependencies',
    );
  if (flags.bool('detach') && aborts)
    throw new ComposeFailure(
      '--detach cannot be combined with --abort-on-container-exit, --abort-on-container-failure, --attach, --attach-dependencies or --watch',
    );
  if (flags.bool('force-recreate') && flags.bool('no-recreate'))
    throw new ComposeFailure('--force-recreate and --no-recreate are incompatible');
  const known = project();
  const background = flags.bool('detach') || flags.bool('wait') || flags.bool('no-start');
  const options = { ...optionsOf(flags, args), start: !flags.bool('no-start'), silentStart: !background };
  const before = background ? new Map<string, number>() : yield* linesBefore(host, known.name);
  const containers = yield* host.progress.during(converge(host, known, options));
  if (flags.bool('wait')) yield* waitForContainers(host, containers, flags.int('wait-timeout'));
  if (background) return 0;
  const shown = containers.filter((one) => known.services[one.service]?.attach !== false);
  return yield* attached(invocation, shown, before);
}

/** How much the project's containers have printed so far. */
function* linesBefore(host: ComposeHost, project: string): Routine<Map<string, number>> {
  const before = new Map<string, number>();
  for (const { id } of yield* projectContainers(host, project, { all: true })) {
    const log = yield* ask(host, 'GET /containers/logs', (daemon) => daemon.containers.logs(id));
    before.set(id, log.lines.length);
  }
  return before;
}

/** Shows what the containers print until they have all ended, or one where all are to end then, or Ctrl-C stops them. */
function* attached(
  invocation: ComposeInvocation,
  containers: readonly ProjectContainer[],
  before: ReadonlyMap<string, number>,
): Routine<number> {
  const { host, process, flags, print } = invocation;
  const first = flags.string('exit-code-from');
  const aborts = first !== '' || flags.bool('abort-on-container-exit') || flags.bool('abort-on-container-failure');
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
      before,
      untilFirst: aborts,
      stop: () => interrupted,
    });
    if (interrupted) process.stdout.write('Gracefully Stopping... press Ctrl+C again to force\n');
    else if (aborts) process.stderr.write('\u001b[31m\u001b[1mAborting on container exit...\u001b[0m\n');
    else return 0;
    const status = yield* exitStatus(host, containers, first);
    yield* together(
      host,
      [...containers].reverse().map((one) => stopping(host, one, timeoutOf(flags))),
    );
    if (interrupted) return 130;
    if (status !== 0) throw new ComposeFailure('', status);
    return 0;
  } finally {
    stopHandling();
  }
}

/** With which status a service's container, or the first that has ended, ended. */
function* exitStatus(host: ComposeHost, containers: readonly ProjectContainer[], service: string): Routine<number> {
  for (const container of containers) {
    const { status, exitCode } = yield* stateOf(host, container.id);
    if (status === 'exited' && (service === '' || service === container.service)) return exitCode;
  }
  return 0;
}
