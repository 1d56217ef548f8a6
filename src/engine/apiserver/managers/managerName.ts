/** Under which name a request's fields are owned: what it says itself, or the program that sends it. */
import type { Call } from '../call';

/** How components call themselves (`User-Agent`), by who they are in the trace. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'api-server': 'kube-apiserver',
  'controller-manager': 'kube-controller-manager',
  scheduler: 'kube-scheduler',
  cloud: 'cloud-controller-manager',
};

export function managerName(call: Call): string {
  const given = call.query['fieldManager'] ?? '';
  if (given !== '') return given;
  const agent = call.request.headers?.['user-agent'];
  if (agent !== undefined && agent !== '') return agent.split('/')[0]?.slice(0, 128) ?? '';
  // `kubelet/worker-1` is that node's kubelet.
  const program = call.caller.actor.split('/')[0] ?? '';
  return PROGRAMS[program] ?? program;
}
