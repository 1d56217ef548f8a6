import { describe, expect, it } from 'vitest';
import { openLesson } from '../headless/prove';
import { parseLesson } from './lesson';

/** Whether each condition holds after commands in a world; all of them are conditions of one step. */
function verdicts(profile: string, conditions: readonly string[], commands: readonly string[]): readonly boolean[] {
  const listed = conditions.map((condition, at) => `      - {id: c${at}, ${condition}}`).join('\n');
  const read = parseLesson(
    `id: small\nminutes: 1\nprofile: ${profile}\nsteps:\n  - id: one\n    conditions:\n${listed}\n    solution: [nothing]\n`,
    'small.yaml',
  );
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const { run, command } = openLesson(read.value, 1);
  for (const text of commands) {
    const { exit, stderr } = command(text);
    if (exit !== 0) throw new Error(`${text}: ${stderr}`);
  }
  return run.progress.steps[0]?.conditions.map(({ reached }) => reached) ?? [];
}

/** On a laptop with Docker: the conditions that hold; then those that don't. */
function expectOnly(holding: readonly string[], failing: readonly string[], ...commands: readonly string[]): void {
  expectOnlyIn('docker', holding, failing, commands);
}

function expectOnlyIn(
  profile: string,
  holding: readonly string[],
  failing: readonly string[],
  commands: readonly string[],
): void {
  const found = verdicts(profile, [...holding, ...failing], commands);
  expect([...holding, ...failing].filter((_, at) => found[at])).toEqual(holding);
}

