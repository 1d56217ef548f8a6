import { describe, expect, it } from 'vitest';
import { worldShell } from './testing';

const RUNNING = `minikube
type: Control Plane
host: Running
kubelet: Running
apiserver: Running
kubeconfig: Configured

`;
const NOT_FOUND = `* Profile "minikube" not found. Run "minikube profile list" to view all profiles.
  To start a cluster, run: "minikube start"
exit 85
`;

describe('minikube', () => {
  it('says how the cluster is, and starts what runs already', () => {
    const { show } = worldShell('minikube');
    expect(show('minikube status')).toBe(RUNNING);
    expect(show('minikube start')).toBe(`* minikube v1.35.0 on Debian 12
* Using the docker driver based on existing profile
* Starting "minikube" primary control-plane node in "minikube" cluster
* Pulling base image v0.0.46 ...
* Updating the running docker "minikube" container ...
* Preparing Kubernetes v1.32.0 on Docker 27.4.1 ...
* Verifying Kubernetes components...
* Enabled addons: default-storageclass, storage-provisioner
* Done! kubectl is now configured to use "minikube" cluster and "default" namespace by default
`);
    expect(show('minikube ip')).toBe('192.168.49.2\n');
  });

  it('stops, says so, and brings the pods back', () => {
    const { show } = worldShell('minikube');
    show('kubectl run web --image=nginx; sleep 20');
    expect(show('minikube stop')).toBe(`* Stopping node "minikube"  ...
* Powering off "minikube" via SSH ...
* 1 node stopped.
`);
    expect(show('minikube status')).toBe(`minikube
type: Control Plane
host: Stopped
kubelet: Stopped
apiserver: Stopped
kubeconfig: Stopped

exit 7
`);
    expect(show('minikube ip')).toBe(`* The control-plane node minikube host is not running: state=Stopped
  To start a cluster, run: "minikube start"
exit 83
`);
    show('minikube start; sleep 30');
    expect(show('kubectl get pods --no-headers | tr -s " "')).toMatch(/^web 1\/1 Running 1 \(\d+s ago\) \d+s\n$/);
  });

  it('deletes the cluster and makes a new, empty one of other nodes', () => {
    const { show } = worldShell('minikube');
    show('kubectl run web --image=nginx; sleep 20');
    expect(show('minikube delete')).toBe(`* Deleting "minikube" in docker ...
* Deleting container "minikube" ...
* Removing /home/learner/.minikube/machines/minikube ...
* Removed all traces of the "minikube" cluster.
`);
    expect(show('minikube status')).toBe(NOT_FOUND);
    expect(show('kubectl config get-contexts -o name')).toBe('');
    expect(show('minikube start --nodes 2 --memory 3g')).toBe(`* minikube v1.35.0 on Debian 12
* Automatically selected the docker driver
* Using Docker driver with root privileges
* Starting "minikube" primary control-plane node in "minikube" cluster
* Pulling base image v0.0.46 ...
* Creating docker container (CPUs=2, Memory=3072MB) ...
* Preparing Kubernetes v1.32.0 on Docker 27.4.1 ...
  - Generating certificates and keys ...
  - Booting up control plane ...
  - Configuring RBAC rules ...
* Configuring bridge CNI (Container Networking Interface) ...
* Verifying Kubernetes components...
* Enabled addons: default-storageclass, storage-provisioner

* Starting "minikube-m02" worker node in "minikube" cluster
* Pulling base image v0.0.46 ...
* Creating docker container (CPUs=2, Memory=3072MB) ...
* Preparing Kubernetes v1.32.0 on Docker 27.4.1 ...
* Verifying Kubernetes components...
* Done! kubectl is now configured to use "minikube" cluster and "default" namespace by default
`);
    show('sleep 20');
    expect(
      show('kubectl get pods; kubectl get nodes -o custom-columns=N:.metadata.name,M:.status.capacity.memory'),
    ).toBe(
      `N              M
minikube       3Gi
minikube-m02   3Gi
No resources found in default namespace.
`,
    );
  });

  it('adds nodes and takes them away', () => {
    const { show } = worldShell('minikube');
    expect(show('minikube node add')).toBe(`* Adding node m02 to cluster minikube as [worker]
* Starting "minikube-m02" worker node in "minikube" cluster
* Pulling base image v0.0.46 ...
* Preparing Kubernetes v1.32.0 on Docker 27.4.1 ...
* Verifying Kubernetes components...
* Successfully added m02 to minikube!
`);
    expect(show('minikube node list')).toBe('minikube\t192.168.49.2\nminikube-m02\t192.168.49.3\n');
    expect(show('minikube status')).toBe(`${RUNNING}minikube-m02\ntype: Worker\nhost: Running\nkubelet: Running\n\n`);
    expect(show('minikube ssh -n m02 -- hostname')).toBe('minikube-m02\n');
    show('minikube node delete m02');
    expect(show('kubectl get nodes -o name')).toBe('node/minikube\n');
  });

  it('prints services as a table and as URLs that answer', () => {
    const { show } = worldShell('minikube');
    show(
      'kubectl create deployment web --image=nginx; kubectl expose deployment web --type=NodePort --port=80; sleep 20',
    );
    const port = show("kubectl get svc web -o jsonpath='{.spec.ports[0].nodePort}'");
    expect(show('minikube service web')).toBe(`|-----------|------|-------------|---------------------------|
| NAMESPACE | NAME | TARGET PORT |            URL            |
|-----------|------|-------------|---------------------------|
| default   | web  |          80 | http://192.168.49.2:${port} |
|-----------|------|-------------|---------------------------|
* There is no browser here to open service default/web in: use curl http://192.168.49.2:${port}
`);
    expect(show('minikube service web --url')).toBe(`http://192.168.49.2:${port}\n`);
    expect(show('curl -s $(minikube service web --url) | grep -c Welcome')).toBe('2\n');
    expect(
      show('minikube service nope'),
    ).toBe(`X Exiting due to SVC_NOT_FOUND: Service 'nope' was not found in 'default' namespace.
You may select another namespace by using 'minikube service nope -n <namespace>'. Or list out all the services using 'minikube service list'
exit 115
`);
  });

  it('gives load balancers an address while the tunnel runs', () => {
    const { show } = worldShell('minikube');
    show(
      'kubectl create deployment web --image=nginx; kubectl expose deployment web --type=LoadBalancer --port=80; sleep 20',
    );
    const address = 'kubectl get svc web -o jsonpath={.status.loadBalancer.ingress[0].ip}';
    expect(show(address)).toBe('');
    show('minikube tunnel > /dev/null & sleep 5');
    expect(show(address)).toMatch(/^10\.\d+\.\d+\.\d+$/);
    expect(show(`curl -s $(${address}) | grep -c Welcome`)).toBe('2\n');
    const before = show(address);
    show('kill %1; sleep 2');
    expect(show(address)).toBe('');
    expect(show(`curl -s -m 3 ${before}`)).toBe('exit 28\n');
  });

  it('freezes the cluster and lets it go on', () => {
    const { show } = worldShell('minikube');
    expect(show('minikube pause')).toContain('* Paused 6 containers in: kube-system,');
    expect(show('minikube status')).toBe(
      `${RUNNING.replace('kubelet: Running', 'kubelet: Stopped').replace('apiserver: Running', 'apiserver: Paused')}exit 2\n`,
    );
    show('minikube unpause');
    expect(show('minikube status')).toBe(RUNNING);
  });

  it('words mistakes as the real one does', () => {
    const { show } = worldShell('minikube');
    expect(show('minikube stat')).toBe(`Error: unknown command "stat" for "minikube"

Did you mean this?
	start
	status
	stop

Run 'minikube --help' for usage.
exit 1
`);
    expect(show('minikube start --foo')).toBe(`Error: unknown flag: --foo
See 'minikube start --help' for usage.
exit 1
`);
    expect(show('minikube mount a:b')).toBe('X minikube mount is not simulated here; nothing was done\nexit 1\n');
    expect(show('minikube start --memory 8g')).toContain(
      '! You cannot change the memory size for an existing minikube cluster. Please first delete the cluster.\n',
    );
    expect(show('minikube start --driver kvm2')).toContain("The driver 'kvm2' is not simulated here");
  });

  it('finds no cluster of its own in other playgrounds', () => {
    const { show } = worldShell('playground');
    expect(show('minikube status')).toBe(NOT_FOUND);
    expect(
      show('minikube start'),
    ).toBe(`X Nothing was started: this playground's cluster is another one, "playground", which runs already and which kubectl uses; open the playground "minikube" for this command
exit 16
`);
  });
});
