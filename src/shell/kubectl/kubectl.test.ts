import { describe, expect, it } from 'vitest';
import { verbGroups } from './registry';
import { kubectlTest } from './testing';

describe('kubectl', () => {
  it('suggests commands for mistyped ones', () => {
    expect(kubectlTest().run('kubectl gett pods').stderr).toMatch(
      /^error: unknown command "gett" for "kubectl"\n\nDid you mean this\?\n(\t\w+\n)*\tget\n\n$/,
    );
    expect(kubectlTest().run('kubectl completely-else').stderr).toBe(
      'error: unknown command "completely-else" for "kubectl"\n',
    );
  });

  it('finds the verb among global flags', () => {
    const { run } = kubectlTest();
    expect(run('kubectl -n kube-system get pods').stderr).toBe('No resources found in kube-system namespace.\n');
    expect(run('kubectl --namespace=x get pods -A').stderr).toBe('No resources found\n');
    expect(run('kubectl --namespace').stderr).toBe(
      "error: flag needs an argument: --namespace\nSee 'kubectl --help' for usage.\n",
    );
  });

  it('has help for every verb, with the path of the verb in its usage', () => {
    const { run } = kubectlTest();
    for (const { verbs } of verbGroups) {
      for (const verb of verbs) {
        const { stdout, exit } = run(`kubectl help ${verb.name}`);
        expect({ exit, verb: verb.name }).toEqual({ exit: 0, verb: verb.name });
        expect(stdout).toContain(`Usage:\n  kubectl ${verb.name}`);
        expect(stdout).toBe(run(`kubectl ${verb.name} --help`).stdout);
      }
    }
  });

  it('says that the server is not there, after as many tries as client-go makes', () => {
    const { run } = kubectlTest();
    const { stderr, exit } = run('kubectl --server=https://127.0.0.1:1 get pods');
    expect(exit).toBe(1);
    const lines = stderr.split('\n');
    expect(lines[0]).toMatch(
      /^E\d{4} [\d:.]+ +\d+ memcache\.go:265\] "Unhandled Error" err="couldn't get current server API group list: Get \\"https:\/\/127\.0\.0\.1:1\/api\?timeout=32s\\": dial tcp 127\.0\.0\.1:1: connect: connection refused"$/,
    );
    expect(lines.slice(5)).toEqual([
      'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?',
      '',
    ]);
  });

  it('keeps its kubeconfig where the flags and the environment say', () => {
    const { run, files } = kubectlTest();
    expect(run('kubectl config set-context --current --namespace=dev').stdout).toBe(
      'Context "kubernetes-admin@kubernetes" modified.\n',
    );
    expect(run('kubectl get pods').stderr).toBe('No resources found in dev namespace.\n');
    expect(run('kubectl config set-context other --cluster=kubernetes --user=nobody --kubeconfig=k').stdout).toBe(
      'Context "other" created.\n',
    );
    expect(files.read('/home/learner/k')).toEqual({
      ok: true,
      value:
        'apiVersion: v1\nclusters: null\ncontexts:\n- context:\n    cluster: kubernetes\n    user: nobody\n  name: other\ncurrent-context: ""\nkind: Config\npreferences: {}\nusers: null\n',
    });
    expect(run('kubectl --context=nope get pods').stderr).toBe(
      'Error in configuration: context was not found for specified context: nope\n',
    );
  });

  it('offers verbs, types, live names, flags and values on Tab', () => {
    const { run, complete } = kubectlTest();
    run('kubectl create configmap settings --from-literal=a=b');
    expect(complete('kubectl expl')).toEqual(['explain']);
    expect(complete('kubectl get conf')).toEqual(['configmaps']);
    expect(complete('kubectl get cm se')).toEqual(['settings']);
    expect(complete('kubectl describe configmap/s')).toEqual(['configmap/settings']);
    expect(complete('kubectl get pods -n kube-n')).toEqual(['kube-node-lease']);
    expect(complete('kubectl get pods -o cus')).toEqual(['custom-columns=']);
    expect(complete('kubectl get pods --show-l')).toEqual(['--show-labels']);
    expect(complete('kubectl config use-context k')).toEqual(['kubernetes-admin@kubernetes']);
    expect(complete('kubectl --server=https://127.0.0.1:1 get cm s')).toEqual([]);
  });
});
