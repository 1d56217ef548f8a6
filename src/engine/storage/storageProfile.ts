/** How a cluster makes volumes for claims, as data. */
export interface StorageProfile {
  /** The default storage class and the name of whoever makes its volumes. */
  readonly className: string;
  readonly provisioner: string;
  readonly bindingMode: 'Immediate' | 'WaitForFirstConsumer';
  /** Further labels and annotations of the class. */
  readonly classLabels?: Readonly<Record<string, string>>;
  /** Where on a node's disk volumes are made. */
  readonly root: string;
  /** True when a volume belongs to the node that was chosen; else all are on the first node and reachable from anywhere. */
  readonly perNode: boolean;
  /** How long it takes to make one, in milliseconds. */
  readonly delay: number;
}

/** The storage provisioner that comes with minikube. */
export const minikubeStorage: StorageProfile = {
  className: 'standard',
  provisioner: 'k8s.io/minikube-hostpath',
  bindingMode: 'Immediate',
  classLabels: { 'addonmanager.kubernetes.io/mode': 'EnsureExists' },
  root: '/tmp/hostpath-provisioner',
  perNode: false,
  delay: 30,
};

/** Rancher's local path provisioner, as kind has it. */
export const localPathStorage: StorageProfile = {
  className: 'standard',
  provisioner: 'rancher.io/local-path',
  bindingMode: 'WaitForFirstConsumer',
  root: '/var/local-path-provisioner',
  perNode: true,
  delay: 2500,
};
