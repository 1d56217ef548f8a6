import { describe, expect, it } from 'vitest';
import { worldShell } from './testing';

const alike = (text: string) =>
  text
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UID')
    .replace(/\b[0-9a-f]{12,64}\b/g, 'ID')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/ +/g, ' ');

describe("a node's runtime, looked at with crictl", () => {
  it('picks by regular expressions, labels, images and age, and prints messages of the CRI', () => {
    const { show } = worldShell('minikube');
    show('kubectl run web --image=nginx --labels=app=shop; sleep 20');
    const crictl = (words: string) => alike(show(`minikube ssh -- sudo crictl ${words}`));
    expect(crictl("ps --name '^we' -q")).toBe('ID\n');
    expect(crictl('ps --image nginx -q')).toBe('ID\n');
    expect(crictl('ps --latest -q')).toBe('ID\n');
    expect(crictl('ps --namespace kube -q | wc -l')).toBe('6\n');
    expect(crictl('pods --label app=shop -o json | jq -r ".items[].metadata.name"')).toBe('web\n');
    expect(crictl('ps --label app')).toMatch(/^FATA\[0000\] incorrectly specified label: app\n/);
    expect(crictl('ps --state up')).toMatch(/--state should be one of created, running, exited or unknown\n/);
    expect(crictl('images --digests nginx')).toMatch(/^IMAGE TAG DIGEST IMAGE ID SIZE\nnginx latest ID ID \d+MB\n$/);
    expect(crictl('inspect nope')).toBe(
      'FATA[0000] get the status of containers: get container status: rpc error: code = Unknown desc = Error response from daemon: No such container: nope\nssh: Process exited with status 1\nexit 1\n',
    );
    expect(crictl('ps --bogus 2>&1 >/dev/null')).toMatch(/^FATA\[0000\] flag provided but not defined: -bogus\n/);
    expect(crictl('runp pod.json')).toMatch(/^FATA\[0000\] crictl runp is not simulated here; nothing was done\n/);
    expect(crictl('-r unix:///run/crio.sock ps')).toMatch(/dial unix \/run\/crio.sock: connect: no such file/);
  });

  it('tells the process of a container, which can be killed from the node', () => {
    const { show } = worldShell('minikube');
    show('kubectl run web --image=nginx; sleep 20');
    const pid = "sudo crictl inspect -o go-template --template '{{.info.pid}}' $(sudo crictl ps -q --name web)";
    expect(show(`minikube ssh -- "ps -o args= -p \\$(${pid.replaceAll('$', '\\$')})"`)).toBe(
      'nginx: master process nginx -g daemon off;\n',
    );
    show(`minikube ssh -- "sudo kill -9 \\$(${pid.replaceAll('$', '\\$')})"; sleep 5`);
    expect(show('kubectl get pod web --no-headers | tr -s " "')).toMatch(/^web 1\/1 Running 1 \(\ds ago\) \d+s\n$/);
  });

  it('clears away images that no container is of, and none that Docker needs', () => {
    const { show } = worldShell('minikube');
    show('kubectl run web --image=nginx; sleep 20; minikube ssh -- sudo crictl pull busybox');
    expect(show('minikube ssh -- sudo crictl rmi --prune')).toBe('Deleted: busybox:latest\n');
    expect(alike(show('minikube ssh -- sudo crictl rmi nginx'))).toBe(
      'ERRO[0000] error of removing image "nginx": rpc error: code = Unknown desc = Error response from daemon: conflict: unable to delete ID (cannot be forced) - image is being used by running container ID\nFATA[0000] unable to remove the image(s)\nssh: Process exited with status 1\nexit 1\n',
    );
  });
});

describe('what a node keeps and runs', () => {
  it("has containers' logs as files, in the runtime's own form", () => {
    const run = "kubectl run talk --image=busybox -- sh -c 'echo one; echo two >&2; sleep 999'; sleep 20";
    const containerd = worldShell('playground');
    containerd.show(run);
    const node = containerd.show('kubectl get pod talk -o jsonpath={.spec.nodeName}').trim();
    expect(alike(containerd.show(`ssh ${node} "cat /var/log/containers/talk_*"`))).toBe(
      'TIME stdout F one\nTIME stderr F two\n',
    );
    const docker = worldShell('minikube');
    docker.show(run);
    expect(alike(docker.show('minikube ssh -- sudo cat "/var/log/pods/default_talk_*/talk/0.log"'))).toBe(
      '{"log":"one\\n","stream":"stdout","time":"TIME"}\n{"log":"two\\n","stream":"stderr","time":"TIME"}\n',
    );
  });

  it('has a kubelet that systemd starts again when it is killed', () => {
    const { show } = worldShell('playground');
    expect(show('ssh worker-1 "ps -o user,comm -C kubelet,containerd"')).toBe(
      'USER     COMMAND\nroot     containerd\nroot     kubelet\n',
    );
    expect(show('ssh worker-1 "kill -9 \\$(pidof kubelet); systemctl is-active kubelet"')).toBe('inactive\nexit 3\n');
    show('sleep 12');
    expect(show('ssh worker-1 systemctl status kubelet | head -3')).toMatch(
      /^● kubelet.service - .*\n +Loaded: loaded .*\n +Active: active \(running\) since \w{3} [-\d]+ [:\d]+ UTC; 2s ago\n$/,
    );
  });

  it('says what fails as its runtime does', () => {
    const { show } = worldShell('minikube');
    show('kubectl run a --image=nginx:9; kubectl run b --image=no/such; kubectl run c --image=busybox -- no; sleep 9');
    const said = show(
      'kubectl get events -o jsonpath="{range .items[*]}{.message}{\'\\n\'}{end}" | grep daemon | sort -u',
    );
    expect(said).toBe(
      `Error: failed to start container "c": Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "no": executable file not found in $PATH: unknown
Failed to pull image "nginx:9": Error response from daemon: manifest for nginx:9 not found: manifest unknown: manifest unknown
Failed to pull image "no/such": Error response from daemon: pull access denied for no/such, repository does not exist or may require 'docker login': denied: requested access to the resource is denied
`,
    );
  });
});
