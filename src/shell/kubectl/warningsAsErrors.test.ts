import { expect, test } from 'vitest';
import { kubectlTest } from './testing';

test('with --warnings-as-errors kubectl fails when the server warned, after it has done everything', () => {
  const { run } = kubectlTest();
  const warning = 'Warning: v1 ComponentStatus is deprecated in v1.19+\n';
  expect(run('kubectl get cs etcd-0 -o name').stderr).toBe(warning);
  expect(run('kubectl get cs etcd-0 -o name --warnings-as-errors')).toEqual({
    exit: 1,
    stdout: 'componentstatus/etcd-0\n',
    stderr: `${warning}error: 1 warning received\n`,
  });
  expect(run('kubectl get ns default -o name --warnings-as-errors')).toEqual({
    exit: 0,
    stdout: 'namespace/default\n',
    stderr: '',
  });
});
