/** Commands of the laptop alone. A new one is one file and one line here. */
import type { Command, ShellServices } from './command';
import { notSimulated } from './commands/notSimulated';
import { editors } from './editors';
import { createKubectl } from './kubectl/kubectl';

export function laptopCommands(services: ShellServices): readonly Command[] {
  return [
    createKubectl(services),
    ...editors(services),
    notSimulated('docker'),
    notSimulated('minikube'),
    notSimulated('helm'),
  ];
}
