import { describe, expect, it } from 'vitest';
import { openLesson } from '../headless/prove';
import { type LessonDefinition, parseLesson } from './lesson';
import type { LessonText } from './lessonText';
import { parseProse } from './prose';
import { proveLesson } from './prover';
import type { ProverTools } from './provingGround';
import { wrongVersions } from './wrongAttempts';

const LESSON = `id: small
minutes: 1
profile: minikube
steps:
  - id: make
    conditions: [{id: there, check: exists, kind: Namespace, name: team}]
    mistakes: [{id: typo, check: exists, kind: Namespace, name: taem}]
    solution: [kubectl create namespace team]
    wrong: [{commands: [kubectl create namespace taem], mistake: typo}]
  - id: tidy
    conditions: [{id: gone, check: absent, kind: Namespace, name: team}]
    solution: [kubectl delete namespace team]
`;
const PROSE = `---
title: Small
summary: Very small
---
## make: Make it
\`\`\`bash run
kubectl get namespaces
\`\`\`
### check there
There
### hint
Try
### mistake typo
Typo
## tidy: Tidy up
Words
### check gone
Gone
### hint
Try
`;
const tools: ProverTools = {
  open: openLesson,
  refuse: (command) => (/namespaces/.test(command) ? undefined : 'kubectl has no such thing'),
};

