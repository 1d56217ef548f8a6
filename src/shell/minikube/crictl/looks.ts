/** crictl's looks at one thing: inspect, inspectp, inspecti, logs, exec, version, info. */
import { formatMicroTime } from '../../../base/time';
import type { ContainerRuntime, PodContainerStatus } from '../../../engine/containers/runtime';
import { sleep } from '../../../engine/processes/kernel';
import { isTerminal } from '../../../engine/processes/pty';
import { pump } from '../pump';
import type { CrictlCommand } from './crictl';
import { CrictlFailure, fatal } from './failure';
import { containerOf, sandboxOf } from './find';
import { containerStatus, imageMessage, listedImages, sandboxStatus } from './messages';
import { printStatuses, statusFlags } from './output';
import { containerSelection, sandboxSelection, selectedContainers, selectedSandboxes } from './selection';

const inspect: CrictlCommand = {
  name: 'inspect',
  short: 'What there is to know of containers',
  usage: '[CONTAINER-ID...]',
  flags: [...statusFlags, ...containerSelection.filter(({ name }) => name !== 'id')],
  *run(invocation) {
    const { runtime, args, flags } = invocation;
    const chosen =
      args.length > 0
        ? args.map((id) => containerOf(runtime, id, 'get the status of containers: get container status: '))
        : selectedContainers(invocation);
    if (chosen.length === 0) throw nothingFound();
    const info = (one: PodContainerStatus) => ({ pid: one.pid, sandboxID: one.sandbox });
    const status = (one: PodContainerStatus) => ({ status: containerStatus(one) });
    return printStatuses(
      invocation,
      chosen.map((one) => ({ ...status(one), ...(flags.bool('quiet') ? {} : { info: info(one) }) })),
    );
  },
};

const inspectPod: CrictlCommand = {
  name: 'inspectp',
  short: 'What there is to know of pods',
  usage: '[POD-ID...]',
  flags: [...statusFlags, ...sandboxSelection.filter(({ name }) => name !== 'id')],
  *run(invocation) {
    const { runtime, args, flags } = invocation;
    const chosen =
      args.length > 0
        ? args.map((id) => sandboxOf(runtime, id, 'get the status of pod sandboxes: get pod sandbox status: '))
        : selectedSandboxes(invocation);
    if (chosen.length === 0) throw nothingFound();
    return printStatuses(
      invocation,
      chosen.map((one) => ({
        status: sandboxStatus(one),
        ...(flags.bool('quiet') ? {} : { info: { image: PAUSE_IMAGE, pid: one.pid } }),
      })),
    );
  },
};

const PAUSE_IMAGE = 'registry.k8s.io/pause:3.10';

const inspectImage: CrictlCommand = {
  name: 'inspecti',
  short: 'What there is to know of images',
  usage: 'IMAGE [IMAGE...]',
  flags: statusFlags,
  *run(invocation) {
    const { runtime, args } = invocation;
    if (args.length === 0) throw fatal('ID cannot be empty');
    const all = listedImages(invocation);
    return printStatuses(
      invocation,
      args.map((name) => {
        const id = runtime.findImage(name)?.id;
        const image = all.find((one) => one.id === id);
        if (image === undefined) throw fatal(`no such image "${name}" present`);
        return { status: imageMessage(image) };
      }),
    );
  },
};

function nothingFound(): CrictlFailure {
  return new CrictlFailure('ERRO[0000] No IDs provided or nothing found per filter');
}

const logs: CrictlCommand = {
  name: 'logs',
  short: 'What a container wrote',
  usage: 'CONTAINER-ID',
  flags: [
    { name: 'follow', shorthand: 'f', type: 'bool', usage: 'And what it writes from now on' },
    { name: 'tail', type: 'int', default: -1, usage: 'Only so many of the last lines' },
    { name: 'timestamps', shorthand: 't', type: 'bool', usage: 'With the time of each line' },
    { name: 'previous', shorthand: 'p', type: 'bool', usage: 'Of the instance before' },
  ],
  *run({ runtime, args, flags, process }) {
    const [id] = args;
    if (id === undefined) throw fatal('ID cannot be empty');
    const container = flags.bool('previous') ? previousOf(runtime, id) : containerOf(runtime, id);
    const log = runtime.logs(container.id);
    if (log === undefined) return 0;
    const write = ({ stream, text, time }: { stream: 'stdout' | 'stderr'; text: string; time: number }) =>
      process[stream].write(flags.bool('timestamps') ? `${formatMicroTime(time)} ${text}` : text);
    const tail = flags.int('tail');
    let shown = tail < 0 ? 0 : Math.max(0, log.lines.length - tail);
    for (;;) {
      for (const line of log.lines.slice(shown)) write(line);
      shown = log.lines.length;
      if (!flags.bool('follow') || runtime.status(container.id)?.state !== 'running') return 0;
      yield* sleep(process.clock, 200, { background: true });
    }
  },
};

/** The instance before, of the same container of the same pod. @throws when it is not there any more */
function previousOf(runtime: ContainerRuntime, id: string): PodContainerStatus {
  const { sandbox, name, attempt } = containerOf(runtime, id);
  const found = runtime.containers.find(
    (one) => one.sandbox === sandbox && one.name === name && one.attempt === attempt - 1,
  );
  if (found === undefined) throw fatal(`failed to find the previous container of "${id}"`);
  return found;
}

const exec: CrictlCommand = {
  name: 'exec',
  short: 'Run a command in a container',
  usage: 'CONTAINER-ID COMMAND [ARG...]',
  inOrder: true,
  flags: [
    { name: 'interactive', shorthand: 'i', type: 'bool', usage: 'Pass standard input on' },
    { name: 'tty', shorthand: 't', type: 'bool', usage: 'Give it a terminal' },
    { name: 'sync', shorthand: 's', type: 'bool', usage: 'Wait for its end' },
  ],
  *run({ runtime, args, flags, process }) {
    const [id, ...command] = args;
    if (id === undefined) throw fatal('ID cannot be empty');
    const container = containerOf(runtime, id, 'execing command in container: ');
    if (command.length === 0)
      throw fatal('execing command in container: rpc error: code = Unknown desc = cmd is required');
    const tty = flags.bool('tty') && process.tty !== undefined && isTerminal(process.stdin);
    const stdin = flags.bool('interactive');
    const { columns, rows } = process.tty ?? { columns: 80, rows: 24 };
    const stream = runtime.exec(container.id, command, { tty, stdin, columns, rows });
    if (!stream.ok)
      throw fatal(`execing command in container: rpc error: code = Unknown desc = ${stream.error.message}`);
    const code = yield* pump(process, stream.value, tty, stdin);
    if (code !== 0) throw fatal(`execing command in container: command terminated with exit code ${code}`);
    return 0;
  },
};

const version: CrictlCommand = {
  name: 'version',
  short: "The runtime's version",
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run({ runtime, print }) {
    const name = runtime.scheme.replace('://', '');
    print(`Version:  0.1.0\nRuntimeName:  ${name}\nRuntimeVersion:  ${runtime.version}\nRuntimeApiVersion:  v1\n`);
    return 0;
  },
};

const info: CrictlCommand = {
  name: 'info',
  short: 'How the runtime is',
  flags: statusFlags,
  *run(invocation) {
    const conditions = ['RuntimeReady', 'NetworkReady'].map((type) => ({
      message: '',
      reason: '',
      status: true,
      type,
    }));
    return printStatuses(invocation, [{ status: { conditions } }]);
  },
};

export const looks: readonly CrictlCommand[] = [inspect, inspectPod, inspectImage, logs, exec, version, info];
