import type { Command } from '../command';

/** `journalctl` of a node: its parts write no journal here, and saying so is better than an empty one. */
export const journalctl: Command = {
  name: 'journalctl',
  summary: "the journal of a machine's services",
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(process) {
    process.stderr.write(
      'journalctl: the journal of the machine is not simulated here; "kubectl get events" and "kubectl describe" tell what the kubelet did\n',
    );
    return 1;
  },
};
