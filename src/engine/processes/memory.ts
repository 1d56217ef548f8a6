/**
 * How much memory programs hold when they start, in KiB: of their own (which cgroups count), and what they share with
 * others that run the same file (which ps counts too). About what the real ones show.
 */
const USUAL: Readonly<Record<string, readonly [own: number, shared: number]>> = {
  bash: [1500, 2200],
  'cloud-controller-manager': [20_000, 44_000],
  'cluster-autoscaler': [45_000, 66_000],
  containerd: [18_000, 30_200],
  'containerd-shim-runc-v2': [5200, 8300],
  coredns: [9800, 32_000],
  curl: [1900, 7400],
  dashboard: [12_400, 31_000],
  dockerd: [36_000, 46_300],
  etcd: [24_000, 37_000],
  flanneld: [15_200, 28_000],
  httpd: [2100, 3700],
  'kube-apiserver': [190_000, 94_000],
  'kube-controller-manager': [38_000, 60_000],
  'kube-proxy': [9000, 28_000],
  'kube-scheduler': [16_000, 42_000],
  kubectl: [14_000, 32_000],
  kubelet: [30_000, 54_000],
  'metrics-server': [17_600, 40_000],
  'metrics-sidecar': [9200, 24_000],
  nginx: [1700, 5600],
  'nginx-ingress-controller': [86_000, 52_000],
  node: [13_200, 31_900],
  pause: [60, 680],
  ps: [540, 3800],
  python3: [4800, 5000],
  'redis-server': [2600, 6300],
  sleep: [110, 1530],
  systemd: [3100, 8700],
  top: [520, 3080],
};

const OTHERS = [180, 1500] as const;

/** A process's name is what fits into the 15 characters that Linux keeps of it. */
const BY_NAME = new Map(Object.entries(USUAL).map(([program, memory]) => [program.slice(0, 15), memory]));

/** Bytes of its own that a program of this name holds when it starts. */
export function usualMemory(command: string): number {
  return (BY_NAME.get(command.slice(0, 15)) ?? OTHERS)[0] * 1024;
}

/** Bytes that it has in memory besides: its code and libraries. */
export function sharedMemory(command: string): number {
  return (BY_NAME.get(command.slice(0, 15)) ?? OTHERS)[1] * 1024;
}