describe('checks of what a machine has', () => {
  it('see containers: what they are, what they printed, what they changed', () => {
    expectOnly(
      [
        'check: exists, kind: container, name: web, where: {image: nginx, state: running, ports: {has: "8080:80"}}',
        'check: exists, kind: container, name: web, where: {memory: 67108864, inspect.HostConfig.Memory: 67108864}',
        'check: exists, kind: container, where: {image: busybox, state: exited, exitCode: 3, output: {matches: "^Hi$"}}',
        'check: count, kind: container, is: 2',
        'check: exists, kind: container, name: web, where: {changes: {has: "A /new"}}',
        'check: file, path: /new, in: web, text: {matches: "^one$"}',
        'check: exists, kind: process, where: {container: web, ownPid: 1, pid: {not: 1}, apart: {has: pid}}',
      ],
      [
        'check: exists, kind: container, name: we',
        'check: exists, kind: container, where: {ports: {has: "80:8080"}}',
        'check: exists, kind: container, name: web, where: {exitCode: {exists: true}}',
        'check: file, path: /new, in: web, contains: two',
        'check: file, path: /new, contains: one',
      ],
      'docker run -d --name web -p 8080:80 -m 64m nginx',
      'docker run busybox sh -c "echo Hi; exit 3" || true',
      "docker exec web sh -c 'echo one > /new'",
    );
  });

  it('see images, their names, layers and bases, and what registries hold', () => {
    expectOnly(
      [
        'check: exists, kind: image, name: app, where: {tags: {has: "ada/app:2"}, bases: {has: "busybox:latest"}}',
        'check: exists, kind: image, name: "ada/app:2", where: {history: {has: {matches: "^COPY"}}, repositories: [ada/app]}',
        'check: exists, kind: image, name: app:latest, where: {layers: {min: 2}}',
        'check: exists, kind: layer, where: {images: {has: "app:latest"}}',
        'check: exists, kind: repository, name: ada/app, where: {pushed: true, owner: ada, tags: ["2"], local: {has: "app:latest"}}',
      ],
      [
        'check: exists, kind: image, name: ada/app',
        'check: exists, kind: image, name: busybox, where: {bases: {has: "app:latest"}}',
        'check: exists, kind: repository, name: bob/app',
      ],
      'echo hello > a.txt',
      'printf "FROM busybox\\nCOPY a.txt /a.txt\\n" > Dockerfile',
      'docker build -q -t app .',
      'docker tag app ada/app:2',
      'echo secret | docker login -u ada --password-stdin',
      'docker push -q ada/app:2',
    );
  });

  it('see volumes and networks', () => {
    expectOnly(
      [
        'check: exists, kind: volume, name: data, where: {anonymous: false, containers: [box]}',
        'check: exists, kind: network, name: own, where: {driver: bridge, containers: [box]}',
      ],
      ['check: exists, kind: network, name: bridge, where: {containers: {has: box}}'],
      'docker network create own',
      'docker run -d --name box --network own -v data:/data busybox sleep 1000',
    );
  });

  it('see processes in namespaces and control groups while they are there', () => {
    expectOnly(
      [
        'check: exists, kind: process, name: sleep, where: {hostname: lab, ownPid: 1, apart: {has: uts}}',
        'check: exists, kind: process, where: {cgroup: /lab}',
        'check: exists, kind: cgroup, name: /lab, where: {memoryMax: 20971520, oomKills: 1}',
      ],
      [
        'check: exists, kind: process, name: sleep, where: {apart: {has: net}}',
        'check: exists, kind: cgroup, name: lab',
      ],
      'unshare --uts --pid --fork sh -c "hostname lab; exec sleep 3"',
      'mkdir /sys/fs/cgroup/lab; echo 20M > /sys/fs/cgroup/lab/memory.max',
      `sh -c 'echo $$ > /sys/fs/cgroup/lab/cgroup.procs; exec sleep 2'`,
      `sh -c 'echo $$ > /sys/fs/cgroup/lab/cgroup.procs; exec tail /dev/zero' || true`,
    );
  });

  it('remember what the daemon was asked, what happened to containers and images, and what requests got back', () => {
    expectOnly(
      [
        'check: askedDocker, call: "GET /containers/json"',
        'check: askedDocker, call: "GET /containers/*/logs", of: web',
        'check: happened, type: container, action: exec_start, name: web',
        'check: happened, type: container, action: die, attributes: {image: busybox, exitCode: "0"}',
        'check: answered, from: laptop, port: 8080, by: container/web, status: 200, body: {matches: "Welcome to nginx"}',
        'check: answered, from: laptop, port: 8080, status: 404',
        'check: answered, from: laptop, port: 9090, outcome: refused',
      ],
      [
        'check: askedDocker, call: "GET /containers/*/top"',
        'check: askedDocker, call: "GET /containers/*/logs", of: box',
        'check: happened, type: container, action: die, name: web',
        'check: answered, from: laptop, port: 80',
        'check: answered, from: laptop, status: 500',
      ],
      'docker run -d --name web -p 8080:80 nginx',
      'docker run --rm busybox true',
      'docker exec web ls',
      'sleep 1; curl -s localhost:8080; curl -s localhost:8080/none; curl -s localhost:9090 || true',
      'docker ps; docker logs $(docker ps -q | cut -c 1-6)',
    );
  });
});

describe('checks of what a cluster runs on', () => {
  it('see machines and parts, also while nobody can be asked', () => {
    expectOnlyIn(
      'playground',
      [
        'check: exists, kind: machine, name: worker-1, where: {state: stopped, role: worker, address: 10.0.0.11}',
        'check: count, kind: machine, where: {state: running}, is: 3',
        'check: exists, kind: part, name: kubelet/worker-1, where: {state: stopped}',
        'check: exists, kind: part, name: kubelet/worker-2, where: {state: running}',
        'check: exists, kind: part, name: api-server, where: {state: stopped}',
        'check: exists, kind: part, name: cloud, where: {state: running}',
        'check: exists, kind: Node, name: worker-1',
      ],
      [
        'check: exists, kind: machine, name: worker-2, where: {state: stopped}',
        'check: exists, kind: part, name: scheduler, where: {state: stopped}',
        'check: absent, kind: Node, name: worker-2',
      ],
      [
        'cloud nodes stop --force worker-1',
        'ssh control-plane mv /etc/kubernetes/manifests/kube-apiserver.yaml /root/',
        'sleep 2',
      ],
    );
  });
});
