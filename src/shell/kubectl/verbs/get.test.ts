import { describe, expect, it } from 'vitest';
import { type KubectlTest, kubectlTest } from '../testing';

const OBJECTS = `apiVersion: v1
kind: ConfigMap
metadata: {name: two, labels: {app: web, tier: front}}
data: {a: "1", b: "2"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: ten, labels: {app: web}}
data: {k: "<v>"}
---
apiVersion: v1
kind: Secret
metadata: {name: hidden}
stringData: {password: s3cret}
`;

function prepared(): KubectlTest {
  const test = kubectlTest();
  test.files.write('/home/learner/objects.yaml', OBJECTS);
  expect(test.run('kubectl create -f objects.yaml')).toEqual({
    exit: 0,
    stdout: 'configmap/two created\nconfigmap/ten created\nsecret/hidden created\n',
    stderr: '',
  });
  return test;
}

describe('kubectl get', () => {
  it('prints tables with labels, types and namespaces', () => {
    const { run } = prepared();
    expect(run('kubectl get cm two ten -L app,tier').stdout).toBe(
      'NAME   DATA   AGE   APP   TIER\ntwo    2      0s    web   front\nten    1      0s    web   \n',
    );
    expect(run('kubectl get cm,secret -l app!=none --show-labels').stdout).toBe(
      'NAME            DATA   AGE   LABELS\nconfigmap/ten   1      0s    app=web\nconfigmap/two   2      0s    app=web,tier=front\n\nNAME            TYPE     DATA   AGE   LABELS\nsecret/hidden   Opaque   1      0s    <none>\n',
    );
    expect(run('kubectl get cm -A --no-headers').stdout).toBe('default   ten   1     0s\ndefault   two   2     0s\n');
  });

  it('prints what it has and then every error', () => {
    const { run } = prepared();
    expect(run('kubectl get cm two nine eleven')).toEqual({
      exit: 1,
      stdout: 'NAME   DATA   AGE\ntwo    2      0s\n',
      stderr:
        'Error from server (NotFound): configmaps "nine" not found\nError from server (NotFound): configmaps "eleven" not found\n',
    });
    expect(run('kubectl get cm nine --ignore-not-found')).toEqual({ exit: 0, stdout: '', stderr: '' });
    expect(run('kubectl get pod/a cm').stderr).toContain('there is no need to specify a resource type as a separate');
    expect(run('kubectl get cm two -l app=web').stderr).toBe(
      'error: name cannot be provided when a selector is specified\n',
    );
  });

  it('prints objects in every format', () => {
    const { run } = prepared();
    expect(run('kubectl get cm/two secret/hidden -o name').stdout).toBe('configmap/two\nsecret/hidden\n');
    expect(run('kubectl get cm -o jsonpath=\'{range .items[*]}{.metadata.name}={.data}{"\\n"}{end}\'').stdout).toBe(
      'ten={"k":"\\u003cv\\u003e"}\ntwo={"a":"1","b":"2"}\n',
    );
    expect(run("kubectl get secret hidden -o go-template='{{.data.password | base64decode}}'").stdout).toBe('s3cret');
    expect(run('kubectl get cm -o custom-columns=NAME:.metadata.name,A:.data.a --sort-by=.metadata.name').stdout).toBe(
      'NAME   A\nten    <none>\ntwo    1\n',
    );
    const { stdout } = run('kubectl get cm ten -o yaml');
    expect(stdout.replace(/(Timestamp|resourceVersion|uid): .*/g, '$1: X')).toBe(
      'apiVersion: v1\ndata:\n  k: <v>\nkind: ConfigMap\nmetadata:\n  creationTimestamp: X\n  labels:\n    app: web\n  name: ten\n  namespace: default\n  resourceVersion: X\n  uid: X\n',
    );
    expect(JSON.parse(run('kubectl get cm,secret -o json').stdout)).toMatchObject({
      kind: 'List',
      items: [{ metadata: { name: 'ten' } }, { metadata: { name: 'two' } }, { metadata: { name: 'hidden' } }],
    });
  });

  it('reports a wrong template with what it was given', () => {
    const { run } = prepared();
    expect(run("kubectl get cm -o jsonpath='{.items[9].x}'").stderr).toMatch(
      /^error: error executing jsonpath "\{\.items\[9\]\.x\}": Error executing template: array index out of bounds: index 9, length 2\. Printing more information for debugging the template:\n\ttemplate was:\n\t\t\{\.items\[9\]\.x\}\n\tobject given to jsonpath engine was:\n\t\tmap\[string\]interface \{\}\{"apiVersion":"v1", .*\}\n\n\n$/,
    );
    expect(run("kubectl get cm -o jsonpath='{.items[*'").stderr).toBe(
      'error: error parsing jsonpath {.items[*, unterminated array\n',
    );
    expect(run("kubectl get cm ten -o jsonpath='{end}'").stderr).toMatch(
      /^error: error executing jsonpath "\{end\}": Error executing template: not in range, nothing to end\. /,
    );
    const failed = run("kubectl get cm ten -o go-template='{{.kind|base64decode}}'");
    const why =
      'template: output:1:8: executing "output" at <base64decode>: error calling base64decode: base64 decode failed: illegal base64 data at input byte 0';
    expect(failed.stderr).toBe(`error: error executing template "{{.kind|base64decode}}": ${why}\n`);
    expect(failed.stdout.split('\n').slice(0, 4)).toEqual([
      `Error executing template: ${why}. Printing more information for debugging the template:`,
      '\ttemplate was:',
      '\t\t{{.kind|base64decode}}',
      '\traw data was:',
    ]);
    expect(failed.stdout).toMatch(
      /\n\t\t\{"apiVersion":"v1","data".*\n\tobject given to template engine was:\n\t\tmap\[apiVersion:v1 data:map\[k:<v>\] kind:ConfigMap metadata:map\[.*\]\]\n$/,
    );
  });

  it('takes the names of formats in capitals, and paths with half their braces', () => {
    const { run } = prepared();
    expect(run('kubectl get cm ten -o NAME').stdout).toBe('configmap/ten\n');
    expect(run('kubectl get cm two ten -o name --sort-by={.metadata.name').stdout).toBe(
      'configmap/ten\nconfigmap/two\n',
    );
  });

  it('watches a type and shows every change, keeping its columns', () => {
    const { run, clock, client } = prepared();
    clock.after(2000, () => {
      client.delete({ group: '', version: 'v1', plural: 'configmaps', namespaced: true } as never, 'two', 'default');
    });
    const { stdout, exit } = run('kubectl get cm -w --output-watch-events', { limit: 5000 });
    expect(exit).toBe(137);
    expect(stdout).toMatch(
      /^EVENT {6}NAME {3}DATA {3}AGE\nADDED {6}ten {4}1 {6}\ds\nADDED {6}two {4}2 {6}\ds\nDELETED {4}two {4}2 {6}\ds\n$/,
    );
  });
});
