/**
 * Where a volume's data is: one source, and what that source needs. Those of removed drivers have no further rules
 * here: nothing in this cluster could mount them.
 */
import type { CSIPersistentVolumeSource, PersistentVolumeSpec, SecretReference } from 'kubernetes-types/core/v1';
import { type FieldError, forbidden, invalid, invalidEach, notSupported, required, tooLong } from '../fieldError';
import { labelErrors, subdomainErrors } from '../names';
import { backstepErrors, hostPathTypes } from '../pods/validateVolumes';

/** In the order in which Kubernetes looks for them. */
const SOURCES = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'flocker',
  'nfs',
  'rbd',
  'quobyte',
  'cephfs',
  'iscsi',
  'cinder',
  'fc',
  'flexVolume',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'scaleIO',
  'local',
  'storageos',
  'csi',
] as const satisfies readonly (keyof PersistentVolumeSpec)[];

/** The sources that a volume names: one, when it is valid. */
export function volumeSourcesOf(spec: PersistentVolumeSpec): Readonly<Record<string, unknown>> {
  return Object.fromEntries(SOURCES.filter((name) => spec[name] !== undefined).map((name) => [name, spec[name]]));
}

export function validateVolumeSource(spec: PersistentVolumeSpec): FieldError[] {
  const [first, ...others] = Object.keys(volumeSourcesOf(spec));
  if (first === undefined) return [required('spec', 'must specify a volume type')];
  return [
    ...sourceErrors(spec, first),
    ...others.map((name) => forbidden(`spec.${name}`, 'may not specify more than 1 volume type')),
  ];
}

function sourceErrors(spec: PersistentVolumeSpec, name: string): FieldError[] {
  const { hostPath, nfs, local, csi, nodeAffinity } = spec;
  if (name === 'hostPath' && hostPath !== undefined) {
    const path = hostPath.path ? backstepErrors('spec.hostPath.path', hostPath.path) : [required('spec.hostPath.path')];
    const type = hostPath.type ?? '';
    return hostPathTypes.includes(type) ? path : [...path, notSupported('spec.hostPath.type', type, hostPathTypes)];
  }
  if (name === 'nfs' && nfs !== undefined) {
    const server = nfs.server ? [] : [required('spec.nfs.server')];
    if (!nfs.path) return [...server, required('spec.nfs.path')];
    return nfs.path.startsWith('/')
      ? server
      : [...server, invalid('spec.nfs.path', nfs.path, 'must be an absolute path')];
  }
  if (name === 'local' && local !== undefined) {
    return [
      ...(local.path ? backstepErrors('spec.local.path', local.path) : [required('spec.local.path')]),
      ...(nodeAffinity === undefined ? [required('spec.nodeAffinity', 'Local volume requires node affinity')] : []),
    ];
  }
  return name === 'csi' && csi !== undefined ? csiErrors('spec.csi', csi) : [];
}

function csiErrors(field: string, csi: CSIPersistentVolumeSource): FieldError[] {
  const secrets = [
    'controllerPublishSecretRef',
    'controllerExpandSecretRef',
    'nodePublishSecretRef',
    'nodeExpandSecretRef',
  ] as const;
  return [
    ...driverNameErrors(`${field}.driver`, csi.driver ?? ''),
    ...(csi.volumeHandle ? [] : [required(`${field}.volumeHandle`)]),
    ...secrets.flatMap((name) => secretErrors(`${field}.${name}`, csi[name])),
  ];
}

/** What is wrong with the name of a CSI driver. */
export function driverNameErrors(field: string, name: string): FieldError[] {
  return [
    ...(name === '' ? [required(field)] : []),
    ...(name.length > 63 ? [tooLong(field, 63)] : []),
    ...invalidEach(field, name, subdomainErrors(name.toLowerCase())),
  ];
}

function secretErrors(field: string, secret: SecretReference | undefined): FieldError[] {
  if (secret === undefined) return [];
  const { name, namespace } = secret;
  return [
    ...(name ? invalidEach(`${field}.name`, name, subdomainErrors(name)) : [required(`${field}.name`)]),
    ...(namespace
      ? invalidEach(`${field}.namespace`, namespace, labelErrors(namespace))
      : [required(`${field}.namespace`)]),
  ];
}
