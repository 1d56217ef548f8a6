import { describe, expect, it } from 'vitest';
import { runSession } from './session';

const AUTOSCALER = `apiVersion: v1
kind: ServiceAccount
metadata: {name: cluster-autoscaler, namespace: kube-system}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: cluster-autoscaler}
rules:
- apiGroups: [""]
  resources: [nodes]
  verbs: [get, list, watch, update]
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch]
- apiGroups: [""]
  resources: [pods/eviction]
  verbs: [create]
- apiGroups: [""]
  resources: [events]
  verbs: [create, patch]
- apiGroups: [""]
  resources: [configmaps]
  verbs: [create, get, update]
- apiGroups: [apps]
  resources: [daemonsets]
  verbs: [get, list, watch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: cluster-autoscaler}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-autoscaler}
subjects:
- {kind: ServiceAccount, name: cluster-autoscaler, namespace: kube-system}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cluster-autoscaler, namespace: kube-system}
spec:
  selector: {matchLabels: {app: cluster-autoscaler}}
  template:
    metadata: {labels: {app: cluster-autoscaler}}
    spec:
      serviceAccountName: cluster-autoscaler
      containers:
      - name: cluster-autoscaler
        image: registry.k8s.io/autoscaling/cluster-autoscaler:v1.32.0
        command:
        - ./cluster-autoscaler
        - --nodes=3:6:workers
        - --scale-down-unneeded-time=1m
        - --scale-down-delay-after-add=1m
        resources: {requests: {cpu: 100m, memory: 100Mi}}
`;

const NODES = 'kubectl get nodes --no-headers -o custom-columns=:.metadata.name | tr "\\n" " "';
const events = (reason: string) =>
  `kubectl get events -A --field-selector reason=${reason} -o jsonpath='{range .items[*]}{.message}{"\\n"}{end}' | sort -u`;
const web = (replicas: number, cpu: string) =>
  `kubectl create deployment web --image=nginx --replicas=${replicas}; kubectl set resources deployment web --requests=cpu=${cpu}; sleep 90`;

function run(...commands: readonly string[]): string[] {
  const steps = commands.map((cmd) => ({ cmd, wait: 'none' as const }));
  const session = { cluster: 'playground', files: { 'autoscaler.yaml': AUTOSCALER }, steps };
  return runSession(session).steps.map(({ stdout }) => stdout.trim());
}

describe('the cluster autoscaler', () => {
  it('adds a machine for pods that find no room, and takes it away once it is not needed', () => {
    const [, , added, why, running, , gone, told] = run(
      'kubectl apply -f autoscaler.yaml; sleep 5',
      web(7, '800m'),
      NODES,
      events('TriggeredScaleUp'),
      'kubectl get pods --no-headers | grep -c Running',
      'kubectl scale deployment web --replicas=2; sleep 240',
      NODES,
      events('ScaleDown'),
    );
    expect(added).toBe('control-plane worker-1 worker-2 worker-3 worker-4');
    expect(why).toBe('pod triggered scale-up: [{workers 3->4 (max: 6)}]');
    expect(running).toBe('7');
    expect(gone?.split(' ').length).toBe(4);
    expect(told).toContain('marked the node as toBeDeleted/unschedulable\nnode removed by cluster autoscaler');
  });

  it('stays within its limits', () => {
    const [, , most, full, , none, large] = run(
      'kubectl apply -f autoscaler.yaml; sleep 5',
      web(20, '800m'),
      NODES,
      'sleep 20; kubectl get events --field-selector reason=NotTriggerScaleUp -o jsonpath="{.items[0].message}"',
      'kubectl delete deployment web; kubectl run large --image=nginx --overrides=\'{"spec":{"containers":[{"name":"c","image":"nginx","resources":{"requests":{"cpu":"4"}}}]}}\'; sleep 300',
      NODES,
      "kubectl get events --field-selector involvedObject.name=large,reason=NotTriggerScaleUp -o jsonpath='{.items[0].message}'",
    );
    expect(most?.split(' ').length).toBe(7);
    expect(full).toBe("pod didn't trigger scale-up: 1 max node group size reached");
    expect(none?.split(' ').length).toBe(4);
    expect(large).toBe("pod didn't trigger scale-up: 1 Insufficient cpu or memory on a node of the group workers");
  });

  it('says what is wrong with its arguments, and ends', () => {
    const [, log] = run(
      'sed -i "s/3:6:workers/3:6:cattle/" autoscaler.yaml; kubectl apply -f autoscaler.yaml; sleep 10',
      'kubectl logs -n kube-system -l app=cluster-autoscaler --tail=1',
    );
    expect(log).toMatch(/there is no node group "cattle" in this cloud: its name is "workers"$/);
  });
});
