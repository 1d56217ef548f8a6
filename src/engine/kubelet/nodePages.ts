/**
 * What a kubelet answers to plain requests (`nodes/NAME/proxy/...`): its health, pods, what they use, logs.
 *
 * Simplified: metrics, configuration and everything that runs commands this way say that they are not simulated.
 */
import { formatTime } from '../../base/time';
import type { ApiResponse } from '../client/door';
import type { NodeDoor, NodeUse } from '../client/nodeDoor';
import type { KubeletContext } from './kubeletContext';
import type { PodWorker } from './podWorker';

const NOT_SIMULATED = ['metrics', 'configz', 'debug', 'exec', 'attach', 'portForward', 'run', 'checkpoint', 'flagz'];

export function nodePage(
  path: string,
  context: KubeletContext,
  workers: readonly PodWorker[],
  door: Pick<NodeDoor, 'use' | 'log'>,
): ApiResponse {
  const [place = '', search = ''] = path.split('?');
  const [first = '', ...rest] = place.split('/').filter((part) => part !== '');
  const whole = [first, ...rest].join('/');
  if (whole === 'healthz') return text(200, 'ok');
  if (whole === 'pods' || whole === 'runningpods') {
    return {
      code: 200,
      body: { kind: 'PodList', apiVersion: 'v1', metadata: {}, items: workers.map(({ pod }) => pod) },
    };
  }
  if (whole === 'stats/summary') return { code: 200, body: summaryOf(context, workers, door.use()) };
  if (first === 'logs') return fileOf(context, rest.join('/'), place.endsWith('/'));
  if (first === 'containerLogs' && rest.length === 3) return containerLog(rest, search, door);
  if (NOT_SIMULATED.includes(first)) return text(501, `${first} of kubelets is not simulated in this cluster\n`);
  return text(404, '404 page not found\n');
}

function text(code: number, body: string, contentType = 'text/plain; charset=utf-8'): ApiResponse {
  return { code, body, contentType };
}

function containerLog(
  [namespace = '', pod = '', container = '']: readonly string[],
  search: string,
  door: Pick<NodeDoor, 'log'>,
) {
  const query = new Map(search.split('&').map((pair) => pair.split('=') as [string, string]));
  const tail = query.get('tailLines');
  const log = door.log(
    { namespace, pod, container },
    {
      follow: false,
      previous: query.get('previous') === 'true',
      timestamps: query.get('timestamps') === 'true',
      ...(tail === undefined ? {} : { tailLines: Number(tail) }),
    },
  );
  return log.ok ? text(200, log.value, 'text/plain') : text(log.error.code, `${log.error.message}\n`);
}

/** A file below /var/log, or the list of a directory as Go's file server makes it. */
function fileOf({ machine }: KubeletContext, path: string, asDirectory: boolean): ApiResponse {
  const place = path === '' ? '/var/log' : `/var/log/${path}`;
  const names = machine.files.list(place);
  if (!names.ok) {
    const read = machine.files.read(place);
    return read.ok ? text(200, read.value) : text(404, '404 page not found\n');
  }
  if (!asDirectory && path !== '') return { code: 301, body: '', location: `${path.split('/').at(-1)}/` };
  const links = names.value.map((name) => {
    const isDirectory = machine.files.list(`${place}/${name}`).ok;
    const shown = isDirectory ? `${name}/` : name;
    return `<a href="${shown}">${shown}</a>\n`;
  });
  return text(200, `<pre>\n${links.sort().join('')}</pre>\n`, 'text/html; charset=utf-8');
}

/** Numbers that were measured; rates, file systems and networks are left out. */
function summaryOf({ clock, node }: KubeletContext, workers: readonly PodWorker[], use: NodeUse): object {
  const time = formatTime(clock.now);
  const used = ({ cpuMilliseconds, memoryBytes }: NodeUse['node']) => ({
    cpu: { time, usageCoreNanoSeconds: Math.round(cpuMilliseconds * 1_000_000) },
    memory: { time, workingSetBytes: memoryBytes },
  });
  const started = new Map(workers.map(({ pod }) => [pod.metadata.uid, pod.status?.startTime]));
  return {
    node: { nodeName: node.name, ...used(use.node) },
    pods: use.pods.map(({ name, namespace, uid, containers }) => ({
      podRef: { name, namespace, uid },
      startTime: started.get(uid),
      containers: containers.map((one) => ({ name: one.name, ...used(one.use) })),
    })),
  };
}
