import { describe, expect, it } from 'vitest';
import { runSession } from './session';

/** Cluster time until nothing happens any more around a pod whose volume nobody makes. */
function secondsUntilRest(provisioner: string): number {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: {
      containers: [{ name: 'c', image: 'nginx' }],
      volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'd' } }],
    },
  };
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'd' },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'c', resources: { requests: { storage: '1Gi' } } },
  };
  const storageClass = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'c' },
    provisioner,
    volumeBindingMode: 'WaitForFirstConsumer',
  };
  const files = Object.fromEntries(
    Object.entries({ pod, claim, storageClass }).map(([name, object]) => [`all/${name}.json`, JSON.stringify(object)]),
  );
  const { steps } = runSession({
    files,
    steps: [{ cmd: 'kubectl apply -f all; date +%s' }, { cmd: 'date +%s' }],
  });
  const [begun = 0, ended = 0] = steps.map(({ stdout }) => Number(stdout.trim().split('\n').at(-1)));
  return ended - begun;
}

describe('a headless session', () => {
  it('runs its steps in one shell, with files in the home directory', () => {
    const { steps } = runSession({
      files: { 'web.yaml': 'kind: x\n', 'sub/f': 'deep\n' },
      steps: [{ cmd: 'x=1; cat web.yaml sub/f' }, { cmd: 'echo $x $(pwd); exit 3' }, { cmd: 'echo "still here"' }],
    });
    expect(steps).toEqual([
      { stdout: 'kind: x\ndeep\n', stderr: '', exit: 0 },
      { stdout: '1 /home/learner\n', stderr: '', exit: 3 },
      { stdout: 'still here\n', stderr: '', exit: 0 },
    ]);
  });

  it('lets time pass, waits for a condition, fills in values, and ends what does not end', () => {
    const { steps } = runSession({
      steps: [
        { cmd: 'date +%S; (sleep 5; touch ready) &' },
        { cmd: 'date +%S', sleep: 2 },
        { cmd: 'echo {{NAME}} {{TWO}}', until: 'test -f ready', lets: { NAME: 'printf "a\\nb\\n"', TWO: 'echo 2' } },
        { cmd: 'echo begun; sleep 1000; echo not this', timeout: 3 },
      ],
    });
    expect(steps.map(({ stdout, exit }) => [stdout, exit])).toEqual([
      ['00\n', 0],
      ['02\n', 0],
      ['a 2\n', 0],
      ['begun\n', 124],
    ]);
  });

  it('lets the cluster settle before a step, unless it says not to', () => {
    const { steps } = runSession({
      steps: [
        { cmd: 'kubectl run web --image=nginx' },
        { cmd: 'kubectl get pod web --no-headers', wait: 'none' },
        { cmd: "kubectl get pod web -o jsonpath='{.status.phase}'", wait: 'settled' },
      ],
    });
    expect(steps.map(({ stdout }) => stdout.replace(/ +/g, ' '))).toEqual([
      'pod/web created\n',
      'web 0/1 ContainerCreating 0 0s\n',
      'Running',
    ]);
  });

  it('does not wait for what is put off on purpose', () => {
    const template = (spec: object) => ({ metadata: { labels: { app: 'x' } }, spec });
    const containers = [{ name: 'c', image: 'busybox', command: ['false'] }];
    const slow = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'slow' },
      spec: {
        minReadySeconds: 20,
        selector: { matchLabels: { app: 'x' } },
        template: template({ containers: [{ name: 'c', image: 'nginx' }] }),
      },
    };
    const fails = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'fails' },
      spec: { template: template({ restartPolicy: 'Never', containers }) },
    };
    const columns =
      '-o custom-columns=R:.status.readyReplicas,A:.status.availableReplicas,F:.status.failed --no-headers';
    const { steps } = runSession({
      files: { 'slow.json': JSON.stringify(slow), 'fails.json': JSON.stringify(fails) },
      steps: [
        { cmd: 'kubectl apply -f slow.json -f fails.json' },
        { cmd: `kubectl get deploy/slow job/fails ${columns}` },
        { cmd: `kubectl get deploy/slow job/fails ${columns}`, sleep: 22 },
      ],
    });
    expect(steps.map(({ stdout }) => stdout.replace(/ +/g, ' '))).toEqual([
      'deployment.apps/slow created\njob.batch/fails created\n',
      '1 <none> <none>\n<none> <none> 1\n',
      '1 1 <none>\n<none> <none> 2\n',
    ]);
    const ended = runSession({
      steps: [
        { cmd: 'kubectl create ns team; kubectl delete ns team --wait=false' },
        { cmd: 'kubectl get ns team --no-headers' },
        { cmd: 'kubectl get ns team --no-headers', sleep: 6 },
      ],
    });
    expect(ended.steps.map(({ stdout, stderr }) => (stdout + stderr).replace(/ +/g, ' '))).toEqual([
      'namespace/team created\nnamespace "team" deleted\n',
      'team Terminating 0s\n',
      'Error from server (NotFound): namespaces "team" not found\n',
    ]);
    expect(secondsUntilRest('example.com/disk')).toBeLessThan(10);
  });

  it('gives the same states for the same seed, others for another', () => {
    const session = {
      hash: true,
      steps: [{ cmd: 'kubectl create deployment web --image=nginx --replicas=3' }, { cmd: 'true' }],
    };
    const hashes = (seed: number) => runSession({ ...session, seed }).steps.map((step) => step.hash);
    expect(hashes(7)).toEqual(hashes(7));
    expect(hashes(7)).not.toEqual(hashes(8));
  });
});
