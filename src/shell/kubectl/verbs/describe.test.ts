import { describe, expect, it } from 'vitest';
import { kubectlTest } from '../testing';

describe('kubectl describe', () => {
  it('aligns titles, shows data, and says that there are no events', () => {
    const test = kubectlTest();
    test.run('kubectl create configmap settings --from-literal=color=blue');
    expect(test.run('kubectl describe cm set').stdout).toBe(
      'Name:         settings\nNamespace:    default\nLabels:       <none>\nAnnotations:  <none>\n\nData\n====\ncolor:\n----\nblue\n\n\nBinaryData\n====\n\nEvents:  <none>\n\n',
    );
  });

  it('counts the bytes of secrets and never shows them', () => {
    const test = kubectlTest();
    test.run('kubectl create secret generic creds --from-literal=user=admin --from-literal=korean=비밀');
    expect(test.run('kubectl describe secret creds').stdout).toBe(
      'Name:         creds\nNamespace:    default\nLabels:       <none>\nAnnotations:  <none>\n\nType:  Opaque\n\nData\n====\nkorean:  6 bytes\nuser:    5 bytes\n',
    );
  });

  it('gives the resources that variables take in whole divisors', () => {
    const test = kubectlTest();
    const from = (name: string, resource: string, divisor?: string) => ({
      name,
      valueFrom: { resourceFieldRef: { resource, ...(divisor === undefined ? {} : { divisor }) } },
    });
    const env = [
      from('A', 'limits.cpu'),
      from('B', 'limits.cpu', '1m'),
      from('C', 'requests.memory'),
      from('D', 'limits.memory'),
    ];
    const resources = { limits: { cpu: '200m' }, requests: { memory: '64Mi' } };
    const spec = { containers: [{ name: 'c', image: 'nginx', env, resources }] };
    test.files.write(
      '/home/learner/p.json',
      JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec }),
    );
    test.run('kubectl apply -f p.json');
    expect(test.run('kubectl describe pod p').stdout).toContain(
      [
        '    Environment:',
        '      A:  1 (limits.cpu)',
        '      B:  200 (limits.cpu)',
        '      C:  67108864 (requests.memory)',
        '      D:  node allocatable (limits.memory)',
        '',
      ].join('\n'),
    );
  });

  it('describes a Service with its ports and endpoints', () => {
    const test = kubectlTest();
    test.run('kubectl create service nodeport web --tcp=80:8080 --node-port=30090');
    const { stdout } = test.run('kubectl describe svc web');
    expect(stdout.replace(/10\.\d+\.\d+\.\d+/g, 'IP')).toBe(
      [
        'Name:                     web',
        'Namespace:                default',
        'Labels:                   app=web',
        'Annotations:              <none>',
        'Selector:                 app=web',
        'Type:                     NodePort',
        'IP Family Policy:         SingleStack',
        'IP Families:              IPv4',
        'IP:                       IP',
        'IPs:                      IP',
        'Port:                     80-8080  80/TCP',
        'TargetPort:               8080/TCP',
        'NodePort:                 80-8080  30090/TCP',
        'Endpoints:                <none>',
        'Session Affinity:         None',
        'External Traffic Policy:  Cluster',
        'Internal Traffic Policy:  Cluster',
        'Events:                   <none>',
        '',
      ].join('\n'),
    );
  });

  it('tells of missing objects and types', () => {
    const { run } = kubectlTest();
    expect(run('kubectl describe pod nosuch').stderr).toBe('Error from server (NotFound): pods "nosuch" not found\n');
    expect(run('kubectl describe podd x').stderr).toBe('error: the server doesn\'t have a resource type "podd"\n');
    expect(run('kubectl describe pods').stderr).toBe('No resources found in default namespace.\n');
  });

  it('asks for lists in portions, also for those of what belongs to the object', () => {
    const test = kubectlTest();
    for (const name of ['a', 'b', 'c']) test.run(`kubectl create quota ${name} --hard=pods=1`);
    const asked = (line: string) =>
      [...test.run(line).stderr.matchAll(/GET \S+:6443(\S+)/g)].map(([, path]) =>
        path?.replace(/continue=[^&]+/, 'continue=TOKEN'),
      );
    expect(asked('kubectl describe quota -v=6')).toEqual(['/api/v1/namespaces/default/resourcequotas?limit=500']);
    expect(asked('kubectl describe ns default --chunk-size=2 -v=6')).toEqual([
      '/api/v1/namespaces/default',
      '/api/v1/namespaces/default/resourcequotas?limit=2',
      '/api/v1/namespaces/default/resourcequotas?continue=TOKEN&limit=2',
      '/api/v1/namespaces/default/limitranges?limit=2',
    ]);
    expect(test.run('kubectl describe ns default --chunk-size=2').stdout.match(/ Name: +\w/g)).toHaveLength(3);
  });
});
