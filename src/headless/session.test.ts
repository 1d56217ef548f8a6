import { describe, expect, it } from 'vitest';
import { runSession } from './session';

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
