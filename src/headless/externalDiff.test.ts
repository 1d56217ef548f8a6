import { expect, test } from 'vitest';
import { runSession } from './session';

test('kubectl diff gives its files to the program that KUBECTL_EXTERNAL_DIFF names', () => {
  const map = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
  const files = { 'c.yaml': map('a'), 'both.yaml': `${map('a')}---\n${map('b')}` };
  const commands = [
    'kubectl apply -f c.yaml',
    'KUBECTL_EXTERNAL_DIFF=find kubectl diff -f both.yaml',
    'KUBECTL_EXTERNAL_DIFF=false kubectl diff -f c.yaml; echo $?',
    'KUBECTL_EXTERNAL_DIFF="ls --nosuch /etc" kubectl diff -f c.yaml 2>&1 | tail -1',
    'KUBECTL_EXTERNAL_DIFF=nosuch kubectl diff -f c.yaml; echo $?',
    'ls /tmp',
  ];
  const { steps } = runSession({ cluster: 'control-plane', files, steps: commands.map((cmd) => ({ cmd })) });
  expect(steps.map(({ stdout, stderr }) => (stdout + stderr).replace(/(LIVE|MERGED)-\d+/g, '$1'))).toEqual([
    'configmap/a created\n',
    [
      '/tmp/LIVE',
      '/tmp/LIVE/v1.ConfigMap.default.a',
      '/tmp/LIVE/v1.ConfigMap.default.b',
      '/tmp/MERGED',
      '/tmp/MERGED/v1.ConfigMap.default.a',
      '/tmp/MERGED/v1.ConfigMap.default.b',
      '',
    ].join('\n'),
    '1\n',
    'error: failed to run "ls": exit status 2\n',
    '2\nerror: failed to run "nosuch": executable file not found in $PATH\n',
    '',
  ]);
});
