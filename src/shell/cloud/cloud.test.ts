import { describe, expect, it } from 'vitest';
import { worldShell } from '../minikube/testing';

const MACHINES = `NAME            STATE     TYPE         ADDRESS
control-plane   running   standard-2   10.0.0.10
worker-1        running   standard-2   10.0.0.11
worker-2        running   standard-2   10.0.0.12
worker-3        running   standard-2   10.0.0.13
`;
const STATES = 'kubectl get nodes --no-headers | tr -s " " | cut -d " " -f 1-2';
const taints = (node: string) => `kubectl get node ${node} -o jsonpath='{.spec.taints[*].key}'`;

describe('the command line of the cloud', () => {
  it('says what it is and lists the machines', () => {
    const { show } = worldShell('playground');
    expect(show('cloud')).toContain("cloud is the command line of Kubarium's own cloud.");
    expect(show('cloud nodes')).toBe(MACHINES);
    expect(show('cloud nodes fly')).toBe('cloud: there is no command "nodes fly". Try "cloud nodes help".\nexit 1\n');
    expect(show('cloud nodes stop')).toBe(
      'cloud: name a machine: cloud nodes stop NAME ("cloud nodes" lists them)\nexit 1\n',
    );
    expect(show('cloud nodes start worker-9')).toBe(
      'cloud: there is no machine "worker-9" ("cloud nodes" lists them)\nexit 1\n',
    );
  });

  it('has nothing to give where the machines are no cloud’s', () => {
    const { show } = worldShell('minikube');
    expect(show('cloud nodes')).toBe(
      "cloud: this playground's machines belong to no cloud, so there is nothing to ask for here\nexit 1\n",
    );
  });

  it('rents a machine, which joins the cluster, is known to its controllers and takes pods', () => {
    const { show } = worldShell('playground');
    expect(show('cloud nodes add')).toBe(
      'Starting a machine "worker-4" (standard-2) ...\nworker-4 is running at 10.0.0.14. It joins the cluster by itself.\n',
    );
    show('kubectl wait --for=condition=Ready node/worker-4; sleep 5');
    expect(show(STATES)).toBe('control-plane Ready\nworker-1 Ready\nworker-2 Ready\nworker-3 Ready\nworker-4 Ready\n');
    expect(show(`kubectl get node worker-4 -o jsonpath='{.spec.providerID}'; ${taints('worker-4')}`)).toBe(
      'kubarium://worker-4',
    );
    expect(show('kubectl get node worker-4 -L node.kubernetes.io/instance-type --no-headers | tr -s " "')).toMatch(
      / standard-2\n$/,
    );
    expect(show('kubectl events --for node/worker-4 | grep -c "Node synced successfully"')).toBe('1\n');
    const pod = `'{"spec":{"nodeSelector":{"kubernetes.io/hostname":"worker-4"}}}'`;
    show(`kubectl run web --image=nginx --overrides=${pod}; kubectl wait --for=condition=Ready pod/web`);
    expect(show('kubectl get pod web -o jsonpath={.spec.nodeName}')).toBe('worker-4');
    expect(show('ssh worker-4 hostname')).toBe('worker-4\n');
  });

  it('keeps a new node empty while nobody asks the cloud about it', () => {
    const { show, world } = worldShell('playground');
    world.setFault('cloud', 'stopped');
    show('cloud nodes add big; sleep 20');
    expect(show(taints('big'))).toBe('node.cloudprovider.kubernetes.io/uninitialized');
    world.setFault('cloud', 'running');
    show('sleep 5');
    expect(show(taints('big'))).toBe('');
  });

  it('gives a machine back: the node goes when it has fallen silent, and its pods with it', () => {
    const { show } = worldShell('playground');
    show('kubectl create deployment web --image=nginx --replicas=6; kubectl rollout status deployment/web');
    expect(show('cloud nodes remove worker-2')).toBe('worker-2 is gone, with everything on it.\n');
    expect(show(STATES)).toContain('worker-2 Ready');
    show('sleep 60');
    expect(show(STATES)).toBe('control-plane Ready\nworker-1 Ready\nworker-3 Ready\n');
    show('sleep 120');
    expect(show('kubectl get pods -o wide | grep -c worker-2')).toBe('0\nexit 1\n');
    expect(show('kubectl get deployment web --no-headers | tr -s " "')).toMatch(/^web 6\/6 /);
    show('cloud nodes add; sleep 20');
    expect(show(STATES)).toContain('worker-2 Ready');
    expect(show('cloud nodes remove control-plane')).toMatch(/^cloud: control-plane holds the control plane/);
  });

  it('stops and starts a machine, and the cloud controller manager marks what is switched off', () => {
    const { show } = worldShell('playground');
    expect(show('cloud nodes stop --force worker-3; cloud nodes stop worker-3')).toBe(
      'worker-3 is stopped.\nworker-3 is stopped already.\n',
    );
    expect(show('ssh worker-3 hostname')).toBe('ssh: connect to host 10.0.0.13 port 22: No route to host\nexit 255\n');
    show('sleep 60');
    expect(show(STATES)).toContain('worker-3 NotReady');
    expect(show(taints('worker-3'))).toContain('node.cloudprovider.kubernetes.io/shutdown');
    expect(show('cloud nodes start worker-3')).toBe('worker-3 is running.\n');
    show('sleep 30');
    expect(show(STATES)).toContain('worker-3 Ready');
    expect(show(taints('worker-3'))).toBe('');
  });

  it('has an end to what it rents out, and looks at names', () => {
    const { show } = worldShell('playground');
    expect(show('cloud nodes add Big')).toBe(
      'cloud: "Big" is no name for a machine: small letters, digits and "-"\nexit 1\n',
    );
    expect(show('cloud nodes add worker-1')).toBe('cloud: there is a machine "worker-1" already\nexit 1\n');
    show('cloud nodes remove worker-3; for i in 1 2 3 4 5 6 7; do cloud nodes add; done');
    expect(show('cloud nodes add')).toBe('cloud: quota exceeded: 10 machines at most, and there are 10\nexit 1\n');
  });
});
