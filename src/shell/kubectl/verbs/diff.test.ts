import { expect, test } from 'vitest';
import { kubectlTest } from '../testing';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  color: red\n';
const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: key\ndata:\n  word: YQ==\n';

/** Without what differs from run to run. */
function stable(text: string): string {
  return text.replace(/(LIVE|MERGED)-\d+/g, '$1').replace(/\t\S+ \S+ \+0000$/gm, '');
}

test('diff shows what would change and exits with 1', () => {
  const world = kubectlTest();
  world.files.write('/home/learner/c.yaml', CONFIG);
  world.run('kubectl apply -f c.yaml');
  expect(world.run('kubectl diff -f c.yaml')).toEqual({ exit: 0, stdout: '', stderr: '' });
  world.files.write('/home/learner/c.yaml', CONFIG.replace('red', 'blue'));
  const { exit, stdout, stderr } = world.run('kubectl diff -f c.yaml');
  expect({ exit, stderr }).toEqual({ exit: 1, stderr: '' });
  expect(stable(stdout).split('\n').slice(0, 9)).toEqual([
    'diff -u -N /tmp/LIVE/v1.ConfigMap.default.settings /tmp/MERGED/v1.ConfigMap.default.settings',
    '--- /tmp/LIVE/v1.ConfigMap.default.settings',
    '+++ /tmp/MERGED/v1.ConfigMap.default.settings',
    '@@ -1,6 +1,6 @@',
    ' apiVersion: v1',
    ' data:',
    '-  color: red',
    '+  color: blue',
    ' kind: ConfigMap',
  ]);
  expect(world.run('kubectl get cm settings -o jsonpath={.data.color}').stdout).toBe('red');
});

test('diff of a Secret says that a value differs, not what it is', () => {
  const world = kubectlTest();
  world.files.write('/home/learner/s.yaml', SECRET);
  world.run('kubectl create -f s.yaml');
  world.files.write('/home/learner/s.yaml', SECRET.replace('YQ==', 'Yg=='));
  const { stdout } = world.run('kubectl diff -f s.yaml');
  expect(stdout).toContain("-  word: '*** (before)'\n+  word: '*** (after)'\n");
  expect(stdout).not.toMatch(/YQ==|Yg==/);
});

test('diff --prune shows what apply --prune would delete, and nothing else that the files do not name', () => {
  const world = kubectlTest();
  const labelled = (name: string, group: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  labels: {group: ${group}}\n`;
  const all = [labelled('a', 'one'), labelled('b', 'one'), labelled('c', 'two')];
  world.files.write('/home/learner/c.yaml', all.join('---\n'));
  world.run('kubectl apply -f c.yaml');
  world.run('kubectl create configmap d');
  world.run('kubectl label configmap d group=one');
  world.files.write('/home/learner/c.yaml', all[0] ?? '');
  expect(world.run('kubectl diff -l group=one -f c.yaml')).toEqual({ exit: 0, stdout: '', stderr: '' });
  const { exit, stdout } = world.run('kubectl diff --prune -l group=one -f c.yaml');
  const [command, from, to] = stdout.replace(/(LIVE|MERGED)-\d+/g, '$1').split('\n');
  expect([exit, command, from?.split('\t')[0], to, stdout.match(/^diff /gm)?.length]).toEqual([
    1,
    'diff -u -N /tmp/LIVE/v1.ConfigMap.default.b /tmp/MERGED/v1.ConfigMap.default.b',
    '--- /tmp/LIVE/v1.ConfigMap.default.b',
    '+++ /tmp/MERGED/v1.ConfigMap.default.b\t1970-01-01 00:00:00.000000000 +0000',
    1,
  ]);
  world.run('kubectl apply --prune -l group=one -f c.yaml');
  expect(world.run('kubectl get cm -l group -o name').stdout).toBe('configmap/a\nconfigmap/c\nconfigmap/d\n');
  expect(world.run('kubectl diff --prune -l group=one -f c.yaml').exit).toBe(0);
});

test('an error of diff is not taken for a difference', () => {
  const { exit, stderr } = kubectlTest().run('kubectl diff -f nothing.yaml');
  expect({ exit, stderr }).toEqual({ exit: 2, stderr: 'error: the path "nothing.yaml" does not exist\n' });
});
