import { expect, test } from 'vitest';
import { kubectlTest } from '../testing';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
`;

test('--record keeps the command in an annotation, with a warning that it goes away', () => {
  const world = kubectlTest();
  world.files.write('/home/learner/d.yaml', DEPLOYMENT);
  const cause = () =>
    world.run(`kubectl get deploy web -o jsonpath='{.metadata.annotations.kubernetes\\.io/change-cause}'`).stdout;
  const recorded = (line: string) => {
    const { exit, stdout, stderr } = world.run(line);
    return [exit, stdout.trim(), stderr, cause()];
  };
  const warning = 'Flag --record has been deprecated, --record will be removed in the future\n';
  expect([
    recorded('kubectl create -f d.yaml --record'),
    recorded('kubectl set image deploy web web=nginx:2 --record'),
    recorded('kubectl label deploy/web tier=front --record=false'),
    recorded('kubectl label deploy/web -n default tier=back --overwrite --record=true'),
    recorded('kubectl scale deploy web --replicas=2 --record'),
    recorded(`kubectl patch deploy web --record -p '{"spec":{"paused":true}}'`),
    recorded('kubectl annotate deploy web a=b --record'),
    recorded('kubectl set image deploy web web=nginx:3'),
  ]).toEqual([
    [0, 'deployment.apps/web created', warning, 'kubectl create --filename=d.yaml --record=true'],
    [0, 'deployment.apps/web image updated', warning, 'kubectl set image deploy web web=nginx:2 --record=true'],
    [0, 'deployment.apps/web labeled', warning, 'kubectl set image deploy web web=nginx:2 --record=true'],
    [
      0,
      'deployment.apps/web labeled',
      warning,
      'kubectl label deploy/web tier=back --namespace=default --overwrite=true --record=true',
    ],
    [0, 'deployment.apps/web scaled', warning, 'kubectl scale deploy web --replicas=2 --record=true'],
    [
      0,
      'deployment.apps/web patched',
      warning,
      'kubectl patch deploy web --record=true --patch={"spec":{"paused":true}}',
    ],
    [0, 'deployment.apps/web annotated', warning, 'kubectl annotate deploy web a=b --record=true'],
    [0, 'deployment.apps/web image updated', '', 'kubectl annotate deploy web a=b --record=true'],
  ]);
  expect(world.run('kubectl apply -f d.yaml --record').stdout).toBe('deployment.apps/web configured\n');
  expect(cause()).toBe('kubectl apply --filename=d.yaml --record=true');
  expect(world.run('kubectl rollout undo deploy web --record').stderr.split('\n')[0]).toBe(
    'error: unknown flag: --record',
  );
});
