import { describe, expect, it } from 'vitest';
import { worldShell } from './testing';

const OWNERS =
  'You can view the list of minikube maintainers at: https://github.com/kubernetes/minikube/blob/master/OWNERS\n';
const maintained = (name: string) =>
  `* ${name} is an addon maintained by Kubernetes. For any concerns contact minikube on GitHub.\n${OWNERS}`;

/** A shell whose world goes on for so many seconds between two lines. */
function open() {
  const shell = worldShell('minikube');
  const wait = (seconds: number) => shell.world.clock.advanceTo(shell.world.clock.now + seconds * 1000);
  return { ...shell, wait };
}

describe('the ingress add-on', () => {
  it('is installed, serves on the ports of the node, and is gone without a trace when it is switched off', () => {
    const { show, run, wait } = open();
    show('kubectl create deployment web --image=nginx && kubectl expose deployment web --port=80');
    show('kubectl create ingress early --rule="shop.example/*=web:80"');
    expect(run('minikube addons enable ingress')).toEqual({
      stdout: `  - Using image registry.k8s.io/ingress-nginx/controller:v1.11.3
  - Using image registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.4.4
  - Using image registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.4.4
* The 'ingress' addon is enabled
`,
      stderr: `${maintained('ingress')}* Verifying ingress addon...\n`,
      exit: 0,
    });
    wait(90);
    const columns = String.raw`:.metadata.labels.app\.kubernetes\.io/component,:.status.phase`;
    expect(
      show(`kubectl get pods -n ingress-nginx --no-headers -o 'custom-columns=${columns}'`).replace(/ +/g, ' '),
    ).toBe('admission-webhook Succeeded\nadmission-webhook Succeeded\ncontroller Running\n');
    // it was there before the controller, and names no class
    expect(show('kubectl get ingress early --no-headers').replace(/ +/g, ' ')).toMatch(
      /^early <none> shop\.example 192\.168\.49\.2 80 \d+s\n$/,
    );
    expect(show("curl -s -H 'Host: shop.example' http://192.168.49.2/ | grep title")).toBe(
      '<title>Welcome to nginx!</title>\n',
    );
    expect(show('curl -s http://192.168.49.2/ | head -n 2')).toBe(
      '<html>\n<head><title>404 Not Found</title></head>\n'.replaceAll('\n', '\r\n'),
    );
    // one made afterwards gets the default class
    expect(
      show(
        'kubectl create ingress late --rule="x.example/*=web:80"; kubectl get ingress late -o jsonpath={.spec.ingressClassName}',
      ),
    ).toBe('ingress.networking.k8s.io/late created\nnginx');
    expect(show('minikube addons disable ingress')).toBe(`* "The 'ingress' addon is disabled\n`);
    wait(60);
    expect(show('kubectl get all,ingressclass,validatingwebhookconfiguration -A 2>&1 | grep -c ingress-nginx')).toBe(
      '0\nexit 1\n',
    );
    expect(show('curl -s http://192.168.49.2/')).toBe('exit 7\n');
  });

  it('makes the certificate of its webhook with jobs that ask as their own account', () => {
    const { show } = open();
    show('minikube addons enable ingress');
    const withoutTimes = (text: string) =>
      text.replace(/"time":"[^"]+"/g, '"time":""').replace(/^W\d+ [\d:.]+ +1 /gm, 'W ');
    const noFlags =
      'W client_config.go:667] Neither --kubeconfig nor --master was specified.  Using the inClusterConfig.  This might not work.\n';
    expect(withoutTimes(show('kubectl logs -n ingress-nginx job/ingress-nginx-admission-create'))).toBe(
      `${noFlags}{"err":"secrets \\"ingress-nginx-admission\\" not found","level":"info","msg":"no secret found","source":"k8s/k8s.go:229","time":""}
{"level":"info","msg":"creating new secret","source":"cmd/create.go:28","time":""}
`,
    );
    expect(withoutTimes(show('kubectl logs -n ingress-nginx job/ingress-nginx-admission-patch'))).toBe(
      `${noFlags}{"level":"info","msg":"patching webhook configurations 'ingress-nginx-admission' mutating=false, validating=true, failurePolicy=Fail","source":"k8s/k8s.go:118","time":""}
{"level":"info","msg":"Patched hook(s)","source":"k8s/k8s.go:138","time":""}
`,
    );
    const authority = 'jsonpath={.webhooks[0].clientConfig.caBundle}';
    expect(show(`kubectl get validatingwebhookconfiguration ingress-nginx-admission -o ${authority}`)).toBe(
      show('kubectl get secret -n ingress-nginx ingress-nginx-admission -o jsonpath={.data.ca}'),
    );
  });
});

