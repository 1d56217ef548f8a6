import { expect, it } from 'vitest';
import { kubectlTest } from '../testing';

const CONFIG = (data: string) => `apiVersion: v1
kind: ConfigMap
metadata: {name: c}
data: {${data}}
`;

it('kubectl apply --server-side takes over what was applied from the client, while it is known who did', () => {
  const { run, files } = kubectlTest();
  files.write('/home/learner/c.yaml', CONFIG('a: "1", b: "1"'));
  files.write('/home/learner/less.yaml', CONFIG('a: "1"'));
  const owners = () =>
    run(
      "kubectl get cm c --show-managed-fields -o jsonpath='{range .metadata.managedFields[*]}{.manager} {.operation};{end}'",
    ).stdout;
  run('kubectl apply -f c.yaml');
  expect(run('kubectl apply --server-side -f c.yaml').stdout).toBe('configmap/c serverside-applied\n');
  expect(owners()).toBe('kubectl Apply;kubectl-last-applied Apply;');

  // replaced, it has no annotation any more: nothing tells that the fields came from an apply
  run('kubectl delete cm c');
  run('kubectl apply -f c.yaml');
  run('kubectl replace -f c.yaml');
  expect(run('kubectl apply --server-side -f less.yaml').stdout).toBe('configmap/c serverside-applied\n');
  expect(owners()).toBe('kubectl Apply;kubectl-client-side-apply Update;');
  expect(run('kubectl get cm c -o jsonpath={.data}').stdout).toBe('{"a":"1","b":"1"}');
});
