/** Commands of the laptop alone. A new one is one file and one line here, or in `late/` where not every page needs it. */
import type { Command, ShellServices } from './command';
import { notSimulated } from './commands/notSimulated';
import { editors } from './editors';
import { lateTools } from './late/lateTools';

export function laptopCommands(services: ShellServices): readonly Command[] {
  return [
    lateTools.command('kubectl', 'drive a Kubernetes cluster', services),
    ...editors(services),
    lateTools.command('docker', 'drive Docker: images, containers, networks, volumes', services),
    lateTools.command('minikube', 'a local Kubernetes cluster, and what belongs to it', services),
    lateTools.command('ssh', "a shell on one of the cluster's machines", services),
    lateTools.command('k9s', 'look at a cluster on the whole screen', services),
    lateTools.command('cloud', "the cloud's machines: list, add, remove, start, stop", services),
    notSimulated('helm'),
  ];
}
