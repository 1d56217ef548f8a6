/** Commands of the laptop alone. A new one is one file and one line here. */
import { createCloud } from './cloud/cloud';
import type { Command, ShellServices } from './command';
import { notSimulated } from './commands/notSimulated';
import { createDocker } from './docker/docker';
import { editors } from './editors';
import { createK9s } from './k9s/k9s';
import { createKubectl } from './kubectl/kubectl';
import { createMinikube } from './minikube/minikube';
import { createSsh } from './ssh';

export function laptopCommands(services: ShellServices): readonly Command[] {
  return [
    createKubectl(services),
    ...editors(services),
    createDocker(services),
    createMinikube(services),
    createSsh(services),
    createK9s(services),
    createCloud(services),
    notSimulated('helm'),
  ];
}
