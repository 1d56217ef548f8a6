import type { Container, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import type { Pod } from '../../../kinds/pod';
import type { ServiceAccount } from '../../../kinds/serviceAccount';
import { serviceAccountKind } from '../../../kinds/serviceAccount';
import type { Status } from '../../../kinds/status';
import * as statusError from '../statusError';
import type { AdmissionContext, AdmissionPlugin, AdmissionRequest } from './admission';
import { nameInMessages } from './namespaceLifecycle';

const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const VOLUME_PREFIX = 'kube-api-access-';
const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';

/** Every new pod runs as a service account, with a token and the cluster's CA mounted into its containers. */
export const serviceAccountAdmission: AdmissionPlugin = { name: 'ServiceAccount', admit };

function admit(request: AdmissionRequest, context: AdmissionContext): Status | undefined {
  const { kind, operation, subresource, namespace } = request;
  if (kind.kind !== 'Pod' || operation !== 'CREATE' || subresource !== '') return undefined;
  const pod = request.object as Pod;
  // The kubelet's mirror of a static pod has no account.
  if (pod.metadata.annotations?.[MIRROR_ANNOTATION] !== undefined) return undefined;
  const { spec } = pod;
  spec.serviceAccountName ||= 'default';
  // The old name of the field is kept in step.
  spec.serviceAccount = spec.serviceAccountName;
  const name = spec.serviceAccountName;
  const account = context.find(serviceAccountKind, namespace, name) as ServiceAccount | undefined;
  if (account === undefined) {
    const why = `error looking up service account ${namespace}/${name}: serviceaccount ${JSON.stringify(name)} not found`;
    return statusError.forbidden(kind, nameInMessages(request), why);
  }
  const automount = spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true;
  if (automount) mountToken(pod, context);
  if ((spec.imagePullSecrets ?? []).length === 0 && (account.imagePullSecrets ?? []).length > 0) {
    spec.imagePullSecrets = account.imagePullSecrets?.map((secret) => ({ ...secret })) ?? [];
  }
  return undefined;
}

function mountToken({ spec }: Pod, context: AdmissionContext): void {
  const existing = spec.volumes?.find((volume) => volume.name.startsWith(VOLUME_PREFIX));
  const volumeName = existing?.name ?? `${VOLUME_PREFIX}${context.random.nameSuffix()}`;
  let needed = false;
  const mount = (container: Container) => {
    if (container.volumeMounts?.some((one) => one.mountPath === MOUNT_PATH) === true) return;
    const token: VolumeMount = { mountPath: MOUNT_PATH, name: volumeName, readOnly: true };
    container.volumeMounts = [...(container.volumeMounts ?? []), token];
    needed = true;
  };
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) mount(container);
  if (needed && existing === undefined) spec.volumes = [...(spec.volumes ?? []), tokenVolume(volumeName)];
}

function tokenVolume(name: string): Volume {
  return {
    name,
    projected: {
      defaultMode: 0o644,
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
        {
          downwardAPI: {
            items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }],
          },
        },
      ],
    },
  };
}
