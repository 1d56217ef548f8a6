/**
 * A node's /var/log/pods and /var/log/containers: what its containers wrote, in the runtime's own form of lines.
 *
 * Simplified: with Docker the log is the file itself, not a link to the one that Docker keeps; nothing is rotated.
 */
import { formatMicroTime } from '../../base/time';
import { VirtualFiles, type VirtualNode } from '../files/virtualFiles';
import type { ContainerRuntime, LogLine, PodContainerStatus } from './runtime';

abstract class RuntimeFiles extends VirtualFiles {
  protected readonly runtime: ContainerRuntime;
  readonly #now: () => number;

  constructor(runtime: ContainerRuntime, now: () => number) {
    super();
    this.runtime = runtime;
    this.#now = now;
  }

  protected get now(): number {
    return this.#now();
  }
}

/** `/var/log/pods/NAMESPACE_POD_UID/CONTAINER/ATTEMPT.log`. */
export class PodLogFiles extends RuntimeFiles {
  protected node(path: string): VirtualNode | undefined {
    const [pod = '', container = '', file = '', ...more] = path.split('/').slice(1);
    const { sandboxes } = this.runtime;
    if (pod === '') return directory(sandboxes.map(podDirectory), 0o755);
    const sandbox = sandboxes.find((one) => podDirectory(one) === pod);
    if (sandbox === undefined || more.length > 0) return undefined;
    const own = this.runtime.containers.filter((one) => one.sandbox === sandbox.id);
    if (container === '') return directory([...new Set(own.map(({ name }) => name))], 0o755);
    const instances = own.filter(({ name }) => name === container);
    if (instances.length === 0) return undefined;
    if (file === '') return directory(instances.map(fileName), 0o755);
    const instance = instances.find((one) => fileName(one) === file);
    if (instance === undefined) return undefined;
    const text = () => this.#text(instance.id);
    return { type: 'file', mode: 0o640, size: () => text().length, read: text };
  }

  #text(id: string): string {
    const form = this.runtime.scheme === 'docker://' ? dockerLine : containerdLine;
    return (this.runtime.logs(id)?.lines ?? []).map(form).join('');
  }
}

/** `/var/log/containers/POD_NAMESPACE_CONTAINER-ID.log`: links to the others. */
export class ContainerLogLinks extends RuntimeFiles {
  protected node(path: string): VirtualNode | undefined {
    const { containers } = this.runtime;
    if (path === '/') return directory(containers.map(linkName), 0o755);
    const found = containers.find((one) => linkName(one) === path.slice(1));
    if (found === undefined) return undefined;
    return { type: 'link', target: `/var/log/pods/${podDirectory(found)}/${found.name}/${fileName(found)}` };
  }
}

function directory(names: readonly string[], mode: number): VirtualNode {
  return { type: 'directory', mode, names: () => names };
}

function podDirectory(one: { podName: string; podNamespace: string; podUid: string }): string {
  return `${one.podNamespace}_${one.podName}_${one.podUid}`;
}

const fileName = ({ attempt }: PodContainerStatus) => `${attempt}.log`;

function linkName({ id, name, podName, podNamespace }: PodContainerStatus): string {
  return `${podName}_${podNamespace}_${name}-${id}.log`;
}

/** The CRI's form; P marks a line without an end. */
function containerdLine({ time, stream, text }: LogLine): string {
  return `${nanoTime(time)} ${stream} ${text.endsWith('\n') ? 'F' : 'P'} ${text.replace(/\n$/, '')}\n`;
}

function dockerLine({ time, stream, text }: LogLine): string {
  return `${JSON.stringify({ log: text, stream, time: nanoTime(time) })}\n`;
}

function nanoTime(time: number): string {
  return formatMicroTime(time).replace('Z', '000Z');
}
