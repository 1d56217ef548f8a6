/** What a container's and its pod's security context ask of the runtime. */
import type { Container } from 'kubernetes-types/core/v1';
import { fail, ok, type Result } from '../../base/result';
import type { Pod } from '../../kinds/pod';
import type { ContainerOptions } from '../containers/runtime';
import { capabilitiesWith } from '../processes/capabilities';
import { podTitle } from './podNaming';

type Security = Pick<ContainerOptions, 'user' | 'capabilities' | 'privileged' | 'readOnlyRoot'>;

/** `imageUser` is whom the image would run as. The error is kubelet's, for containers that must not run as root. */
export function containerSecurity(pod: Pod, container: Container, imageUser: string): Result<Security, string> {
  const own = container.securityContext ?? {};
  const all = pod.spec.securityContext ?? {};
  const uid = own.runAsUser ?? all.runAsUser;
  const gid = own.runAsGroup ?? all.runAsGroup;
  if ((own.runAsNonRoot ?? all.runAsNonRoot) === true) {
    const problem = rootProblem(uid, imageUser);
    const title = JSON.stringify(podTitle(pod));
    if (problem !== undefined) return fail(`${problem} (pod: ${title}, container: ${container.name})`);
  }
  const user = uid === undefined ? imageUser.split(':')[0] || '0' : String(uid);
  const { add = [], drop = [] } = own.capabilities ?? {};
  return ok({
    ...(uid === undefined && gid === undefined ? {} : { user: gid === undefined ? user : `${user}:${gid}` }),
    ...(add.length + drop.length === 0 ? {} : { capabilities: capabilitiesWith(add, drop) }),
    ...(own.privileged === true ? { privileged: true } : {}),
    ...(own.readOnlyRootFilesystem === true ? { readOnlyRoot: true } : {}),
  });
}

function rootProblem(uid: number | undefined, imageUser: string): string | undefined {
  if (uid !== undefined) return uid === 0 ? "container's runAsUser breaks non-root policy" : undefined;
  const user = imageUser.split(':')[0] ?? '';
  if (user === '' || user === '0') return 'container has runAsNonRoot and image will run as root';
  if (/^[0-9]+$/.test(user)) return undefined;
  return `container has runAsNonRoot and image has non-numeric user (${user}), cannot verify user is non-root`;
}
