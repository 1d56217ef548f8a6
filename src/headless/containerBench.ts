/** Figures of Docker and of the learner's own code, for `npm run bench`. */
import { createWorld, findProfile } from '../engine';
import { LaptopShell, prepareHome, programs } from '../shell';
import '../shell/late/all';
import { quickJsModule } from './quickJsModule';

const START = Date.UTC(2026, 0, 1);

const APP = `const http = require('http');
http.createServer((request, response) => {
  if (request.url === '/spin') while (true) {}
  response.end("You've hit " + require('os').hostname() + "\\n");
}).listen(8080);
`;

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** A laptop with an image of the learner's own server. */
function laptop(profileName: string) {
  const profile = findProfile(profileName);
  if (profile === undefined) throw new Error(`there is no profile ${profileName}`);
  const world = createWorld({ profile, seed: 1, start: START, programs, javascript: quickJsModule() });
  prepareHome(world.laptop, profile);
  world.laptop.files.write('/home/learner/app.js', APP);
  world.laptop.files.write('/home/learner/Dockerfile', 'FROM node:20\nCOPY app.js /app.js\nCMD ["node", "/app.js"]\n');
  const shell = new LaptopShell(world);
  const run = (line: string) => {
    const began = performance.now();
    const { exit, stderr } = shell.run(line);
    if (exit !== 0) throw new Error(`${line}: ${stderr}`);
    return performance.now() - began;
  };
  return { world, run };
}

export function containerFigures(memory: () => number): readonly Figure[] {
  return [...oneContainer(), manyFiles(), ...manyContainers(memory), ...cluster()];
}

function oneContainer(): readonly Figure[] {
  const { world, run } = laptop('docker');
  const build = run('docker build -q -t app .');
  const began = world.clock.now;
  const start = run('docker run -d --name app -p 8080:8080 app');
  const first = run('until curl -s localhost:8080 > /dev/null; do sleep 0.05; done');
  const clusterTime = (world.clock.now - began) / 1000;
  const hundred = run('for i in $(seq 100); do curl -s localhost:8080 > /dev/null; done');
  const hang = run('curl -s -m 1 localhost:8080/spin; true');
  const spinning = performance.now();
  world.clock.advance(10_000);
  return [
    { name: 'docker build of a server', value: build, unit: 'ms' },
    { name: 'docker run of a server', value: start, unit: 'ms' },
    { name: 'its first answer', value: first, unit: 'ms' },
    { name: 'its first answer, cluster time', value: clusterTime, unit: 's' },
    { name: 'curl of a JavaScript server', value: hundred / 100, unit: 'ms' },
    { name: 'a request that never ends: what it holds up', value: hang, unit: 'ms' },
    { name: 'ten seconds with a container that spins', value: performance.now() - spinning, unit: 'ms' },
  ];
}

/** A directory of modules, as projects bring them. */
function manyFiles(): Figure {
  const { world, run } = laptop('docker');
  for (let at = 0; at < 3000; at++) {
    const directory = `/home/learner/node_modules/p${at}`;
    world.laptop.files.makeDirectory(directory, { parents: true });
    world.laptop.files.write(`${directory}/index.js`, 'module.exports = 1;\n'.repeat(50));
  }
  run("printf 'FROM scratch\nCOPY . /app\n' > Dockerfile");
  return { name: 'docker build of 3000 files', value: run('docker build -q .'), unit: 'ms' };
}

function manyContainers(memory: () => number): readonly Figure[] {
  const { run } = laptop('docker');
  run('docker build -q -t app .');
  const before = { heap: memory(), outside: process.memoryUsage().arrayBuffers };
  const wall = run('for i in $(seq 100); do docker run -d app > /dev/null; done');
  const heap = memory() - before.heap;
  return [
    { name: '100 JavaScript containers: start', value: wall, unit: 'ms' },
    { name: 'JavaScript container: heap of the world', value: heap / 100 / 1e6, unit: 'MB' },
    { name: 'JavaScript container: memory of its isolate', value: isolateBytes() / 1e6, unit: 'MB' },
  ];
}

/** WebAssembly's memory, which the heap does not count: what one more isolate adds to the process. */
function isolateBytes(): number {
  const { run } = laptop('docker');
  run('docker build -q -t app .');
  const before = process.memoryUsage().rss;
  run('for i in $(seq 20); do docker run -d app > /dev/null; done');
  return Math.max(0, process.memoryUsage().rss - before) / 20;
}

function cluster(): readonly Figure[] {
  const { world, run } = laptop('playground');
  run('kubectl create deployment kubia --image=luksa/kubia --replicas=3');
  run('kubectl rollout status deployment/kubia --timeout=300s > /dev/null');
  run('kubectl expose deployment kubia --port=80 --target-port=8080 --type=NodePort');
  world.clock.settle();
  run('kubectl run load --image=busybox --restart=Never -- sleep 10000');
  run('kubectl wait --for=condition=Ready pod/load --timeout=120s > /dev/null');
  const count = 300;
  const wall = run(
    `kubectl exec load -- sh -c 'i=0; while [ $i -lt ${count} ]; do wget -q -O - http://kubia >/dev/null; i=$((i+1)); done'`,
  );
  return [{ name: 'requests through a Service to JavaScript pods', value: count / (wall / 1000), unit: '1/s' }];
}
