/** What is streamed out of a pod: logs, exec, attach and port-forward, through the kubelet of its node. */
import { fail, ok, type Result } from '../../../base/result';
import { parseTime } from '../../../base/time';
import { type FieldError, invalid } from '../../../kinds/fieldError';
import { type Node, nodeKind } from '../../../kinds/node';
import type { Pod } from '../../../kinds/pod';
import type { Status } from '../../../kinds/status';
import type { Stream } from '../../client/door';
import type { ContainerTarget, FindNodeDoor, LogOptions, NodeDoor, NodeError } from '../../client/nodeDoor';
import type { Call } from '../call';
import type { ObjectStore } from '../objectStore';
import * as statusError from '../statusError';
import type { Subresource } from './resource';

const KUBELET_PORT = 10_250;

interface Place {
  readonly door: NodeDoor;
  readonly target: ContainerTarget;
}

/** The subresources, over a way to reach kubelets. */
export function podStreams(findNode: FindNodeDoor): Readonly<Record<string, Subresource>> {
  return {
    log: {
      handle: (call, store) => readLog(call, store, findNode),
      connect: (call, store) => followLog(call, store, findNode),
    },
    exec: stream((call, store) => {
      const place = placeOf(call, store, findNode, 'exec');
      if (!place.ok) return place;
      const { door, target } = place.value;
      const command = call.queryAll('command');
      if (command.length === 0)
        return fail(statusError.badRequest('you must specify at least one command for the container'));
      const { columns, rows } = call.query;
      return streamOf(
        door.exec(target, {
          command,
          tty: call.flag('tty'),
          stdin: call.flag('stdin'),
          ...(columns === undefined ? {} : { columns: Number(columns) }),
          ...(rows === undefined ? {} : { rows: Number(rows) }),
        }),
      );
    }),
    attach: stream((call, store) => {
      const place = placeOf(call, store, findNode, 'attach');
      if (!place.ok) return place;
      return streamOf(place.value.door.attach(place.value.target, { stdin: call.flag('stdin') }));
    }),
    portforward: stream((call, store) => {
      const place = placeOf(call, store, findNode, 'portForward');
      if (!place.ok) return place;
      return streamOf(place.value.door.portForward(place.value.target));
    }),
  };
}

/** A subresource that only makes sense as a stream. */
function stream(connect: (call: Call, store: ObjectStore) => Result<Stream, Status>): Subresource {
  return { handle: () => fail(statusError.badRequest('Upgrade request required')), connect };
}

function readLog(call: Call, store: ObjectStore, findNode: FindNodeDoor): Result<string, Status> {
  const options = logOptionsOf(call);
  if (!options.ok) return options;
  // A pod without a node has no log yet, which is no error.
  const place = placeOf(call, store, findNode, 'containerLogs');
  if (!place.ok) return place.error === NO_NODE ? ok('') : place;
  const text = place.value.door.log(place.value.target, options.value);
  return text.ok ? text : fail(refusal(call, text.error));
}

function followLog(call: Call, store: ObjectStore, findNode: FindNodeDoor): Result<Stream, Status> {
  const options = logOptionsOf(call);
  if (!options.ok) return options;
  const place = placeOf(call, store, findNode, 'containerLogs');
  if (!place.ok) {
    if (place.error !== NO_NODE) return place;
    return fail(statusError.badRequest(`pod ${call.resource.name} does not have a host assigned`));
  }
  const opened = place.value.door.followLog(place.value.target, { ...options.value, follow: true });
  return opened.ok ? opened : fail(refusal(call, opened.error));
}

/** Stands for "not scheduled": callers word it, or pass over it. */
const NO_NODE = statusError.badRequest('pod does not have a host assigned');

function placeOf(call: Call, store: ObjectStore, findNode: FindNodeDoor, route: string): Result<Place, Status> {
  const found = store.get(call);
  if (!found.ok) return found;
  const pod = found.value as Pod;
  const { name, namespace = '' } = pod.metadata;
  const container = route === 'portForward' ? ok('') : containerOf(pod, call.query['container'] ?? '');
  if (!container.ok) return container;
  const { nodeName = '' } = pod.spec;
  if (nodeName === '') {
    return fail(
      route === 'containerLogs' ? NO_NODE : statusError.badRequest(`pod ${name} does not have a host assigned`),
    );
  }
  const door = findNode(nodeName);
  if (door !== undefined) return ok({ door, target: { namespace, pod: name, container: container.value } });
  return fail(unreachable(store, nodeName, `${route}/${namespace}/${name}/${container.value}`, route));
}

