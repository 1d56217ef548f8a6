import { describe, expect, it } from 'vitest';
import { worldShell } from './testing';

const PARTS = "kubectl get pods -n kube-system --no-headers -l tier=control-plane | tr -s ' ' | cut -d ' ' -f 1-3";
const ALL = `cloud-controller-manager-control-plane 1/1 Running
etcd-control-plane 1/1 Running
kube-apiserver-control-plane 1/1 Running
kube-controller-manager-control-plane 1/1 Running
kube-scheduler-control-plane 1/1 Running
`;
const REFUSED =
  'The connection to the server 10.0.0.10:6443 was refused - did you specify the right host or port?\nexit 1\n';
const MANIFESTS = '/etc/kubernetes/manifests';

/** Lets a part rest by what an administrator does on its machine. */
const rest = (pod: string) => `ssh control-plane mv ${MANIFESTS}/${pod}.yaml /root/; sleep 3`;
const wake = (pod: string) => `ssh control-plane mv /root/${pod}.yaml ${MANIFESTS}/; sleep 5`;

describe('the control plane in its static pods', () => {
  it('is a directory of manifests, whose mirrors come again when they are deleted while the parts go on', () => {
    const { show, world } = worldShell('playground');
    expect(show(PARTS)).toBe(ALL);
    expect(show(`ssh control-plane ls ${MANIFESTS}`)).toBe(
      'cloud-controller-manager.yaml\netcd.yaml\nkube-apiserver.yaml\nkube-controller-manager.yaml\nkube-scheduler.yaml\n',
    );
    expect(show(`ssh control-plane head -3 ${MANIFESTS}/kube-scheduler.yaml`)).toBe(
      'apiVersion: v1\nkind: Pod\nmetadata:\n',
    );
    show('kubectl delete pod -n kube-system kube-scheduler-control-plane; sleep 5');
    expect(show(PARTS)).toBe(ALL);
    expect(world.stopped).toEqual([]);
  });

  it('schedules nothing without the scheduler, and goes on where it was when that is back', () => {
    const { show, world } = worldShell('playground');
    show(rest('kube-scheduler'));
    expect(world.stopped).toEqual(['scheduler']);
    expect(show(PARTS)).toBe(ALL.replace('kube-scheduler-control-plane 1/1 Running\n', ''));
    show('kubectl run web --image=nginx; sleep 30');
    expect(show('kubectl get pod web --no-headers | tr -s " "')).toBe('web 0/1 Pending 0 30s\n');
    show(wake('kube-scheduler'));
    expect(world.stopped).toEqual([]);
    show('kubectl wait --for=condition=Ready pod/web --timeout=60s');
    expect(show('kubectl get pod web --no-headers | tr -s " "')).toMatch(/^web 1\/1 Running /);
    expect(show(PARTS)).toBe(ALL);
  });

  it('answers nobody without the API server, while what runs goes on and is mended on its node', () => {
    const { show, world } = worldShell('playground');
    show('kubectl create deployment web --image=nginx --replicas=2; kubectl rollout status deployment/web');
    show('kubectl expose deployment web --type=LoadBalancer --port=80; sleep 20');
    const address = show("kubectl get svc web -o jsonpath='{.status.loadBalancer.ingress[0].ip}'");
    const node = show("kubectl get pods -l app=web -o jsonpath='{.items[0].spec.nodeName}'");
    show(rest('kube-apiserver'));
    expect(show('kubectl get nodes').endsWith(REFUSED)).toBe(true);
    expect(show(`curl -s ${address} | grep -c Welcome`)).toBe('2\n');
    show(`ssh ${node} "crictl rm -f \\$(crictl ps -q --name nginx)"; sleep 10`);
    expect(show(`ssh ${node} "crictl ps -q --name nginx" | wc -l`)).toBe('1\n');
    show(wake('kube-apiserver'));
    show('sleep 40');
    expect(show('kubectl get nodes --no-headers | grep -c " Ready "')).toBe('4\n');
    expect(show("kubectl get pods -l app=web -o jsonpath='{.items[0].status.containerStatuses[0].restartCount}'")).toBe(
      '1',
    );
    expect(world.stopped).toEqual([]);
  });

  it('has nothing to say without etcd, and all of it when that is back', () => {
    const { show, world } = worldShell('playground');
    show('kubectl create configmap kept --from-literal=a=1');
    show(rest('etcd'));
    expect(world.stopped).toEqual(['etcd']);
    expect(show('kubectl get configmap kept').endsWith(REFUSED)).toBe(true);
    show(wake('etcd'));
    expect(show("kubectl get configmap kept -o jsonpath='{.data.a}'")).toBe('1');
  });

  it('replaces nothing without the controller manager', () => {
    const { show } = worldShell('playground');
    show('kubectl create deployment web --image=nginx --replicas=2; kubectl rollout status deployment/web');
    show(rest('kube-controller-manager'));
    show('kubectl delete pod -l app=web --wait=false; kubectl scale deployment web --replicas=5; sleep 60');
    expect(show('kubectl get pods 2>&1')).toBe('No resources found in default namespace.\n');
    show(wake('kube-controller-manager'));
    show('kubectl rollout status deployment/web --timeout=60s');
    expect(show('kubectl get deployment web --no-headers | tr -s " "')).toMatch(/^web 5\/5 /);
  });

  it('is switched by faults as by hand, and comes back after its machine had no power', () => {
    const { show, world } = worldShell('playground');
    world.setFault('scheduler', 'stopped');
    show('sleep 3');
    expect(world.stopped).toEqual(['scheduler']);
    expect(show('ssh control-plane ls /etc/kubernetes/stopped')).toBe('kube-scheduler.yaml\n');
    world.setFault('node/control-plane', 'stopped');
    expect(world.stopped).toEqual(
      ['api-server', 'scheduler', 'controller-manager', 'cloud', 'etcd', 'node/control-plane'].sort(
        (a, b) => order.indexOf(a) - order.indexOf(b),
      ),
    );
    expect(show('kubectl get nodes | tail -1')).toMatch(
      /Unable to connect to the server: dial tcp 10.0.0.10:6443: connect: no route to host\n$/,
    );
    world.setFault('node/control-plane', 'running');
    show('sleep 60');
    expect(world.stopped).toEqual(['scheduler']);
    world.setFault('scheduler', 'running');
    show('sleep 5');
    expect(world.stopped).toEqual([]);
    expect(show(PARTS)).toBe(ALL);
    world.setFault('kubelet/control-plane', 'stopped');
    world.setFault('scheduler', 'stopped');
    show('sleep 3');
    expect(world.stopped).toEqual(['scheduler', 'kubelet/control-plane']);
    world.setFault('scheduler', 'running');
    world.setFault('kubelet/control-plane', 'running');
    show('sleep 10');
    expect(world.stopped).toEqual([]);
  });
});

