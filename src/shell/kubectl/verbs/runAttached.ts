/** The rest of `kubectl run` when it stays with its pod: wait until it runs, attach, tell how it ended, --rm. */
import type { Routine } from '../../../engine/processes/routine';
import type { Pod } from '../../../kinds/pod';
import { type ApiResource, resourcePath } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { attachToPod } from '../client/streams';
import { waitForObject } from '../client/waiting';
import { CommandError } from '../errors';
import type { Invocation } from '../verb';

/** Gives the exit status of the pod's program where the pod ends with it. @throws CommandError when it failed */
export function* runAttached(invocation: Invocation, pods: ApiResource, made: PlainObject): Routine<number> {
  const { flags, access, print } = invocation;
  const name = made.metadata?.name ?? '';
  const namespace = made.metadata?.namespace ?? access.namespace;
  const path = resourcePath(pods, namespace, name);
  try {
    const pod = yield* waitForPhase(invocation, pods, made, ['Running', 'Succeeded', 'Failed'], true);
    yield* attach(invocation, pod, path);
    if (flags.bool('leave-stdin-open') || flags.string('restart') === 'Always') return 0;
    checkEnd(yield* waitForPhase(invocation, pods, made, ['Succeeded', 'Failed'], false));
    return 0;
  } finally {
    if (flags.bool('rm')) {
      const body = { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' };
      const deleted = yield* access.attempt({ method: 'DELETE', path, body });
      if (deleted.ok) print(`pod "${name}" deleted\n`);
    }
  }
}

function* waitForPhase(
  invocation: Invocation,
  resource: ApiResource,
  made: PlainObject,
  phases: readonly string[],
  limited: boolean,
): Routine<Pod> {
  const { flags, access, process } = invocation;
  const name = made.metadata?.name ?? '';
  const namespace = made.metadata?.namespace ?? access.namespace;
  let pod = made as unknown as Pod;
  const end = limited ? process.clock.now + flags.duration('pod-running-timeout') : undefined;
  const reached = yield* waitForObject(invocation, { resource, namespace, name, uid: '' }, end, (object) => {
    if (object === undefined) return false;
    pod = object as unknown as Pod;
    return phases.includes(pod.status?.phase ?? '');
  });
  if (!reached) throw new CommandError('timed out waiting for the condition');
  return pod;
}

/** A pod that ended before one could attach shows what it logged. */
function* attach(invocation: Invocation, pod: Pod, path: string): Routine<void> {
  const { access, flags, print, printError, process } = invocation;
  const { name, namespace = '' } = pod.metadata;
  const log = function* (): Routine<void> {
    print(yield* access.call<string>({ method: 'GET', path: `${path}/log`, query: { container: name } }));
  };
  if (pod.status?.phase !== 'Running') return yield* log();
  const stdin = flags.bool('stdin');
  const tty = flags.bool('tty');
  if (tty && process.tty === undefined)
    printError('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  if (!flags.bool('quiet')) printError("If you don't see a command prompt, try pressing enter.\n");
  try {
    yield* attachToPod(invocation, { pod: name, namespace, container: name, stdin, tty });
  } catch (problem) {
    if (!(problem instanceof CommandError)) throw problem;
    printError(`warning: couldn't attach to pod/${name}, falling back to streaming logs: ${problem.message}\n`);
    yield* log();
  }
}

/** @throws CommandError with the program's exit status when it is not 0 */
function checkEnd(pod: Pod): void {
  if (pod.status?.phase === 'Succeeded') return;
  const { name, namespace = '' } = pod.metadata;
  const ended = pod.status?.containerStatuses?.[0]?.state?.terminated;
  if (ended === undefined || ended.exitCode === 0)
    throw new CommandError(`pod ${namespace}/${name} failed with unknown exit code`);
  throw new CommandError(`pod ${namespace}/${name} terminated (${ended.reason ?? ''})\n${ended.message ?? ''}`, {
    code: ended.exitCode,
    verbatim: true,
  });
}
