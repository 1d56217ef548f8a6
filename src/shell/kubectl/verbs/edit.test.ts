import { expect, test } from 'vitest';
import { kubectlTest } from '../testing';

test('edit sends what was changed in the page', () => {
  const world = kubectlTest(1, (text) => text.replace('color: red', 'color: blue'));
  world.run('kubectl create configmap settings --from-literal=color=red');
  expect(world.run('kubectl edit cm settings')).toEqual({ exit: 0, stdout: 'configmap/settings edited\n', stderr: '' });
  expect(world.run('kubectl get cm settings -o jsonpath={.data.color}').stdout).toBe('blue');
  expect(world.files.list('/tmp')).toEqual({ ok: true, value: [] });
});

test('edit without a change, or closed without saving, is cancelled', () => {
  const world = kubectlTest(1, () => undefined);
  world.run('kubectl create configmap settings --from-literal=color=red');
  expect(world.run('kubectl edit cm settings')).toEqual({
    exit: 0,
    stdout: '',
    stderr: 'Edit cancelled, no changes made.\n',
  });
});

test('edit opens a file that is no YAML again and says why', () => {
  const seen: string[] = [];
  const world = kubectlTest(1, (text) => {
    seen.push(text);
    return seen.length === 1
      ? text.replace('data:', 'data')
      : text.replace('data\n', 'data:\n').replace('color: red', 'color: blue');
  });
  world.run('kubectl create configmap settings --from-literal=color=red');
  expect(world.run('kubectl edit cm settings').stdout).toBe('configmap/settings edited\n');
  expect(seen).toHaveLength(2);
  expect(seen[1]?.split('\n')[4]).toMatch(/^# The edited file had a syntax error: error parsing edited-file: /);
});

test('edit refuses another name and keeps the changes in a file', () => {
  const world = kubectlTest(1, (text) => text.replace('name: settings', 'name: other'));
  world.run('kubectl create configmap settings --from-literal=color=red');
  const { exit, stderr } = world.run('kubectl edit cm settings');
  expect(exit).toBe(1);
  expect(stderr).toMatch(
    /^A copy of your changes has been stored to "\/tmp\/kubectl-edit-\d+\.yaml"\nerror: At least one of apiVersion, kind and name was changed\n$/,
  );
});

test('edit opens all objects of a type that is named alone, as a list', () => {
  const seen: string[] = [];
  const world = kubectlTest(1, (text) => {
    seen.push(text);
    return text;
  });
  expect(world.run('kubectl edit ns')).toEqual({
    exit: 0,
    stdout: '',
    stderr: 'Edit cancelled, no changes made.\n',
  });
  expect(seen.map((text) => [/\nkind: List\n/.test(text), text.match(/\n {2}kind: Namespace\n/g)?.length])).toEqual([
    [true, 4],
  ]);
});
