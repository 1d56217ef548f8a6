import { expect, test } from 'vitest';
import { kubectlTest } from '../testing';

function withDeployment() {
  const world = kubectlTest();
  world.run('kubectl create deployment web --image=nginx');
  return world;
}

test('set env sets, lists and takes away variables', () => {
  const world = withDeployment();
  expect(world.run('kubectl set env deploy/web COLOR=red SIZE=1').stdout).toBe('deployment.apps/web env updated\n');
  world.run('kubectl set env deploy/web COLOR=blue SIZE-');
  expect(world.run('kubectl set env deploy/web --list').stdout).toBe('# Deployment web, container nginx\nCOLOR=blue\n');
  expect(world.run('kubectl set env deploy/web COLOR=red --overwrite=false')).toEqual({
    exit: 1,
    stdout: '',
    stderr: "error: deployments/web 'COLOR' already has a value (blue), and --overwrite is false\n",
  });
});

test('set env takes variables from the keys of a ConfigMap', () => {
  const world = withDeployment();
  world.run('kubectl create configmap settings --from-literal=my.color=red');
  const { stdout, stderr } = world.run('kubectl set env deploy/web --from=configmap/settings --prefix=A_');
  expect(stdout).toBe('deployment.apps/web env updated\n');
  expect(stderr).toBe('Warning: key my.color transferred to MY_COLOR\n');
  expect(world.run('kubectl set env deploy/web --list').stdout).toBe(
    '# Deployment web, container nginx\n# A_MY_COLOR from configmap settings, key my.color\n',
  );
});

test('set env lists the containers that are asked for', () => {
  const world = withDeployment();
  world.run('kubectl set env deploy/web COLOR=red');
  expect(world.run("kubectl set env deploy/web --list -c 'ng*'").stdout).toBe(
    '# Deployment web, container nginx\nCOLOR=red\n',
  );
  expect(world.run('kubectl set env deploy/web --list -c other').stdout).toBe('');
});

test('patch says of a subresource, too, that nothing changed', () => {
  const world = withDeployment();
  const patch = `kubectl patch deploy web --subresource=scale --type=merge -p '{"spec":{"replicas":2}}'`;
  expect(world.run(patch).stdout).toBe('scale.autoscaling/web patched\n');
  expect(world.run(patch).stdout).toBe('scale.autoscaling/web patched (no change)\n');
});

test('set resources joins what is given with what is there', () => {
  const world = withDeployment();
  world.run('kubectl set resources deploy web --limits=cpu=0.5,memory=1Gi');
  expect(world.run('kubectl set resources deploy web --limits=cpu=1 --requests=cpu=100m').stdout).toBe(
    'deployment.apps/web resource requirements updated\n',
  );
  expect(world.run("kubectl get deploy web -o jsonpath='{.spec.template.spec.containers[0].resources}'").stdout).toBe(
    '{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"100m"}}',
  );
  expect(world.run('kubectl set resources deploy web --limits=cpu=1').stderr).toBe(
    'error: info: deployments/web was not changed\n',
  );
});

test('set refuses kinds without pods', () => {
  const world = kubectlTest();
  world.run('kubectl create service clusterip web --tcp=80');
  expect(world.run('kubectl set image svc/web nginx=nginx:2').stderr).toBe(
    'error: services/web the object is not a pod or does not have a pod template: *v1.Service\n',
  );
  expect(world.run('kubectl set selector svc/web app=other --resource-version=1').stderr).toBe(
    'Error from server (Conflict): Operation cannot be fulfilled on services "web": the object has been modified; please apply your changes to the latest version and try again\n',
  );
  expect(world.run('kubectl set selector svc/web app=other').stdout).toBe('service/web selector updated\n');
  expect(world.run('kubectl get svc web -o jsonpath={.spec.selector}').stdout).toBe('{"app":"other"}');
});

test('--local puts nothing into a namespace, and set prints what Go writes of a type in any case', () => {
  const world = kubectlTest();
  const file = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - image: nginx
        name: web
`;
  world.files.write('/home/learner/web.yaml', file);
  expect(world.run('kubectl set image -f web.yaml --local web=httpd -o yaml').stdout).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  creationTimestamp: null
  name: web
spec:
  selector:
    matchLabels:
      app: web
  strategy: {}
  template:
    metadata:
      creationTimestamp: null
      labels:
        app: web
    spec:
      containers:
      - image: httpd
        name: web
        resources: {}
status: {}
`);
  const named = file.replace('metadata:\n  name', 'metadata:\n  labels:\n    tier: front\n  name');
  expect(world.run('kubectl label -f web.yaml --local tier=front -o yaml').stdout).toBe(named);
});
