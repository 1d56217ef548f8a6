import type { ObjectName } from '../../engine/trace';
import type { ClusterObject } from '../../kinds/object';
import type { DockerView } from '../../store/docker/dockerView';
import { dockerNamesIn } from './dockerNamesInText';

type Objects = Readonly<Record<string, Readonly<Record<string, ClusterObject>>>>;

/** Whose names the terminal lights up; where two share a name, the first kind in this list has it. */
const KINDS = [
  'pods',
  'services',
  'deployments.apps',
  'replicationcontrollers',
  'replicasets.apps',
  'nodes',
  'configmaps',
] as const;

/** Names that say nothing when they stand alone. */
const COMMON: ReadonlySet<string> = new Set(['default', 'kubernetes', 'kube-root-ca.crt']);

/** How `kubectl` prefixes a name: `pod/web`, `service/web`. */
const PREFIXES: Readonly<Record<string, string>> = {
  pod: 'pods',
  service: 'services',
  svc: 'services',
  'deployment.apps': 'deployments.apps',
  deployment: 'deployments.apps',
  deploy: 'deployments.apps',
  replicationcontroller: 'replicationcontrollers',
  rc: 'replicationcontrollers',
  'replicaset.apps': 'replicasets.apps',
  rs: 'replicasets.apps',
  node: 'nodes',
  configmap: 'configmaps',
};

/** What stands before a slash is a kind or a namespace; else the name belongs to something else, such as an image. */
function choose(found: readonly ObjectName[], prefix: string | undefined): ObjectName | undefined {
  if (prefix === undefined) return found[0];
  return found.find(({ resource, namespace }) => resource === PREFIXES[prefix] || namespace === prefix);
}

export interface NameInText {
  readonly start: number;
  readonly length: number;
  readonly object: ObjectName;
}

export interface KnownNames {
  /** The names of objects in a line of text, from left to right. */
  find(text: string): NameInText[];
}

/** The names of a cluster's objects and of what is on the Docker host; where both have a name, it is the cluster's. */
export function knownNames(objects: Objects, docker?: DockerView): KnownNames {
  const byName = new Map<string, ObjectName[]>();
  for (const resource of KINDS) {
    for (const { metadata } of Object.values(objects[resource] ?? {})) {
      if (COMMON.has(metadata.name)) continue;
      const object: ObjectName = {
        resource,
        namespace: metadata.namespace ?? '',
        name: metadata.name,
        ...(metadata.uid === undefined ? {} : { uid: metadata.uid }),
      };
      byName.set(metadata.name, [...(byName.get(metadata.name) ?? []), object]);
    }
  }
  const onDockerHost = dockerNamesIn(docker);
  return {
    find(text) {
      const found = [...text.matchAll(/(?:([a-z.]+)\/)?([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?)/g)].flatMap((match) => {
        const [whole, prefix, name = ''] = match;
        const object = choose(byName.get(name) ?? [], prefix);
        if (object === undefined) return [];
        return [{ start: match.index + whole.length - name.length, length: name.length, object }];
      });
      const others = onDockerHost(text).filter(({ start, length }) =>
        found.every((one) => start + length <= one.start || start >= one.start + one.length),
      );
      return others.length === 0 ? found : [...found, ...others].sort((a, b) => a.start - b.start);
    },
  };
}
