/** Lists that the server has no table for: the containers of a pod, the contexts of the kubeconfig. */
import { sleep } from '../../engine/processes/kernel';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { Pod } from '../../kinds/pod';
import type { ClusterAccess } from '../kubectl/client/access';
import type { KubeConfig } from '../kubectl/client/kubeconfig';
import { CommandError } from '../kubectl/errors';
import type { LiveRows } from './liveRows';
import type { Row } from './rows';

const AGAIN = 2000;

type ContainerStatus = NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number];

/** Keeps the containers of a pod up until it is ended. */
export function* containerRows(
  process: Process,
  access: ClusterAccess,
  { namespace, name }: Pick<Row, 'namespace' | 'name'>,
  live: LiveRows,
  changed: () => void,
): Routine<void> {
  live.columns = {
    names: ['NAME', 'IMAGE', 'READY', 'STATE', 'RESTARTS', 'PORTS'],
    age: -1,
    spare: [false, false, false, false, false, true],
  };
  const path = `/api/v1/namespaces/${namespace}/pods`;
  for (;;) {
    try {
      const pod = yield* access.call<Pod>({ method: 'GET', path: `${path}/${name}` });
      live.rows = rowsOf(pod);
      live.problem = '';
      changed();
      const { resourceVersion = '' } = pod.metadata;
      const query = { fieldSelector: `metadata.name=${name}`, resourceVersion };
      const watch = yield* access.watch({ method: 'GET', path, query });
      try {
        for (;;) {
          const event = yield* watch.next();
          if (event === undefined || event.type === 'ERROR') break;
          if (event.type === 'BOOKMARK') continue;
          live.rows = event.type === 'DELETED' ? [] : rowsOf(event.object as unknown as Pod);
          changed();
        }
      } finally {
        watch.stop();
      }
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      live.rows = [];
      live.problem = error.message;
      changed();
    }
    yield* sleep(process.clock, AGAIN, { background: true });
  }
}

function rowsOf({ metadata, spec, status }: Pod): readonly Row[] {
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return [...(spec.initContainers ?? []), ...spec.containers].map(({ name, image = '', ports = [] }): Row => {
    const own = statuses.find((one) => one.name === name);
    return {
      namespace: metadata.namespace ?? '',
      name,
      cells: [
        name,
        image,
        String(own?.ready ?? false),
        stateOf(own),
        String(own?.restartCount ?? 0),
        ports.map(({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol}`).join(','),
      ],
      born: undefined,
    };
  });
}

function stateOf(status: ContainerStatus | undefined): string {
  const { running, waiting, terminated } = status?.state ?? {};
  if (running !== undefined) return 'Running';
  return terminated?.reason ?? waiting?.reason ?? 'Waiting';
}

export function contextRows(config: KubeConfig, current: string, live: LiveRows): void {
  live.columns = {
    names: ['NAME', 'CLUSTER', 'USER', 'NAMESPACE'],
    age: -1,
    spare: [false, false, false, false],
  };
  live.rows = [...config.contexts].map(([name, entry]): Row => {
    const mark = name === (current || config.currentContext) ? '(*)' : '';
    const cells = [`${name}${mark}`, ...['cluster', 'user', 'namespace'].map((field) => String(entry[field] ?? ''))];
    return { namespace: '', name, cells, born: undefined };
  });
}
