import { describe, expect, it } from 'vitest';
import type { Status } from '../../../kinds/status';
import { testApi } from '../../testing';

const CALLER = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' };

function namespace(labels: Record<string, string>) {
  const { api } = testApi();
  const ask = (path: string, body: object) => api.handle({ method: 'POST', path, body }, CALLER);
  const marked = Object.entries(labels).map(([mode, level]) => [`pod-security.kubernetes.io/${mode}`, level]);
  ask('/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'n', labels: Object.fromEntries(marked) },
  });
  ask('/api/v1/namespaces/n/serviceaccounts', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default' },
  });
  return (spec: object) => {
    const { body, warnings } = ask('/api/v1/namespaces/n/pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec,
    });
    return { message: (body as Status).message, warnings: warnings ?? [] };
  };
}

const plain = { containers: [{ name: 'c', image: 'nginx' }] };
const RESTRICTED =
  'allowPrivilegeEscalation != false (container "c" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "c" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")';

describe('pod security', () => {
  it('refuses what the level of the namespace forbids', () => {
    expect(namespace({ enforce: 'restricted' })(plain).message).toBe(
      `pods "p" is forbidden: violates PodSecurity "restricted:latest": ${RESTRICTED}`,
    );
    const host = { hostNetwork: true, hostPID: true, volumes: [{ name: 'v', hostPath: { path: '/' } }], ...plain };
    expect(namespace({ enforce: 'baseline' })(host).message).toBe(
      'pods "p" is forbidden: violates PodSecurity "baseline:latest": host namespaces (hostNetwork=true, hostPID=true), hostPath volumes (volume "v")',
    );
  });

  it('warns of what it only warns of', () => {
    const { message, warnings } = namespace({ enforce: 'baseline', warn: 'restricted' })(plain);
    expect(message).toBeUndefined();
    expect(warnings).toEqual([`would violate PodSecurity "restricted:latest": ${RESTRICTED}`]);
  });
});
