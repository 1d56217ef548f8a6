/** The default storage class, which every new cluster of minikube has. */
import type { AddonManifest } from './manifest';

export const storageClassManifest: AddonManifest = {
  images: [],
  mark: '/apis/storage.k8s.io/v1/storageclasses/standard',
  objects: [
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name: 'standard',
        annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
        labels: { 'addonmanager.kubernetes.io/mode': 'EnsureExists' },
      },
      provisioner: 'k8s.io/minikube-hostpath',
      volumeBindingMode: 'Immediate',
    },
  ],
};
