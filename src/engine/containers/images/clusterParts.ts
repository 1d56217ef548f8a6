/**
 * What a cluster itself runs as pods: the pause container, the control plane, kube-proxy, CoreDNS.
 *
 * Their programs here only say that they started and wait: the parts themselves belong to the world. Where a pod is to
 * do the work, whoever builds the world puts a program of the same name (`coredns`, `kube-scheduler`) into the kernel.
 */
import { coreDnsStartLines } from '../../network/coreDns';
import { ingressControllerStartLines } from '../../network/ingressController';
import type { Process, Program } from '../../processes/process';
import type { Routine } from '../../processes/routine';
import { binary } from './image';
import { type CatalogueLayer, imageLayer } from './layer';
import { klogHeader } from './logTimes';
import { type CatalogueImage, image, type Repository } from './repository';
import { alpine, distroless } from './smallBases';
import { untilSignalled } from './untilSignalled';

/** pause: holds the pod's namespaces; nothing else. */
function* pause(process: Process): Routine<number> {
  yield* untilSignalled(process, ['SIGTERM', 'SIGINT']);
  return 0;
}

/** A program that logs some lines and waits to be ended. */
function component(lines: (process: Process) => readonly string[]): Program {
  return function* (process) {
    for (const line of lines(process)) process.stderr.write(`${line}\n`);
    yield* untilSignalled(process, ['SIGTERM', 'SIGINT']);
    return 0;
  };
}

/** Lines as klog writes them. */
function klog(...lines: readonly (readonly [source: string, message: string])[]): Program {
  return component(({ clock }) => lines.map(([source, message]) => `${klogHeader(clock.now)}${source}] ${message}`));
}

const VERSION = 'v1.32.0';

const goRunner: CatalogueLayer = imageLayer('kubernetes go-runner', 1_420_000, {
  '/go-runner': binary('go-runner', 2_400_000),
});

function kubernetes(name: string, sizeBytes: number, program: Program): Repository {
  return {
    name: `registry.k8s.io/${name}`,
    images: [
      image({
        tags: [VERSION],
        layers: [
          distroless,
          goRunner,
          imageLayer(`${name} ${VERSION}`, sizeBytes, { [`/usr/local/bin/${name}`]: binary(name, 3 * sizeBytes) }),
        ],
        command: [name],
      }),
    ],
    programs: { [name]: program },
  };
}

function single(
  name: string,
  tags: readonly string[],
  layers: readonly CatalogueLayer[],
  more: { entrypoint: readonly string[]; programs: Readonly<Record<string, Program>>; user?: string },
): Repository {
  const { entrypoint, programs, user } = more;
  const one: CatalogueImage = image({
    tags,
    layers,
    entrypoint,
    ...(user === undefined ? {} : { user }),
  });
  return { name, images: [one], programs };
}

function ingressNginx(version: string, commit: string, sizeBytes: number): CatalogueImage {
  const program = binary('nginx-ingress-controller', 48_000_000, `${version} ${commit}`);
  const contents = { '/nginx-ingress-controller': program };
  const layers = [distroless, imageLayer(`ingress-nginx controller ${version}`, sizeBytes, contents)];
  return image({ tags: [version], layers, entrypoint: [] });
}

