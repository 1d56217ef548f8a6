/** How much memory programs hold when they start, in KiB: about what ps shows of the real ones. */
const USUAL: Readonly<Record<string, number>> = {
  bash: 3712,
  containerd: 48_200,
  coredns: 22_400,
  curl: 9300,
  dash: 1024,
  docker: 28_600,
  dockerd: 82_300,
  etcd: 61_000,
  httpd: 5200,
  init: 11_800,
  'kube-apiserver': 284_000,
  'kube-controller-manager': 98_000,
  'kube-proxy': 27_000,
  'kube-scheduler': 52_000,
  kubectl: 46_000,
  kubelet: 74_000,
  nginx: 6100,
  node: 45_100,
  pause: 740,
  ps: 4340,
  python3: 9800,
  'redis-server': 8900,
  sh: 900,
  sleep: 1640,
  systemd: 11_800,
  top: 3600,
};

const OTHERS = 1800;

/** Bytes that a program of this name holds when it starts. */
export function usualMemory(command: string): number {
  const name = command.replace(/^-/, '').split(/[\s:]/)[0]?.split('/').at(-1) ?? '';
  return (USUAL[name] ?? OTHERS) * 1024;
}
