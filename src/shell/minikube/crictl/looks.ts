/** crictl's looks at one thing: inspect, logs, exec, version, info. */
import { formatMicroTime, formatTime } from '../../../base/time';
import { sleep } from '../../../engine/processes/kernel';
import { isTerminal } from '../../../engine/processes/pty';
import { pump } from '../pump';
import type { CrictlCommand, CrictlInvocation } from './crictl';
import { fatal } from './failure';
import { containerOf, imageIdOf, sandboxOf } from './find';

function json({ print }: CrictlInvocation, value: unknown): number {
  print(`${JSON.stringify(value, undefined, 2)}\n`);
  return 0;
}

const moment = (time: number | undefined): string => formatTime(time ?? 0);

function labels(
  one: { readonly podName: string; readonly podNamespace: string },
  more: Readonly<Record<string, string>>,
) {
  return { ...more, 'io.kubernetes.pod.name': one.podName, 'io.kubernetes.pod.namespace': one.podNamespace };
}

const inspect: CrictlCommand = {
  name: 'inspect',
  short: 'What there is to know of a container',
  usage: 'CONTAINER-ID [CONTAINER-ID...]',
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(invocation) {
    const { runtime, args } = invocation;
    if (args.length === 0) throw fatal('ID cannot be empty');
    for (const id of args) {
      const one = containerOf(runtime, id);
      json(invocation, {
        status: {
          attempt: one.attempt,
          createdAt: moment(one.createdAt),
          exitCode: one.exitCode ?? 0,
          finishedAt: moment(one.finishedAt),
          id: one.id,
          image: { image: one.image },
          imageRef: one.imageId,
          labels: labels(one, { 'io.kubernetes.container.name': one.name }),
          message: one.message ?? '',
          metadata: { attempt: one.attempt, name: one.name },
          reason: one.reason ?? '',
          startedAt: moment(one.startedAt),
          state: `CONTAINER_${one.state.toUpperCase()}`,
        },
        info: { sandboxID: one.sandbox },
      });
    }
    return 0;
  },
};

const inspectPod: CrictlCommand = {
  name: 'inspectp',
  short: 'What there is to know of a pod',
  usage: 'POD-ID [POD-ID...]',
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(invocation) {
    const { runtime, args } = invocation;
    if (args.length === 0) throw fatal('ID cannot be empty');
    for (const id of args) {
      const one = sandboxOf(runtime, id);
      json(invocation, {
        status: {
          createdAt: moment(one.createdAt),
          id: one.id,
          labels: labels(one, { 'io.kubernetes.pod.uid': one.podUid }),
          metadata: { attempt: 0, name: one.podName, namespace: one.podNamespace, uid: one.podUid },
          network: { additionalIps: [], ip: one.address ?? '' },
          state: `SANDBOX_${one.state.toUpperCase()}`,
        },
      });
    }
    return 0;
  },
};

const inspectImage: CrictlCommand = {
  name: 'inspecti',
  short: 'What there is to know of an image',
  usage: 'IMAGE [IMAGE...]',
  *run(invocation) {
    const { runtime, args } = invocation;
    if (args.length === 0) throw fatal('ID cannot be empty');
    for (const name of args) {
      const image = runtime.findImage(name);
      if (image === undefined) throw fatal(`no such image "${name}" present`);
      const listed = runtime.images.find(({ names }) =>
        names.some((one) => imageIdOf(runtime, one) === image.id.replace('sha256:', '')),
      );
      json(invocation, {
        status: {
          id: image.id,
          repoDigests: (listed?.names ?? []).filter((one) => one.includes('@')),
          repoTags: (listed?.names ?? []).filter((one) => !one.includes('@')),
          size: String(image.sizeBytes),
        },
      });
    }
    return 0;
  },
};

const logs: CrictlCommand = {
  name: 'logs',
  short: 'What a container wrote',
  usage: 'CONTAINER-ID',
  flags: [
    { name: 'follow', shorthand: 'f', type: 'bool', usage: 'And what it writes from now on' },
    { name: 'tail', type: 'int', default: -1, usage: 'Only so many of the last lines' },
    { name: 'timestamps', shorthand: 't', type: 'bool', usage: 'With the time of each line' },
    { name: 'previous', shorthand: 'p', type: 'bool', usage: 'Of the instance before', notSimulated: true },
  ],
  *run({ runtime, args, flags, process }) {
    const container = containerOf(runtime, args[0] ?? '');
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
    const [id = '', ...command] = args;
    const container = containerOf(runtime, id);
    if (command.length === 0) throw fatal('please specify the command to execute');
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
  *run(invocation) {
    const conditions = ['RuntimeReady', 'NetworkReady'].map((type) => ({
      message: '',
      reason: '',
      status: true,
      type,
    }));
    return json(invocation, { status: { conditions } });
  },
};

export const looks: readonly CrictlCommand[] = [inspect, inspectPod, inspectImage, logs, exec, version, info];
