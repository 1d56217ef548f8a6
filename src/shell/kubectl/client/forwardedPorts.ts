/** Which ports `kubectl port-forward` connects: `8888:8080`, `8080`, `:8080`, and names of ports. */
import type { Container } from 'kubernetes-types/core/v1';
import type { Pod } from '../../../kinds/pod';
import type { Service } from '../../../kinds/service';
import { CommandError } from '../errors';

export interface ForwardedPort {
  /** 0: any free one. */
  readonly local: number;
  readonly remote: number;
}

/** Ports of a service become those of the pod behind it. @throws CommandError when the service has no such port */
export function servicePorts(words: readonly string[], service: Service, pod: Pod): readonly string[] {
  return words.map((word) => {
    const [local, remote] = splitPort(word);
    const name = service.metadata.name;
    const ports = service.spec?.ports ?? [];
    const isNumber = /^\d+$/.test(remote);
    const port = ports.find((one) => (isNumber ? one.port === Number(remote) : one.name === remote));
    if (port === undefined) {
      throw new CommandError(
        isNumber
          ? `Service ${name} does not have a service port ${remote}`
          : `Service '${name}' does not have a named port '${remote}'`,
      );
    }
    if (port.protocol === 'UDP') throw new CommandError(`UDP protocol is not supported for ${remote}`);
    const target = service.spec?.clusterIP === 'None' ? port.port : (port.targetPort ?? port.port);
    const number = typeof target === 'number' ? target : namedPort(pod, target);
    // a port's name alone stands for the service's number here
    const here = isNumber || word.includes(':') ? local : String(port.port);
    return here === String(number) ? here : `${here}:${number}`;
  });
}

/** Names of ports become numbers. @throws CommandError when the pod has no port of that name */
export function podPorts(words: readonly string[], pod: Pod): readonly string[] {
  return words.map((word) => {
    const [local, remote] = splitPort(word);
    if (/^\d+$/.test(remote) || remote === '') return word;
    const number = namedPort(pod, remote);
    return word.includes(':') ? `${local}:${number}` : String(number);
  });
}

function namedPort(pod: Pod, name: string): number {
  const containers: readonly Container[] = pod.spec.containers;
  const port = containers.flatMap(({ ports = [] }) => ports).find((one) => one.name === name);
  if (port === undefined) throw new CommandError(`Pod '${pod.metadata.name}' does not have a named port '${name}'`);
  return port.containerPort;
}

function splitPort(word: string): readonly [string, string] {
  const [local = '', remote] = word.split(':');
  return [local, remote ?? local];
}

/** @throws CommandError in client-go's words for what is no port */
export function parsePorts(words: readonly string[]): readonly ForwardedPort[] {
  return words.map((word) => {
    const [first = '', second, ...more] = word.split(':');
    if (more.length > 0) throw new CommandError(`invalid port format '${word}'`);
    const local = second === undefined ? first : first === '' ? '0' : first;
    const remote = second ?? first;
    const ports = { local: parsePort(local, 'local'), remote: parsePort(remote, 'remote') };
    if (ports.remote === 0) throw new CommandError('remote port must be > 0');
    return ports;
  });
}

function parsePort(text: string, which: string): number {
  const problem = !/^\d+$/.test(text) ? 'invalid syntax' : Number(text) > 65535 ? 'value out of range' : undefined;
  if (problem === undefined) return Number(text);
  throw new CommandError(
    `error parsing ${which} port '${text}': strconv.ParseUint: parsing ${JSON.stringify(text)}: ${problem}`,
  );
}
