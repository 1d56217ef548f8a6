import { expect, it } from 'vitest';
import { kubectlTest } from '../testing';

it('kubectl debug puts each container behind those that were there', () => {
  const { run } = kubectlTest();
  run('kubectl run web --image=nginx');
  for (const name of ['zebra', 'ant', 'bee']) {
    expect(run(`kubectl debug web --image=busybox -c ${name} --profile=general`)).toEqual({
      exit: 0,
      stdout: '',
      stderr: '',
    });
  }
  expect(run('kubectl get pod web -o jsonpath={.spec.ephemeralContainers[*].name}').stdout).toBe('zebra ant bee');
});