function lessonOf(from = '', to = ''): LessonDefinition {
  const read = parseLesson(LESSON.replace(from, to), 'lesson.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

function textOf(from = '', to = ''): LessonText {
  const read = parseProse(PROSE.replace(from, to), 'en.md');
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

const texts = { en: textOf(), ko: textOf() };

describe('proveLesson', () => {
  it('proves a lesson that keeps its word', () => {
    expect(proveLesson(lessonOf(), texts, tools)).toEqual({
      lesson: 'small',
      steps: 2,
      rows: [],
      problems: [],
      attempts: 2,
      rejected: 2,
      accepted: [],
    });
  });

  it.each([
    [
      'a solution that does not solve',
      'solution: [kubectl create namespace team]',
      'solution: [kubectl create namespace teem]',
      'seed 1: the solution of step make does not reach there',
    ],
    [
      'a step that holds at the start',
      '{id: there, check: exists, kind: Namespace, name: team}',
      '{id: there, check: exists, kind: Namespace, name: default}',
      'step make holds at the start',
    ],
    [
      'a command too many',
      '[kubectl delete namespace team]',
      '[kubectl delete namespace team, kubectl get nodes]',
      'step tidy is solved before its solution is: "kubectl get nodes" is not needed',
    ],
    [
      'a wrong attempt that solves',
      'commands: [kubectl create namespace taem]',
      'commands: [kubectl create namespace taem, kubectl create namespace team]',
      'step make: "kubectl create namespace taem; kubectl create namespace team" should not solve it',
    ],
    [
      'a mistake that is not recognised',
      'commands: [kubectl create namespace taem]',
      'commands: [kubectl create namespace tame]',
      'step make: "kubectl create namespace tame" should be recognised as typo',
    ],
    [
      'another solution that does not solve',
      '    wrong:',
      '    also: [[kubectl get nodes]]\n    wrong:',
      'step make: "kubectl get nodes" should solve it',
    ],
  ])('finds %s', (_, from, to, problem) => {
    expect(proveLesson(lessonOf(from, to), texts, tools).problems).toContain(problem);
  });

  it.each([
    [
      'a made-up command',
      textOf('kubectl get namespaces', 'kubectl frobnicate'),
      ['tlh: step make: "kubectl frobnicate": kubectl has no such thing', 'step make: en and tlh differ in code'],
    ],
    [
      'a missing condition',
      textOf('### check there\nThere\n', ''),
      ['tlh: the conditions of step make are none, the lesson has there'],
    ],
    [
      'a missing hint',
      textOf('### hint\nTry\n', ''),
      ['tlh: step make has no hint', 'step make: en and tlh differ in hints'],
    ],
    ['another step', textOf('## tidy:', '## tydi:'), ['tlh: the steps are make, tydi, the lesson has make, tidy']],
    [
      'a prediction that the lesson has no answer to',
      textOf('### check gone', '### predict\nWhat?\n- a\n### check gone'),
      ['tlh: step tidy: prediction and answer go together', 'step tidy: en and tlh differ in options'],
    ],
  ])('holds a made-up language to the others: %s', (_, tlh, problems) => {
    const { problems: found } = proveLesson(lessonOf(), { en: textOf(), tlh }, tools);
    expect(found).toEqual(expect.arrayContaining(problems));
  });

  it('counts derived attempts that solve the step all the same', () => {
    const careless = lessonOf(
      '{id: there, check: exists, kind: Namespace, name: team}',
      '{id: there, check: count, kind: Namespace, min: 5}',
    );
    const { attempts, rejected, accepted } = proveLesson(careless, texts, tools);
    expect([attempts, rejected, accepted]).toEqual([2, 1, ['step make: kubectl create namespace teamx']]);
  });

  it('leaves each command of several out once, and tells of those that are not needed', () => {
    const longer = lessonOf(
      'solution: [kubectl create namespace team]',
      'solution: [kubectl create namespace other, sleep 1, kubectl create namespace team]',
    );
    const { attempts, rejected, accepted } = proveLesson(longer, texts, tools);
    expect([attempts, rejected, accepted]).toEqual([
      5,
      3,
      ['step make: without "kubectl create namespace other"', 'step make: kubectl create namespace otherx'],
    ]);
  });
});

describe('proveLesson, of a lesson with a model', () => {
  const KNOBS = `id: small
minutes: 1
profile: docker
model: scale-up-or-out
steps:
  - id: make
    conditions: [{id: there, check: model, where: {load: 100, machines: {min: 2}, refused: 0}}]
    solution: [{turn: machines, to: 2}]
    also: [[{turn: machines, to: 5}]]
    wrong: [{commands: [{turn: size, to: 4}], mistake: up}]
    mistakes: [{id: up, check: model, where: {size: {min: 4}}}]
  - id: tidy
    conditions: [{id: gone, check: model, where: {sessions: shared}}]
    solution: [{turn: sessions, to: shared}]
`;
  const knobs = (from = '', to = '') => {
    const read = parseLesson(KNOBS.replace(from, to), 'lesson.yaml');
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    return read.value;
  };
  const said = textOf('### mistake typo', '### mistake up');

  it('plays its moves, and derives wrong ones from them', () => {
    const proof = proveLesson(knobs(), { en: said, ko: said }, tools);
    expect(proof).toEqual({
      lesson: 'small',
      steps: 2,
      rows: [],
      problems: [],
      attempts: 2,
      rejected: 2,
      accepted: [],
    });
  });

  it.each([
    [
      'a solution that does not solve',
      'solution: [{turn: machines, to: 2}]',
      'solution: [{turn: size, to: 8}]',
      'seed 1: the solution of step make does not reach there',
    ],
    [
      'a move too many',
      'solution: [{turn: machines, to: 2}]',
      'solution: [{turn: machines, to: 2}, {turn: size, to: 4}]',
      'step make is solved before its solution is: "turn size to 4" is not needed',
    ],
    [
      'a wrong attempt that solves',
      'commands: [{turn: size, to: 4}]',
      'commands: [{turn: size, to: 4}, {turn: machines, to: 3}]',
      'step make: "turn size to 4; turn machines to 3" should not solve it',
    ],
  ])('finds %s', (_, from, to, problem) => {
    expect(proveLesson(knobs(from, to), { en: said, ko: said }, tools).problems).toContain(problem);
  });

  it('tells of a move that is not needed to solve the step', () => {
    const careless = knobs('machines: {min: 2}, refused: 0', 'machines: {min: 1}, refused: {max: 60}');
    expect(proveLesson(careless, { en: said, ko: said }, tools).accepted).toEqual([
      'step make: without "turn machines to 2"',
    ]);
  });
});

describe('wrongVersions', () => {
  it('drops flags, changes values, names and namespaces', () => {
    expect(wrongVersions('kubectl run web --image=repo/nginx --replicas=3')).toEqual([
      'kubectl run web --replicas=3',
      'kubectl run web --image=repo/nginx-typo --replicas=3',
      'kubectl run web --image=repo/nginx',
      'kubectl run web --image=repo/nginx --replicas=4',
      'kubectl run webx --image=repo/nginx --replicas=3',
      'kubectl run web --image=repo/nginx --replicas=3 --namespace=kube-public',
    ]);
  });

  it('does so for docker: options, names, ports, tags and limits, but nothing that belongs to the container', () => {
    expect(wrongVersions('docker run --name web -p 8080:80 -d -m 64m nginx:1.27 nginx -g x')).toEqual([
      'docker run -p 8080:80 -d -m 64m nginx:1.27 nginx -g x',
      'docker run --name webx -p 8080:80 -d -m 64m nginx:1.27 nginx -g x',
      'docker run --name web -d -m 64m nginx:1.27 nginx -g x',
      'docker run --name web -p 8081:80 -d -m 64m nginx:1.27 nginx -g x',
      'docker run --name web -p 8080:81 -d -m 64m nginx:1.27 nginx -g x',
      'docker run --name web -p 80:8080 -d -m 64m nginx:1.27 nginx -g x',
      'docker run --name web -p 8080:80 -d nginx:1.27 nginx -g x',
      'docker run --name web -p 8080:80 -d -m 129m nginx:1.27 nginx -g x',
      'docker run --name web -p 8080:80 -d -m 64m nginxx:1.27 nginx -g x',
      'docker run --name web -p 8080:80 -d -m 64m nginx nginx -g x',
      'docker run --name web -p 8080:80 -d -m 64m nginx:1.27x nginx -g x',
    ]);
    expect(wrongVersions('docker build -t kubia .')).toEqual(['docker build .', 'docker build -t kubiax .']);
    expect(wrongVersions('docker exec -it web sh')).toEqual(['docker exec -it webx sh']);
    expect(wrongVersions('docker tag kubia ada/kubia')).toEqual([
      'docker tag kubiax ada/kubia',
      'docker tag kubia:other ada/kubia',
      'docker tag kubia ada/kubiax',
      'docker tag kubia ada/kubia:other',
    ]);
  });

  it('leaves what stands in quotes in them, and forgets the namespace', () => {
    expect(wrongVersions("kubectl create ingress site --class=nginx --rule='/shop*=shop:80'")).toEqual([
      "kubectl create ingress site --rule='/shop*=shop:80'",
      'kubectl create ingress site --class=nginx',
      "kubectl create ingress site --class=nginx --rule='/shop*=shop:80x'",
      "kubectl create ingress sitex --class=nginx --rule='/shop*=shop:80'",
      "kubectl create ingress site --class=nginx --rule='/shop*=shop:80' --namespace=kube-public",
    ]);
    expect(wrongVersions("kubectl get service web -n shop -o jsonpath='{.spec.clusterIP}' > ip.txt")).toEqual([
      "kubectl get service webx -n shop -o jsonpath='{.spec.clusterIP}' > ip.txt",
      "kubectl get service web -o jsonpath='{.spec.clusterIP}' > ip.txt",
      "kubectl get service web -n shop -o jsonpath='{.spec.clusterIP}' > ip.txtx",
    ]);
    expect(wrongVersions('kubectl apply -f a.yaml')).toEqual(['kubectl apply -f a.yaml --namespace=kube-public']);
  });

  it('does so for requests: another path or port, no header, fewer of them', () => {
    expect(wrongVersions('curl -s -H "Host: blog" http://$(cat address.txt)/shop')).toEqual([
      'curl -s http://$(cat address.txt)/shop',
      'curl -s -H "Host: blog" http://$(cat address.txt)/shopx',
    ]);
    expect(wrongVersions('curl -s localhost:8080')).toEqual(['curl -s localhost:8081']);
    expect(wrongVersions('curl http://a')).toEqual([]);
    expect(wrongVersions('hey -z 15m -q 5 -c 3 http://$(cat address.txt) > hey.txt &')).toEqual([
      'hey -z 1s -q 5 -c 3 http://$(cat address.txt) > hey.txt &',
    ]);
    expect(wrongVersions('for i in $(seq 20); do curl -s http://web; done')).toEqual([
      'for i in $(seq 2); do curl -s http://web; done',
    ]);
  });

  it('does so for walls made by hand, and for the file that output goes to', () => {
    expect(wrongVersions("unshare --uts --fork bash -c 'hostname lab; sleep 2'")).toEqual([
      "unshare --fork bash -c 'hostname lab; sleep 2'",
      "unshare --uts bash -c 'hostname lab; sleep 2'",
    ]);
    expect(wrongVersions('pgrep -x sleep > out.txt')).toEqual(['pgrep -x sleep > out.txtx']);
  });

  it('leaves alone what is more than one kubectl command, and flags of pace', () => {
    expect(wrongVersions('kubectl get pods | grep a')).toEqual([]);
    expect(wrongVersions('kubectl exec a -- sh -c "echo $HOME"')).toEqual([]);
    expect(wrongVersions('kubectl delete pod a --wait=false -n b')).toEqual([
      'kubectl delete pod ax --wait=false -n b',
      'kubectl delete pod a --wait=false',
    ]);
  });
});