describe('the metrics-server add-on', () => {
  it('gives the API metrics once its pod runs and has measured twice, and takes them away', () => {
    const { show, run, wait } = open();
    const apiService = () =>
      show('kubectl get apiservices | grep metrics')
        .replace(/ +/g, ' ')
        .replace(/ \d+m\n/, '');
    expect(show('kubectl top nodes')).toBe('error: Metrics API not available\nexit 1\n');
    expect(run('minikube addons enable metrics-server')).toEqual({
      stdout: `  - Using image registry.k8s.io/metrics-server/metrics-server:v0.7.2\n* The 'metrics-server' addon is enabled\n`,
      stderr: maintained('metrics-server'),
      exit: 0,
    });
    expect(apiService()).toBe('v1beta1.metrics.k8s.io kube-system/metrics-server False');
    expect(show('kubectl get --raw /apis/metrics.k8s.io/v1beta1/nodes')).toBe(
      'Error from server (ServiceUnavailable): the server is currently unable to handle the request\nexit 1\n',
    );
    expect(show('kubectl top nodes')).toBe('error: Metrics API not available\nexit 1\n');
    wait(30);
    expect(apiService()).toBe('v1beta1.metrics.k8s.io kube-system/metrics-server True');
    expect(show('kubectl get deployment -n kube-system metrics-server --no-headers').replace(/ +/g, ' ')).toMatch(
      /^metrics-server 1\/1 1 1 \d+s\n$/,
    );
    expect(show('kubectl top nodes')).toBe('error: metrics not available yet\nexit 1\n');
    wait(60);
    expect(show('kubectl top nodes --no-headers').replace(/ +/g, ' ')).toMatch(/^minikube \d+m \d+% \d+Mi \d+% \n$/);
    expect(show('kubectl top pod -n kube-system -l k8s-app=metrics-server --no-headers').replace(/ +/g, ' ')).toMatch(
      /^metrics-server-\w+-\w+ \d+m 17Mi \n$/,
    );
    show('minikube addons disable metrics-server');
    wait(40);
    expect(show('kubectl top nodes')).toBe('error: Metrics API not available\nexit 1\n');
    expect(apiService()).toBe('exit 1\n');
  });
});

describe('add-ons', () => {
  it('are listed, those of every new cluster as enabled', () => {
    const { show } = open();
    const enabled = () => show("minikube addons list | grep enabled | cut -d '|' -f 2").replace(/ +/g, '');
    expect(enabled()).toBe('default-storageclass\nstorage-provisioner\n');
    show('minikube addons enable metrics-server; minikube addons disable default-storageclass');
    expect(enabled()).toBe('metrics-server\nstorage-provisioner\n');
    expect(show('kubectl get storageclass')).toBe('No resources found\n');
  });

  it('can be asked for when the cluster is started', () => {
    const { show } = open();
    expect(
      show('minikube start --addons metrics-server | tail -n 3'),
    ).toBe(`  - Using image registry.k8s.io/metrics-server/metrics-server:v0.7.2
* Enabled addons: default-storageclass, metrics-server, storage-provisioner
* Done! kubectl is now configured to use "minikube" cluster and "default" namespace by default
`);
    expect(show('minikube start --addons istio | tail -n 1')).toBe(
      'X the add-on "istio" is not simulated here; nothing was done\n',
    );
  });

  it('that are unknown, not simulated or cannot be taken away are refused', () => {
    const { show } = open();
    expect(show('minikube addons enable nope')).toBe(
      'X Exiting due to MK_ADDON_ENABLE: enable failed: run callbacks: nope is not a valid addon\nexit 10\n',
    );
    expect(show('minikube addons disable nope')).toBe(
      'X Exiting due to MK_DISABLE: disable failed: run callbacks: nope is not a valid addon\nexit 10\n',
    );
    expect(show('minikube addons enable registry')).toBe(
      'X the add-on "registry" is not simulated here; nothing was done\nexit 1\n',
    );
    expect(show('minikube addons disable storage-provisioner')).toBe(
      'X the add-on "storage-provisioner" is a part of the cluster here and has no pod that could be taken away; nothing was done\nexit 1\n',
    );
    expect(show('minikube addons enable')).toBe(
      'X Exiting due to MK_USAGE: usage: minikube addons enable ADDON_NAME\nexit 14\n',
    );
  });
});
