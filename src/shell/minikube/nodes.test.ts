import { describe, expect, it } from 'vitest';
import { worldShell } from './testing';

const short = (text: string) =>
  text
    .replace(/\b[0-9a-f]{12,64}\b/g, 'ID')
    .replace(/(kube-proxy|kube-flannel-ds)-[a-z0-9]{5} /g, '$1-* ')
    .replace(/ +/g, ' ');

describe("a node's machine", () => {
  it('is reached by ssh from the laptop, as root', () => {
    const { show } = worldShell('playground');
    expect(show('ssh worker-1 "hostname; whoami"')).toBe('worker-1\nroot\n');
    expect(show('ssh worker-1 false')).toBe('exit 1\n');
    expect(show('echo "cat /etc/hostname" | ssh 10.0.0.12')).toBe('worker-2\n');
    expect(show('ssh nope')).toBe('ssh: Could not resolve hostname nope: Name or service not known\nexit 255\n');
    expect(show('ssh worker-1 journalctl -u kubelet')).toMatch(/is not simulated here.*\nexit 1\n$/s);
  });

  it('shows containers as the runtime has them', () => {
    const { show } = worldShell('playground');
    const ingress = show('kubectl get pods -n ingress-nginx -o wide');
    const node = ['worker-1', 'worker-2'].find((name) => !ingress.includes(name)) ?? '';
    expect(short(show(`ssh ${node} crictl ps`))).toBe(
      'CONTAINER IMAGE CREATED STATE NAME ATTEMPT POD ID POD NAMESPACE\nID ID 26 hours ago Running kube-flannel 0 ID kube-flannel-ds-* kube-flannel\nID ID 26 hours ago Running kube-proxy 0 ID kube-proxy-* kube-system\n',
    );
    expect(short(show(`ssh ${node} crictl pods`))).toBe(
      'POD ID CREATED STATE NAME NAMESPACE ATTEMPT RUNTIME\nID 26 hours ago Ready kube-flannel-ds-* kube-flannel 0 (default)\nID 26 hours ago Ready kube-proxy-* kube-system 0 (default)\n',
    );
    expect(short(show(`ssh ${node} crictl images`))).toBe(
      'IMAGE TAG IMAGE ID SIZE\nghcr.io/flannel-io/flannel-cni-plugin v1.6.0-flannel1 ID 4.69MB\nghcr.io/flannel-io/flannel v0.26.2 ID 32MB\nregistry.k8s.io/kube-proxy v1.32.0 ID 30.9MB\nregistry.k8s.io/pause 3.10 ID 320kB\n',
    );
  });

  it('has the kubelet start again what is removed behind its back', () => {
    const { show } = worldShell('playground');
    show('kubectl run web --image=nginx; sleep 20; N=$(kubectl get pod web -o jsonpath={.spec.nodeName})');
    expect(show('ssh $N "crictl rm \\$(crictl ps -q --name web)"')).toMatch(/is running, please stop it first\nFATA/);
    show('ssh $N "crictl rm -f \\$(crictl ps -q --name web)"; sleep 4');
    expect(show('kubectl get pods --no-headers | tr -s " "')).toBe('web 1/1 Running 1 24s\n');
    show('ssh $N "crictl stopp \\$(crictl pods -q --name web)"; sleep 20');
    expect(show('kubectl get pods --no-headers | tr -s " "')).toMatch(/^web 1\/1 Running 2 \(\d+s ago\) 44s\n$/);
  });

  it('has a kubelet that can be stopped', () => {
    const { show } = worldShell('playground');
    expect(show('ssh worker-1 systemctl is-active kubelet')).toBe('active\n');
    show('ssh worker-1 systemctl stop kubelet; sleep 60');
    expect(show('ssh worker-1 systemctl is-active kubelet')).toBe('inactive\nexit 3\n');
    expect(show('kubectl get node worker-1 --no-headers | tr -s " "')).toMatch(/^worker-1 NotReady /);
    show('ssh worker-1 systemctl start kubelet; sleep 20');
    expect(show('kubectl get node worker-1 --no-headers | tr -s " "')).toMatch(/^worker-1 Ready /);
  });

  it("lets minikube's user in, who needs sudo for the runtime", () => {
    const { show } = worldShell('minikube');
    expect(show('minikube ssh whoami')).toBe('docker\n');
    expect(show('minikube ssh -- false')).toBe('ssh: Process exited with status 1\nexit 1\n');
    expect(show('minikube ssh -- crictl ps')).toMatch(/^FATA.*connect: permission denied"\nssh: Process exited/);
    expect(show('minikube ssh -- sudo crictl ps -q | wc -l')).toBe('6\n');
  });

  it("has minikube's Docker, where a removed container comes back", () => {
    const { show } = worldShell('minikube');
    show('kubectl run web --image=nginx; sleep 20');
    expect(show('minikube ssh -- docker ps -q --filter name=k8s_web_web | wc -l')).toBe('1\n');
    show('minikube ssh -- "docker rm -f \\$(docker ps -q --filter name=k8s_web_web)"; sleep 4');
    expect(show('kubectl get pods --no-headers | tr -s " "')).toBe('web 1/1 Running 1 24s\n');
    expect(show("minikube ssh -- docker ps --filter name=k8s_web_web --format '{{.Image}}' | wc -l")).toBe('1\n');
  });

  it('gets images from the laptop, and is the Docker that the laptop speaks to', () => {
    const { show } = worldShell('minikube');
    show('docker pull -q busybox; docker tag busybox own:1; minikube image load own:1');
    expect(show('minikube image ls | grep own')).toBe('docker.io/library/own:1\n');
    show('kubectl run own --image=own:1 --image-pull-policy=Never -- sleep 1000; sleep 5');
    expect(show('kubectl get pod own --no-headers | tr -s " "')).toBe('own 1/1 Running 0 5s\n');
    expect(show('minikube image rm own:1')).toMatch(/^X Exiting due to GUEST_IMAGE_REMOVE: .*\nexit 80\n$/);
    expect(show('minikube image load nope')).toMatch(/^X Exiting due to GUEST_IMAGE_LOAD: .*\nexit 80\n$/);
    show('eval $(minikube docker-env); docker tag own:1 other:2');
    expect(show("docker images other --format '{{.Tag}}'")).toBe('2\n');
    expect(show("eval $(minikube docker-env -u); docker images other --format '{{.Tag}}'")).toBe('');
  });
});
