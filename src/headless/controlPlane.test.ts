import { expect, test } from 'vitest';
import { runSession } from './session';

test('a control plane alone keeps what it is told, schedules nothing, and lets everybody do everything', () => {
  const commands = [
    'kubectl get nodes',
    'kubectl create deployment web --image=nginx --replicas=2',
    'kubectl get pods --no-headers -o custom-columns=P:.status.phase,N:.spec.nodeName',
    'kubectl get svc kubernetes -o jsonpath={.spec.clusterIP}',
    'kubectl delete deployment web --as=anybody',
    'kubectl get pods',
  ];
  const { steps } = runSession({ cluster: 'control-plane', steps: commands.map((cmd) => ({ cmd })) });
  expect(steps.map(({ stdout, stderr }) => stdout + stderr)).toEqual([
    'No resources found\n',
    'deployment.apps/web created\n',
    'Pending   <none>\nPending   <none>\n',
    '10.0.0.1',
    'deployment.apps "web" deleted\n',
    'No resources found in default namespace.\n',
  ]);
});

test('it knows the token of those tests and no other, and leaves pods without accounts, volumes and patience', () => {
  const commands = [
    'kubectl auth whoami --token=admin-token',
    'kubectl get pods --token=nobody',
    'kubectl run web --image=nginx',
    `kubectl get pod web -o jsonpath='{.spec.serviceAccountName}|{.spec.volumes}|{.spec.tolerations}{"\\n"}'`,
  ];
  const { steps } = runSession({ cluster: 'control-plane', steps: commands.map((cmd) => ({ cmd })) });
  expect(steps.map(({ stdout, stderr }) => stdout + stderr)).toEqual([
    'ATTRIBUTE   VALUE\nUsername    admin\nGroups      [system:masters system:authenticated]\n',
    'error: You must be logged in to the server (Unauthorized)\n',
    'pod/web created\n',
    '||\n',
  ]);
});
