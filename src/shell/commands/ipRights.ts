/** Who may change a network namespace, and how `ip` says what it can't do. */
import type { WiringProblem } from '../../engine/network/wiring';
import type { Tool } from '../tool/tool';

/** Writes a message without the tool's name before it. */
export function say(tool: Tool, message: string, status: number): number {
  tool.process.stderr.write(`${tool.busybox && message.startsWith('RTNETLINK') ? 'ip: ' : ''}${message}\n`);
  return status;
}

/** Whoever may do things in a network namespace: root of the user namespace it was made in, which is the process's own. */
function networkOwner(tool: Tool) {
  const { kernel, namespaces } = tool.process;
  const shared = kernel.root.processes.some(
    (one) => one.namespaces.network === namespaces.network && one.namespaces.user !== namespaces.user,
  );
  return shared ? kernel.root.user : namespaces.user;
}

export function mayChange(tool: Tool): boolean {
  return tool.process.capable('NET_ADMIN', networkOwner(tool));
}

/** The words and the status for what the kernel, or this simulation, refuses. */
export function refuse(tool: Tool, problem: WiringProblem, name: string): number {
  switch (problem) {
    case 'no such device':
      return say(tool, `Cannot find device "${name}"`, 1);
    case 'exists':
      return say(tool, 'RTNETLINK answers: File exists', 2);
    case 'no such address':
      return say(tool, 'Error: ipv4: Address not found.', 2);
    case 'not a bridge':
      return say(tool, 'RTNETLINK answers: Operation not supported', 2);
    case 'up':
      return say(tool, 'RTNETLINK answers: Device or resource busy', 2);
    case 'one address':
      return say(tool, 'ip: more than one address of an interface is not simulated here', 1);
    default:
      return say(tool, "ip: only links that were made with `ip link add' can be changed so here", 1);
  }
}
