/** The manifests directory of a node: files with pods that its kubelet runs whatever the API server says. */
import { load, YAML11_SCHEMA } from 'js-yaml';
import { clone } from '../../base/clone';
import { hashValue } from '../../base/hash';
import { type Pod, podKind } from '../../kinds/pod';
import type { MountedFiles } from '../files/mountedFiles';

export const MANIFESTS = '/etc/kubernetes/manifests';

/** What tells a pod's mirror from others, and which version of the manifest it shows. */
export const HASH = 'kubernetes.io/config.hash';
export const MIRROR = 'kubernetes.io/config.mirror';

/**
 * The pods in the directory, as a kubelet runs them: named after the node too, with a hash of the manifest as uid. Files
 * that hold no pod, or one that is not valid, are passed over, as kubelets do.
 */
export function readManifests(files: MountedFiles, node: string): readonly Pod[] {
  const names = files.list(MANIFESTS);
  if (!names.ok) return [];
  // Kubelets skip hidden files: editors and people park things there.
  const shown = names.value.filter((name) => !name.startsWith('.')).sort();
  return shown.flatMap((name) => {
    const text = files.read(`${MANIFESTS}/${name}`);
    return (text.ok && readPod(text.value, node)) || [];
  });
}

function readPod(text: string, node: string): Pod | undefined {
  const found = parse(text);
  if (found?.kind !== 'Pod' || typeof found.metadata?.name !== 'string') return undefined;
  if (!Array.isArray(found.spec?.containers)) return undefined;
  const { name, namespace = 'default', labels, annotations } = found.metadata;
  const hash = hashValue([found.metadata, found.spec]);
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-${node}`,
      namespace,
      uid: hash,
      ...(labels === undefined ? {} : { labels }),
      annotations: { ...annotations, [HASH]: hash, 'kubernetes.io/config.source': 'file' },
    },
    spec: { ...found.spec, nodeName: node },
  };
  podKind.setDefaults(pod);
  podKind.prepareForCreate(pod);
  return podKind.validate(pod).length === 0 ? pod : undefined;
}

/** What texts said that were read lately: each start of a control plane reads the same few. */
const latest = new Map<string, unknown>();
const MOST = 32;

/** Each time a copy of its own: defaults are set in it. */
function parse(text: string): Partial<Pod> | undefined {
  try {
    if (!latest.has(text)) {
      if (latest.size >= MOST) latest.clear();
      latest.set(text, load(text, { schema: YAML11_SCHEMA }));
    }
    const value = latest.get(text);
    return typeof value === 'object' && value !== null ? clone(value) : undefined;
  } catch {
    return undefined;
  }
}
