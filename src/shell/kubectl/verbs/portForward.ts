/** kubectl port-forward: ports of this computer that lead into a pod. Simplified: whole HTTP exchanges, not bytes. */
import type { Stream } from '../../../engine/client/door';
import type { ForwardedAnswer, ForwardedRequest } from '../../../engine/client/nodeDoor';
import type { HttpResponse, HttpServer } from '../../../engine/network/namespace';
import type { Routine } from '../../../engine/processes/routine';
import { isIPv4 } from '../../../kinds/names';
import type { Pod } from '../../../kinds/pod';
import type { Service } from '../../../kinds/service';
import type { ClusterAccess } from '../client/access';
import { type ForwardedPort, parsePorts, podPorts, servicePorts } from '../client/forwardedPorts';
import { fetchItems } from '../client/items';
import { podBehind } from '../client/pods';
import { resolveTargets } from '../client/resourceBuilder';
import { CommandError, usageError } from '../errors';
import { logLine } from '../output/logLine';
import type { Invocation, Verb } from '../verb';

export const portForward: Verb = {
  name: 'port-forward',
  short: 'Forward one or more local ports to a pod',
  long: `Let ports of this computer lead to ports of a pod, until the command is interrupted (Ctrl+C).

 Of a workload or a service one pod is taken, once: when it goes, the forwarding ends. Here HTTP is forwarded, nothing
else.`,
  examples: `
# Port 8888 here leads to port 8080 of the pod
kubectl port-forward kubia 8888:8080
# The same number on both sides
kubectl port-forward pod/web 8080
# To a pod behind a service, by the service's port
kubectl port-forward svc/web 8888:80`,
  usage: 'TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  complete: 'pod',
  flags: [
    { name: 'address', type: 'strings', default: ['localhost'], usage: 'The addresses to listen on, or localhost.' },
    { name: 'pod-running-timeout', type: 'duration', default: '1m0s', usage: 'How long to wait for a pod to run.' },
  ],
  *run(invocation) {
    const { args, command, flags } = invocation;
    const [named = '', ...words] = args;
    if (words.length === 0) throw usageError(command, 'TYPE/NAME and list of ports are required for port-forward');
    const { targets } = yield* resolveTargets(invocation, { args: named.includes('/') ? [named] : ['pods', named] });
    const { items, errors } = yield* fetchItems(invocation.access, targets);
    const [problem] = errors;
    if (problem !== undefined) throw problem;
    const [item] = items;
    if (item === undefined) throw new CommandError('no pod is named');
    const pod = yield* podBehind(invocation, item);
    const numbers =
      item.resource.kind === 'Service'
        ? servicePorts(words, item.object as unknown as Service, pod)
        : podPorts(words, pod);
    const phase = pod.status?.phase ?? '';
    if (phase !== 'Running')
      throw new CommandError(`unable to forward port because pod is not running. Current status=${phase}`);
    const addresses = readAddresses(flags.strings('address'));
    return yield* forward(invocation, pod, parsePorts(numbers), addresses);
  },
};

function readAddresses(words: readonly string[]): readonly string[] {
  return words.map((word) => {
    if (word === 'localhost' || isIPv4(word) || word.includes(':')) return word;
    throw new CommandError(`${word} is not a valid IP`);
  });
}

interface Waiting {
  readonly port: ForwardedPort;
  readonly respond: (response: HttpResponse) => void;
}

/** Forwards until the connection to the pod is lost; interrupting ends it as well. */
function* forward(
  invocation: Invocation,
  pod: Pod,
  ports: readonly ForwardedPort[],
  addresses: readonly string[],
): Routine<number> {
  const { access, print } = invocation;
  const { name, namespace = '' } = pod.metadata;
  const stream = yield* opened(access, `/api/v1/namespaces/${namespace}/pods/${name}/portforward`);
  const waiting = new Map<number, Waiting>();
  let count = 0;
  const serve =
    (port: ForwardedPort): HttpServer =>
    (request, _peer, respond) => {
      print(`Handling connection for ${port.local}\n`);
      const forwarded: ForwardedRequest = { id: ++count, port: port.remote, request };
      waiting.set(forwarded.id, { port, respond });
      stream.stdin.write(`${JSON.stringify(forwarded)}\n`);
    };
  const stops = listenAll(invocation, ports, addresses, serve);
  try {
    yield* passAnswers(invocation, stream, waiting);
  } finally {
    for (const stop of stops) stop();
    stream.close();
  }
  throw new CommandError('lost connection to pod');
}

