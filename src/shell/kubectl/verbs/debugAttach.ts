/** The rest of `kubectl debug` when it stays with its container: wait until it runs, attach, or show what it logged. */
import type { Routine } from '../../../engine/processes/routine';
import type { Pod } from '../../../kinds/pod';
import { resourcePath } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { attachToPod } from '../client/streams';
import { waitForObject } from '../client/waiting';
import { CommandError } from '../errors';
import type { Invocation } from '../verb';

type ContainerStatus = NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number];

/** Attaches to a container once it runs. @throws CommandError when the pod goes meanwhile */
export function* attachToDebugger(invocation: Invocation, made: PlainObject, container: string): Routine<void> {
  const { access, flags, print, printError, process } = invocation;
  const name = made.metadata?.name ?? '';
  const namespace = made.metadata?.namespace ?? access.namespace;
  const pods = (yield* access.discovery()).resources.find((one) => one.plural === 'pods' && one.group === '');
  if (pods === undefined) throw new CommandError('the server doesn\'t have a resource type "pods"');
  let status: ContainerStatus | undefined;
  let told = '';
  yield* waitForObject(invocation, { resource: pods, namespace, name, uid: '' }, undefined, (object) => {
    if (object === undefined) throw new CommandError('pods "" not found', { verbatim: false });
    status = statusOf(object as unknown as Pod, container);
    const message = status?.state?.waiting?.message ?? '';
    if (message !== '' && message !== told && !flags.bool('quiet')) {
      printError(`Warning: container ${container}: ${message}\n`);
      told = message;
    }
    return status?.state?.running !== undefined || status?.state?.terminated !== undefined;
  });
  const path = resourcePath(pods, namespace, name, 'log');
  const showLog = function* (): Routine<void> {
    print(yield* access.call<string>({ method: 'GET', path, query: { container } }));
  };
  if (status?.state?.terminated !== undefined) return yield* showLog();
  const [stdin, tty] = [flags.bool('stdin'), flags.bool('tty')];
  if (tty && process.tty === undefined) {
    printError('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  }
  if (!flags.bool('quiet')) printError("If you don't see a command prompt, try pressing enter.\n");
  try {
    yield* attachToPod(invocation, { pod: name, namespace, container, stdin, tty });
  } catch (problem) {
    if (!(problem instanceof CommandError)) throw problem;
    printError(`warning: couldn't attach to pod/${name}, falling back to streaming logs: ${problem.message}\n`);
    yield* showLog();
  }
}

function statusOf({ status }: Pod, container: string): ContainerStatus | undefined {
  const all = [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
    ...(status?.ephemeralContainerStatuses ?? []),
  ];
  return all.find((one) => one.name === container);
}