export const clusterRepositories: readonly Repository[] = [
  single(
    'registry.k8s.io/pause',
    ['3.10', '3.9'],
    [imageLayer('pause 3.10', 320_368, { '/pause': binary('pause', 743_000) })],
    {
      entrypoint: ['/pause'],
      programs: { pause },
      user: '65535',
    },
  ),
  single(
    'registry.k8s.io/coredns/coredns',
    ['v1.11.3'],
    [distroless, imageLayer('coredns 1.11.3', 17_758_000, { '/coredns': binary('coredns', 58_000_000) })],
    { entrypoint: ['/coredns'], programs: { coredns: component(() => coreDnsStartLines) } },
  ),
  {
    name: 'registry.k8s.io/ingress-nginx/controller',
    images: [
      ingressNginx('v1.12.0', 'ba73b2c24d355f1cdcf4b31ef7c5574059f12118', 110_500_000),
      ingressNginx('v1.11.3', '0106de65cfccb74405a6dfa7d9daffc6f0a6ef1a', 108_200_000),
    ],
    programs: { 'nginx-ingress-controller': component(ingressControllerStartLines) },
  },
  single(
    'registry.k8s.io/ingress-nginx/kube-webhook-certgen',
    ['v1.4.4'],
    [
      distroless,
      imageLayer('kube-webhook-certgen 1.4.4', 21_900_000, {
        '/kube-webhook-certgen': binary('kube-webhook-certgen', 46_100_000),
      }),
    ],
    { entrypoint: ['/kube-webhook-certgen'], programs: {} },
  ),
  single(
    'registry.k8s.io/metrics-server/metrics-server',
    ['v0.7.2'],
    [
      distroless,
      imageLayer('metrics-server 0.7.2', 18_800_000, { '/metrics-server': binary('metrics-server', 64_600_000) }),
    ],
    { entrypoint: ['/metrics-server'], programs: {}, user: '65534' },
  ),
  single(
    'ghcr.io/flannel-io/flannel',
    ['v0.26.2'],
    [alpine, imageLayer('flannel 0.26.2', 28_400_000, { '/opt/bin/flanneld': binary('flanneld', 45_800_000) })],
    { entrypoint: ['/opt/bin/flanneld'], programs: { flanneld: component(() => []) } },
  ),
  single(
    'ghcr.io/flannel-io/flannel-cni-plugin',
    ['v1.6.0-flannel1'],
    [alpine, imageLayer('flannel-cni-plugin 1.6.0', 1_050_000, { '/flannel': binary('flannel', 2_400_000) })],
    { entrypoint: [], programs: {} },
  ),
  single(
    'registry.k8s.io/autoscaling/cluster-autoscaler',
    ['v1.32.0'],
    [
      distroless,
      imageLayer('cluster-autoscaler 1.32.0', 41_000_000, {
        '/cluster-autoscaler': binary('cluster-autoscaler', 148_000_000),
      }),
    ],
    {
      entrypoint: [],
      programs: {
        'cluster-autoscaler': component(({ clock }) => [
          `${klogHeader(clock.now, 'E')}main.go:350] there is no cloud here that rents out machines`,
        ]),
      },
    },
  ),
  single(
    'registry.k8s.io/etcd',
    ['3.5.16-0'],
    [distroless, imageLayer('etcd 3.5.16', 56_900_000, { '/usr/local/bin/etcd': binary('etcd', 23_600_000) })],
    {
      entrypoint: ['etcd'],
      programs: {
        etcd: component(({ clock }) => [
          JSON.stringify({
            level: 'info',
            ts: `${klogHeader(clock.now).slice(6, 21)}`,
            caller: 'embed/serve.go:103',
            msg: 'ready to serve client requests',
          }),
        ]),
      },
    },
  ),
  kubernetes(
    'kube-apiserver',
    26_880_000,
    klog(
      ['options.go:228', 'external host was not specified, using the node address'],
      ['server.go:143', 'Version: v1.32.0'],
    ),
  ),
  kubernetes(
    'kube-controller-manager',
    24_480_000,
    klog(
      ['controllermanager.go:185', 'Starting, version="v1.32.0"'],
      ['leaderelection.go:271', 'successfully acquired lease kube-system/kube-controller-manager'],
    ),
  ),
  kubernetes(
    'kube-scheduler',
    18_570_000,
    klog(
      ['server.go:166', 'Starting Kubernetes Scheduler, version="v1.32.0"'],
      ['leaderelection.go:271', 'successfully acquired lease kube-system/kube-scheduler'],
    ),
  ),
  kubernetes(
    'cloud-controller-manager',
    16_250_000,
    klog(
      ['controllermanager.go:167', 'Version: v1.32.0'],
      ['leaderelection.go:271', 'successfully acquired lease kube-system/cloud-controller-manager'],
    ),
  ),
  kubernetes(
    'kube-proxy',
    28_720_000,
    klog(
      ['server_linux.go:66', '"Using iptables proxy"'],
      ['shared_informer.go:320', 'Caches are synced for service config'],
    ),
  ),
];
