import { expect, test } from 'vitest';
import { kubectlTest } from '../testing';

test('delete warns when a namespace is given for what is in none', () => {
  const world = kubectlTest();
  world.run('kubectl create priorityclass low --value=1');
  world.run('kubectl create priorityclass high --value=9');
  const warning = 'Warning: deleting cluster-scoped resources, not scoped to the provided namespace\n';
  expect(world.run('kubectl delete priorityclass low high -n default --dry-run=client').stderr).toBe(warning);
  expect(world.run('kubectl delete priorityclass low')).toEqual({
    exit: 0,
    stdout: 'priorityclass.scheduling.k8s.io "low" deleted\n',
    stderr: '',
  });
});
