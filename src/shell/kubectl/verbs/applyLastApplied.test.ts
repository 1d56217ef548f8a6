import { expect, test } from 'vitest';
import { kubectlTest } from '../testing';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  color: red\n';

test('what was applied last is shown, and can be set without changing the object', () => {
  const world = kubectlTest();
  world.files.write('/home/learner/c.yaml', CONFIG);
  world.run('kubectl create -f c.yaml');
  expect(world.run('kubectl apply view-last-applied cm settings')).toEqual({
    exit: 0,
    stdout: '',
    stderr: '',
  });
  expect(world.run('kubectl apply set-last-applied -f c.yaml').stderr).toBe(
    'error: no last-applied-configuration annotation found on resource: settings, to create the annotation, run the command with --create-annotation\n',
  );
  world.files.write('/home/learner/c.yaml', CONFIG.replace('red', 'blue'));
  expect(world.run('kubectl apply set-last-applied -f c.yaml --create-annotation').stdout).toBe(
    'configmap/settings configured\n',
  );
  expect(world.run('kubectl apply set-last-applied -f c.yaml').stdout).toBe(
    'set-last-applied settings: no changes required.\n',
  );
  expect(world.run('kubectl apply view-last-applied cm settings').stdout).toBe(
    'apiVersion: v1\ndata:\n  color: blue\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: default\n',
  );
  expect(world.run('kubectl get cm settings -o jsonpath={.data.color}').stdout).toBe('red');
});
