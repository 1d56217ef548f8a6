/** `/metrics` in Prometheus' text format: the few figures of the real server that there are here. */
import type { Kind } from '../../kinds/kind';
import { resourceName } from '../../kinds/kind';
import type { ClusterObject } from '../../kinds/object';
import type { Etcd } from '../etcd/etcd';
import { storagePrefix } from './storageKey';

export function metricsText(kinds: readonly Kind[], etcd: Etcd<ClusterObject>, version: string): string {
  const stored = kinds.filter((kind) => kind.keptAs === undefined && kind.verbs.includes('watch'));
  const counts = [...new Map(stored.map((kind) => [resourceName(kind), kind]))].map(([name, kind]) => {
    let count = 0;
    for (const _ of etcd.range(storagePrefix(kind, ''))) count++;
    // Objects of some kinds are made when they are asked for: of them nothing is stored.
    return count === 0 ? '' : `apiserver_storage_objects{resource="${name}"} ${count}\n`;
  });
  return [
    gauge('apiserver_storage_objects', 'Stored objects by resource.', counts.sort().join('')),
    gauge(
      'etcd_debugging_mvcc_current_revision',
      'The current revision of the store.',
      `etcd_debugging_mvcc_current_revision ${etcd.revision}\n`,
    ),
    gauge(
      'kubernetes_build_info',
      'Always 1; its labels say which build this is.',
      `kubernetes_build_info{git_version="${version}",platform="linux/amd64"} 1\n`,
    ),
  ].join('');
}

function gauge(name: string, help: string, lines: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines}`;
}
