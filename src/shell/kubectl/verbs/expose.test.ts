import { expect, test } from 'vitest';
import { kubectlTest } from '../testing';

const POD = (labels: string) => `apiVersion: v1
kind: Pod
metadata: {name: web${labels}}
spec:
  containers:
  - name: web
    image: nginx
    ports:
    - {containerPort: 80}
    - {containerPort: 443}
`;

test('expose takes what a file describes as it stands there, whether it is in the cluster or not', () => {
  const world = kubectlTest();
  world.files.write('/home/learner/pod.yaml', POD(', labels: {app: web}'));
  expect(world.run('kubectl expose -f pod.yaml').stdout).toBe('service/web exposed\n');
  expect(
    world.run("kubectl get svc web -o jsonpath='{.spec.selector} {.spec.ports[*].name} {.spec.ports[*].port}'"),
  ).toEqual({
    exit: 0,
    stdout: '{"app":"web"} port-1 port-2 80 443',
    stderr: '',
  });
  world.files.write('/home/learner/pod.yaml', POD(''));
  expect(world.run('kubectl expose -f pod.yaml --name=other')).toEqual({
    exit: 1,
    stdout: '',
    stderr:
      "error: couldn't retrieve selectors via --selector flag or introspection: the pod has no labels and cannot be exposed\n",
  });
});
