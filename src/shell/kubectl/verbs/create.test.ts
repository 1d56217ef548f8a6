import { describe, expect, it } from 'vitest';
import { kubectlTest } from '../testing';

const MADE = { exit: 0, stderr: '' };
const refused = (stderr: string) => ({ exit: 1, stdout: '', stderr: `${stderr}\n` });

describe('kubectl create', () => {
  it('says what it failed to create as each of its generators does', () => {
    const { run } = kubectlTest();
    const twice = (line: string) => {
      expect(run(`kubectl create ${line}`)).toMatchObject(MADE);
      return run(`kubectl create ${line}`);
    };
    expect(twice('secret generic s --from-literal=a=b')).toEqual(
      refused('error: failed to create secret secrets "s" already exists'),
    );
    expect(twice('secret docker-registry r --docker-username=u --docker-password=p')).toEqual(
      refused('error: failed to create secret secrets "r" already exists'),
    );
    expect(twice('cm c --from-literal=a=b')).toEqual(
      refused('error: failed to create configmap: configmaps "c" already exists'),
    );
    expect(twice('service clusterip web --tcp=80')).toEqual(
      refused('error: failed to create ClusterIP service: services "web" already exists'),
    );
    expect(twice('ns dev')).toEqual(refused('Error from server (AlreadyExists): namespaces "dev" already exists'));
  });

  it('names the containers of a deployment after their images, and gives the first one the port', () => {
    const { run } = kubectlTest();
    const made = run('kubectl create deployment web --image=reg.io/Team/My_App.x:v1 --image=b --port=80');
    expect(made.stderr).toMatch(
      /containers\[0\]\.name: Invalid value: "My-App-x-[b-z2-9]{5}": a lowercase RFC 1123 label/,
    );
    const columns = '-o jsonpath={range.spec.template.spec.containers[*]}{.name},{.ports[*].containerPort};{end}';
    expect(run(`kubectl create deployment web --image=a/b:1 --image=c --port=80 --dry-run=client ${columns}`)).toEqual({
      ...MADE,
      stdout: 'b,80;c,;',
    });
  });

  it('leaves to the server what only the server knows to be wrong', () => {
    const { run } = kubectlTest();
    expect(run('kubectl create deployment web --image=nginx --replicas=-1')).toEqual(
      refused(
        'error: failed to create deployment: Deployment.apps "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      ),
    );
    expect(run('kubectl create secret docker-registry r --from-file=.kube/config')).toEqual(
      refused(
        'error: failed to create secret Secret "r" is invalid: data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": invalid character \'a\' looking for beginning of value',
      ),
    );
  });

  it('refuses what it knows to be wrong itself', () => {
    const { run, files } = kubectlTest();
    files.write('/home/learner/k.env', 'k: v\n');
    expect(run('kubectl create cm c --from-env-file=k.env')).toEqual(
      refused(
        `error: "k: v" is not a valid key name: a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')`,
      ),
    );
    expect(run('kubectl create service externalname x --external-name=a_b')).toEqual(
      refused('error: invalid service external name a_b'),
    );
    expect(run('kubectl create priorityclass x --value=9999999999')).toEqual(
      refused(
        `error: invalid argument "9999999999" for "--value" flag: strconv.ParseInt: parsing "9999999999": value out of range\nSee 'kubectl create priorityclass --help' for usage.`,
      ),
    );
  });
});
