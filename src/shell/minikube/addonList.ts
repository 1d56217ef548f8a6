/** minikube's add-ons. Those with a manifest can be switched on; of the others this world has no parts. */
import { dashboardManifest } from './addons/dashboard';
import { ingressManifest } from './addons/ingress';
import type { AddonManifest } from './addons/manifest';
import { metricsServerManifest } from './addons/metricsServer';
import { storageClassManifest } from './addons/storage';

export interface Addon {
  readonly name: string;
  readonly maintainer: string;
  readonly manifest?: AddonManifest;
  /** True of what minikube's cluster has here without a pod: it is always on. */
  readonly partOfCluster?: boolean;
}

/** As minikube lists them. */
export const addons: readonly Addon[] = [
  { name: 'ambassador', maintainer: '3rd party (Ambassador)' },
  { name: 'auto-pause', maintainer: 'minikube' },
  { name: 'cloud-spanner', maintainer: 'Google' },
  { name: 'csi-hostpath-driver', maintainer: 'Kubernetes' },
  { name: 'dashboard', maintainer: 'Kubernetes', manifest: dashboardManifest },
  { name: 'default-storageclass', maintainer: 'Kubernetes', manifest: storageClassManifest },
  { name: 'efk', maintainer: '3rd party (Elastic)' },
  { name: 'freshpod', maintainer: 'Google' },
  { name: 'gcp-auth', maintainer: 'Google' },
  { name: 'gvisor', maintainer: 'minikube' },
  { name: 'headlamp', maintainer: '3rd party (kinvolk.io)' },
  { name: 'inaccel', maintainer: '3rd party (InAccel [info@inaccel.com])' },
  { name: 'ingress', maintainer: 'Kubernetes', manifest: ingressManifest },
  { name: 'ingress-dns', maintainer: 'minikube' },
  { name: 'inspektor-gadget', maintainer: '3rd party (inspektor-gadget.io)' },
  { name: 'istio', maintainer: '3rd party (Istio)' },
  { name: 'istio-provisioner', maintainer: '3rd party (Istio)' },
  { name: 'kong', maintainer: '3rd party (Kong HQ)' },
  { name: 'kubeflow', maintainer: '3rd party' },
  { name: 'kubevirt', maintainer: '3rd party (KubeVirt)' },
  { name: 'logviewer', maintainer: '3rd party (unknown)' },
  { name: 'metallb', maintainer: '3rd party (MetalLB)' },
  { name: 'metrics-server', maintainer: 'Kubernetes', manifest: metricsServerManifest },
  { name: 'nvidia-device-plugin', maintainer: '3rd party (NVIDIA)' },
  { name: 'nvidia-driver-installer', maintainer: '3rd party (NVIDIA)' },
  { name: 'nvidia-gpu-device-plugin', maintainer: '3rd party (NVIDIA)' },
  { name: 'olm', maintainer: '3rd party (Operator Framework)' },
  { name: 'pod-security-policy', maintainer: '3rd party (unknown)' },
  { name: 'portainer', maintainer: '3rd party (Portainer.io)' },
  { name: 'registry', maintainer: 'minikube' },
  { name: 'registry-aliases', maintainer: '3rd party (unknown)' },
  { name: 'registry-creds', maintainer: '3rd party (UPMC Enterprises)' },
  { name: 'storage-provisioner', maintainer: 'minikube', partOfCluster: true },
  { name: 'storage-provisioner-rancher', maintainer: '3rd party (Rancher)' },
  { name: 'volcano', maintainer: 'third-party (volcano)' },
  { name: 'volumesnapshots', maintainer: 'Kubernetes' },
  { name: 'yakd', maintainer: '3rd party (marcnuri.com)' },
];
