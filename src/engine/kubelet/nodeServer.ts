/** The kubelet's own server: logs, exec, attach and port-forward for the pods of its node. */
import type { ContainerStatus as ApiContainerStatus } from 'kubernetes-types/core/v1';
import { fail, ok, type Result } from '../../base/result';
import type { ApiResponse, Stream } from '../client/door';
import type { ContainerTarget, ExecOptions, LogOptions, NodeDoor, NodeError, NodeUse } from '../client/nodeDoor';
import type { LogFile } from '../containers/runtime';
import { instanceOf } from './containerRecord';
import type { Kubelet } from './kubelet';
import { followLog, logText } from './logReader';
import { nodePage } from './nodePages';
import { forwardPorts } from './portForwarder';

export class NodeServer implements NodeDoor {
  readonly #kubelet: Kubelet;

  constructor(kubelet: Kubelet) {
    this.#kubelet = kubelet;
  }

  use(): NodeUse {
    const { runtime, machine } = this.#kubelet.context;
    const { cpuUsage, memoryCurrent } = machine.kernel.rootCgroup;
    const pods = this.#kubelet.workers.flatMap(({ pod, records }) => {
      const containers = records.flatMap(({ name, id = '' }) => {
        const use = runtime.usage(id);
        return use === undefined || runtime.status(id)?.state !== 'running' ? [] : [{ name, id, use }];
      });
      const { name, namespace = '', uid = '', labels } = pod.metadata;
      const place = { namespace, name, uid, ...(labels === undefined ? {} : { labels }) };
      return containers.length === 0 ? [] : [{ ...place, containers }];
    });
    return { node: { cpuMilliseconds: cpuUsage, memoryBytes: memoryCurrent }, pods };
  }

  page(path: string): ApiResponse {
    return nodePage(path, this.#kubelet.context, this.#kubelet.workers, this);
  }

  log(target: ContainerTarget, options: LogOptions): Result<string, NodeError> {
    const found = this.#logFile(target, options);
    if (!found.ok) return found;
    return ok(logText(found.value.file.lines, options, this.#kubelet.context.clock.now));
  }

  followLog(target: ContainerTarget, options: LogOptions): Result<Stream, NodeError> {
    const found = this.#logFile(target, options);
    if (!found.ok) return found;
    const { runtime, clock } = this.#kubelet.context;
    const { file, id } = found.value;
    return ok(followLog({ file, id, runtime, clock, options }));
  }

  exec(target: ContainerTarget, options: ExecOptions): Result<Stream, NodeError> {
    const running = this.#runningContainer(target);
    if (!running.ok) return running;
    const { command, ...rest } = options;
    const stream = this.#kubelet.context.runtime.exec(running.value, command, rest);
    if (stream.ok) return stream;
    const message = `error executing command in container: ${stream.error.message}`;
    return fail({ code: 500, message });
  }

  attach(target: ContainerTarget, options: { readonly stdin: boolean }): Result<Stream, NodeError> {
    const running = this.#runningContainer(target);
    if (!running.ok) return running;
    const stream = this.#kubelet.context.runtime.attach(running.value, options);
    return stream.ok ? stream : fail({ code: 500, message: stream.error });
  }

  portForward(target: Omit<ContainerTarget, 'container'>): Result<Stream, NodeError> {
    const sandbox = this.#kubelet.findPod(target.namespace, target.pod)?.sandbox;
    if (sandbox === undefined)
      return fail({ code: 404, message: `pod not found ("${target.pod}_${target.namespace}")` });
    return ok(forwardPorts(sandbox.network));
  }

  #runningContainer(target: ContainerTarget): Result<string, NodeError> {
    const record = this.#kubelet
      .findPod(target.namespace, target.pod)
      ?.records.find((one) => one.name === target.container);
    const instance = record && instanceOf(record, this.#kubelet.context.runtime);
    if (instance?.state === 'running') return ok(instance.id);
    const message = `unable to upgrade connection: container not found ("${target.container}")`;
    return fail({ code: 404, message });
  }

  #logFile(target: ContainerTarget, options: LogOptions): Result<{ file: LogFile; id: string }, NodeError> {
    const { runtime } = this.#kubelet.context;
    const worker = this.#kubelet.findPod(target.namespace, target.pod);
    if (worker === undefined) {
      return fail({ code: 404, message: `pod "${target.pod}_${target.namespace}" not found` });
    }
    const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = worker.status ?? {};
    const status = [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses].find(
      (one) => one.name === target.container,
    );
    const source = logSource(target, status, options.previous);
    if (!source.ok) return source;
    const id = source.value.replace(runtime.scheme, '');
    const file = runtime.logs(id);
    return file === undefined
      ? fail({ code: 400, message: `unable to retrieve container logs for ${source.value}` })
      : ok({ file, id });
  }
}

/** The container id whose log is meant, by what the pod's status says of the container. */
function logSource(
  target: ContainerTarget,
  status: ApiContainerStatus | undefined,
  previous: boolean,
): Result<string, NodeError> {
  const refuse = (message: string) => fail<NodeError>({ code: 400, message });
  const name = `container "${target.container}" in pod "${target.pod}"`;
  const last = status?.lastState?.terminated;
  if (previous) {
    if (last?.containerID !== undefined) return ok(last.containerID);
    return refuse(`previous terminated ${name} not found`);
  }
  if (status === undefined) return refuse(`${name} is not available`);
  const { running, terminated, waiting } = status.state ?? {};
  if (running !== undefined && status.containerID !== undefined) return ok(status.containerID);
  const ended = terminated?.containerID ?? last?.containerID;
  if (ended !== undefined) return ok(ended);
  if (terminated !== undefined) return refuse(`${name} is terminated`);
  switch (waiting?.reason) {
    case undefined:
      return refuse(`${name} is waiting to start - no logs yet`);
    case 'ErrImagePull':
      return refuse(`${name} is waiting to start: image can't be pulled`);
    case 'ImagePullBackOff':
      return refuse(`${name} is waiting to start: trying and failing to pull image`);
    default:
      return refuse(`${name} is waiting to start: ${waiting?.reason}`);
  }
}
