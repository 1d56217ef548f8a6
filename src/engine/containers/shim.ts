/** containerd-shim: one process on the machine for each container (or pod), which the container's processes are children of. */
import type { Machine } from '../machine';
import type { Process, Program } from '../processes/process';

/** Takes in what ends below it, and is there until it is ended. */
const shimProgram: Program = function* (process) {
  process.reapsAll = true;
  for (;;) yield () => () => {};
};

/** Starts the shim of a container (`moby`) or of a pod (`k8s.io`). */
export function startShim(machine: Machine, namespace: 'moby' | 'k8s.io', id: string): Process {
  const parent = machine.kernel.find(1);
  return machine.kernel.spawn({
    argv: [
      '/usr/bin/containerd-shim-runc-v2',
      '-namespace',
      namespace,
      '-id',
      id,
      '-address',
      '/run/containerd/containerd.sock',
    ],
    program: shimProgram,
    files: machine.files,
    network: machine.network,
    user: 'root',
    init: true,
    cgroup: machine.kernel.rootCgroup.descendant('system.slice/containerd.service'),
    ...(parent === undefined ? {} : { parent }),
  });
}

/** Ends it: what it was there for is over. */
export function endShim(machine: Machine, shim: Process): void {
  const pid = machine.kernel.pidOf(shim);
  if (pid !== undefined) machine.kernel.signal(pid, 'SIGKILL');
}