/** The container that is meant; it may be left out when there is only one. */
function containerOf(pod: Pod, asked: string): Result<string, Status> {
  const names = (pod.spec.containers ?? []).map((container) => container.name);
  const initNames = (pod.spec.initContainers ?? []).map((container) => container.name);
  const { name } = pod.metadata;
  if (asked !== '') {
    const ephemeral = (pod.spec.ephemeralContainers ?? []).map((container) => container.name);
    if ([...names, ...initNames, ...ephemeral].includes(asked)) return ok(asked);
    return fail(statusError.badRequest(`container ${asked} is not valid for pod ${name}`));
  }
  const [only] = names;
  if (names.length === 1 && only !== undefined) return ok(only);
  const also = initNames.length === 0 ? '' : ` or one of the init containers: [${initNames.join(' ')}]`;
  const choice = `choose one of: [${names.join(' ')}]${also}`;
  return fail(statusError.badRequest(`a container name must be specified for pod ${name}, ${choice}`));
}

/** What the API server says when nobody answers at the kubelet's port. */
function unreachable(store: ObjectStore, nodeName: string, path: string, route: string): Status {
  const node = store.find(nodeKind, '', nodeName) as Node | undefined;
  if (node === undefined) return statusError.notFound(nodeKind, nodeName);
  const addresses = node.status?.addresses ?? [];
  const host = (addresses.find((one) => one.type === 'InternalIP') ?? addresses[0])?.address ?? nodeName;
  const why = `dial tcp ${host}:${KUBELET_PORT}: connect: connection refused`;
  if (route === 'containerLogs')
    return statusError.unknownError(`Get "https://${host}:${KUBELET_PORT}/${path}": ${why}`);
  return statusError.internalError(`error sending request: Post "https://${host}:${KUBELET_PORT}/${path}": ${why}`);
}

function refusal(call: Call, error: NodeError): Status {
  if (error.code === 400) return statusError.badRequest(error.message);
  if (error.code === 404) {
    return {
      ...statusError.noSuchResource(),
      message: `the server could not find the requested resource ( pods/log ${call.resource.name})`,
    };
  }
  return statusError.internalError(error.message);
}

/** A kubelet's refusal of a stream, as the API server passes it on: an error before the stream began, or in it. */
function streamOf(opened: Result<Stream, NodeError>): Result<Stream, Status> {
  if (opened.ok) return opened;
  const { code, message } = opened.error;
  return fail(statusError.internalError(code === 500 ? `Internal error occurred: ${message}` : message));
}

function logOptionsOf(call: Call): Result<LogOptions, Status> {
  const errors: FieldError[] = [];
  const number = (name: string, least: number): number | undefined => {
    const text = call.query[name];
    if (text === undefined || text === '') return undefined;
    const value = Number(text);
    const detail = least === 0 ? 'must be greater than or equal to 0' : 'must be greater than 0';
    if (!(value >= least)) errors.push(invalid(name, Number.isNaN(value) ? text : value, detail));
    return value;
  };
  const tailLines = number('tailLines', 0);
  const sinceSeconds = number('sinceSeconds', 1);
  const limitBytes = number('limitBytes', 1);
  const sinceTime = parseTime(call.query['sinceTime']);
  if (errors.length > 0) {
    return fail(statusError.invalid({ group: '', kind: 'PodLogOptions' }, call.resource.name, errors));
  }
  return ok({
    follow: call.flag('follow'),
    previous: call.flag('previous'),
    timestamps: call.flag('timestamps'),
    ...(tailLines === undefined ? {} : { tailLines }),
    ...(sinceSeconds === undefined ? {} : { sinceSeconds }),
    ...(limitBytes === undefined ? {} : { limitBytes }),
    ...(sinceTime === undefined ? {} : { sinceTime }),
  });
}
