import { expect, test } from 'vitest';
import { kubectlTest } from '../testing';

const PODS = (volume: string, strategy = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
${strategy}  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx
        terminationMessagePolicy: null
        resources: {requests: {cpu: null, memory: 64Mi}}
      volumes:
      - name: data
${volume}`;
const READ = `kubectl get deploy web -o jsonpath='{.spec.strategy.type} {.spec.template.spec.volumes} {.spec.template.spec.containers[0].resources.requests} {.spec.template.spec.containers[0].terminationMessagePolicy}'`;

test('apply takes defaults away that go with what was asked for, and a null for nothing', () => {
  const world = kubectlTest();
  world.files.write('/home/learner/d.yaml', PODS(''));
  expect(world.run('kubectl apply -f d.yaml')).toEqual({
    exit: 0,
    stdout: 'deployment.apps/web created\n',
    stderr: '',
  });
  expect(world.run(READ).stdout).toBe('RollingUpdate [{"emptyDir":{},"name":"data"}] {"memory":"64Mi"} File');
  expect(world.run('kubectl apply view-last-applied deploy web -o json').stdout).toContain('"cpu": null');
  world.files.write(
    '/home/learner/d.yaml',
    PODS('        hostPath: {path: /data}\n', '  strategy: {type: Recreate}\n'),
  );
  const applied = world.run('kubectl apply -f d.yaml');
  expect(applied).toEqual({ exit: 0, stdout: 'deployment.apps/web configured\n', stderr: '' });
  expect(world.run(READ).stdout).toBe(
    'Recreate [{"hostPath":{"path":"/data","type":""},"name":"data"}] {"memory":"64Mi"} File',
  );
});
