/**
 * The Kubernetes dashboard and its metrics scraper. The dashboard's program answers health checks and one small page:
 * what the real one's browser code shows, this page draws itself, with requests of the dashboard's own identity.
 */
import type { Process, Program } from '../../processes/process';
import { binary } from './image';
import { imageLayer } from './layer';
import { nginxTime } from './logTimes';
import { image, type Repository } from './repository';
import { untilSignalled } from './untilSignalled';

const PAGE = `<!doctype html>
<title>Kubernetes Dashboard</title>
<p>This is a simulated cluster: the dashboard itself is drawn by the page that the cluster lives in.</p>
`;

function server(port: number, lines: readonly string[], body: string, type: string): Program {
  return function* (process: Process) {
    for (const line of lines) process.stdout.write(`${nginxTime(process.clock.now)} ${line}\n`);
    const listening = process.network.listen(
      port,
      (_request, _peer, respond) => respond({ status: 200, headers: { 'Content-Type': type }, body }),
      { owner: process },
    );
    if (!listening.ok) {
      process.stderr.write(`listen tcp :${port}: bind: address already in use\n`);
      return 1;
    }
    try {
      yield* untilSignalled(process, ['SIGTERM', 'SIGINT']);
      return 0;
    } finally {
      listening.value();
    }
  };
}

const dashboard = server(
  9090,
  [
    'Starting overwatch',
    'Using namespace: kubernetes-dashboard',
    'Using in-cluster config to connect to apiserver',
    'Using secret token for csrf signing',
    'Successful initial request to the apiserver, version: v1.32.0',
    'Serving insecurely on HTTP port: 9090',
  ],
  PAGE,
  'text/html; charset=utf-8',
);

const scraper = server(8000, ['Kubernetes host: https://10.96.0.1:443'], 'URL: /\n', 'text/plain; charset=utf-8');

export const dashboardRepositories: readonly Repository[] = [
  {
    name: 'docker.io/kubernetesui/dashboard',
    images: [
      image({
        tags: ['v2.7.0', 'latest'],
        layers: [imageLayer('dashboard 2.7.0', 75_700_000, { '/dashboard': binary('dashboard', 60_800_000) })],
        entrypoint: ['/dashboard', '--insecure-bind-address=0.0.0.0', '--bind-address=0.0.0.0'],
        exposedPorts: [9090, 8443],
        user: 'nonroot',
      }),
    ],
    programs: { dashboard },
  },
  {
    name: 'docker.io/kubernetesui/metrics-scraper',
    images: [
      image({
        tags: ['v1.0.8', 'latest'],
        layers: [
          imageLayer('metrics-scraper 1.0.8', 19_400_000, {
            '/metrics-sidecar': binary('metrics-sidecar', 43_800_000),
          }),
        ],
        entrypoint: ['/metrics-sidecar'],
        exposedPorts: [8000],
        user: 'nonroot',
      }),
    ],
    programs: { 'metrics-sidecar': scraper },
  },
];