const order = ['api-server', 'etcd', 'scheduler', 'controller-manager', 'cloud', 'node/control-plane'];

describe('kube-proxy and a machine of the playground', () => {
  it('has rules that stand still without kube-proxy', () => {
    const { show, world } = worldShell('playground');
    show('kubectl create deployment web --image=nginx; kubectl rollout status deployment/web');
    for (const node of ['worker-1', 'worker-2', 'worker-3']) world.setFault(`kube-proxy/${node}`, 'stopped');
    show('kubectl expose deployment web --type=NodePort --port=80; sleep 5');
    const port = show("kubectl get svc web -o jsonpath='{.spec.ports[0].nodePort}'");
    expect(show(`curl -s -m 3 10.0.0.11:${port}`)).toMatch(/exit (7|28)\n$/);
    expect(show(`curl -s 10.0.0.10:${port} | grep -c Welcome`)).toBe('2\n');
    world.setFault('kube-proxy/worker-1', 'running');
    show('sleep 3');
    expect(show(`curl -s 10.0.0.11:${port} | grep -c Welcome`)).toBe('2\n');
    show('kubectl delete pods -n kube-system -l k8s-app=kube-proxy; sleep 45');
    expect(world.stopped).toEqual([]);
  });

  it('knows no names without the name service', () => {
    const { show, world } = worldShell('playground');
    show('kubectl run web --image=nginx; kubectl expose pod web --name=site --port=80');
    show('kubectl wait --for=condition=Ready pod/web --timeout=90s');
    const call = 'kubectl exec web -- curl -s -m 5 http://site | grep -c "Welcome to nginx" || true';
    expect(show(call)).toBe('2\n');
    world.setFault('dns', 'stopped');
    show('sleep 20');
    expect(show(call)).toMatch(/^0\ncommand terminated with exit code (6|28)\n$/);
    world.setFault('dns', 'running');
    show('sleep 20');
    expect(show(call)).toBe('2\n');
  });

  it('is switched off and started again from within', () => {
    const { show } = worldShell('playground');
    expect(show('ssh worker-1 sudo poweroff')).toBe('Connection to worker-1 closed by remote host.\nexit 255\n');
    show('sleep 15');
    expect(show('cloud nodes list worker-1 | tail -1 | tr -s " "')).toBe('worker-1 stopped standard-2 10.0.0.11\n');
    show('cloud nodes start worker-1');
    show('ssh worker-2 systemctl reboot; sleep 60');
    expect(show('kubectl get nodes --no-headers | grep -c " Ready "')).toBe('4\n');
    expect(show('kubectl events --for node/worker-2 | grep -c "has been rebooted"')).toBe('1\n');
  });
});