function* opened(access: ClusterAccess, path: string): Routine<Stream> {
  try {
    return yield* access.connect({ method: 'POST', path });
  } catch (problem) {
    if (!(problem instanceof CommandError) || problem.status === undefined) throw problem;
    throw new CommandError(`error upgrading connection: ${problem.message}`);
  }
}

function listenAll(
  invocation: Invocation,
  ports: readonly ForwardedPort[],
  addresses: readonly string[],
  serve: (port: ForwardedPort) => HttpServer,
): readonly (() => void)[] {
  const { process, print, printError } = invocation;
  const stops: (() => void)[] = [];
  for (const wanted of ports) {
    const port = wanted.local === 0 ? { ...wanted, local: 30_000 + process.random.integer(20_000) } : wanted;
    const server = serve(port);
    for (const address of addresses) {
      const bound = address === 'localhost' ? '127.0.0.1' : address;
      const listening = process.network.listen(port.local, server, bound === '0.0.0.0' ? {} : { address: bound });
      if (!listening.ok) {
        const why = [`tcp4 ${bound}`, ...(address === 'localhost' ? ['tcp6 [::1]'] : [])].map(
          (host) => `unable to create listener: Error listen ${host}:${port.local}: bind: address already in use`,
        );
        const list = `Listeners failed to create with the following errors: [${why.join(' ')}]`;
        printError(`Unable to listen on port ${port.local}: ${list}\n`);
        continue;
      }
      stops.push(listening.value);
      print(`Forwarding from ${bound.includes(':') ? `[${bound}]` : bound}:${port.local} -> ${port.remote}\n`);
      // a real localhost has two addresses
      if (address === 'localhost') print(`Forwarding from [::1]:${port.local} -> ${port.remote}\n`);
    }
  }
  if (stops.length > 0) return stops;
  const list = ports.map(({ local, remote }) => `{${local} ${remote}}`).join(' ');
  throw new CommandError(`unable to listen on any of the requested ports: [${list}]`);
}

/** Hands answers to whoever waits for them; returns when the pod cannot be reached any more. */
function* passAnswers(invocation: Invocation, stream: Stream, waiting: Map<number, Waiting>): Routine<void> {
  let partial = '';
  for (;;) {
    const text = stream.stdout.take();
    if (text === undefined) return;
    if (text === '') {
      yield (wake) => stream.stdout.onReadable(wake);
      continue;
    }
    const lines = (partial + text).split('\n');
    partial = lines.pop() ?? '';
    for (const line of lines) {
      const { id, outcome } = JSON.parse(line) as ForwardedAnswer;
      const one = waiting.get(id);
      waiting.delete(id);
      if (one === undefined) continue;
      if (!outcome.ok) {
        logFailure(invocation, one.port, outcome.failure);
        return;
      }
      one.respond(outcome.response);
    }
  }
}

/** klog's line for a connection that came to nothing in the pod. */
function logFailure({ process, printError }: Invocation, { local, remote }: ForwardedPort, failure: string): void {
  const why =
    failure === 'refused'
      ? `failed to connect to localhost:${remote} inside namespace, IPv4: dial tcp4 127.0.0.1:${remote}: connect: connection refused`
      : `failed to connect to localhost:${remote} inside namespace: ${failure}`;
  const message = `an error occurred forwarding ${local} -> ${remote}: error forwarding port ${remote} to pod: ${why}`;
  printError(logLine(process, 'E', 'portforward.go:424', `"Unhandled Error" err="${message}"`));
}
