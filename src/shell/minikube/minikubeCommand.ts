/** One command of minikube as data: parsing, help and what it does. */
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { ClusterMachines, ShellServices } from '../command';
import type { Flag, FlagValues } from '../flags/flag';
import type { Printer } from './printer';

export interface MinikubeInvocation {
  /** `node add`. */
  readonly path: string;
  readonly args: readonly string[];
  /** How many arguments stood before `--`; -1 when there was none. */
  readonly argsBeforeDash: number;
  readonly flags: FlagValues;
  readonly process: Process;
  readonly out: Printer;
  readonly services: ShellServices;
  readonly machines: ClusterMachines;
  /** The name of the cluster that the command is about: -p, else the config's, else `minikube`. */
  readonly profile: string;
}

export interface MinikubeCommand {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** The heading that it stands under in minikube's own help. */
  readonly group?:
    | 'Basic'
    | 'Images'
    | 'Configuration and Management'
    | 'Networking and Connectivity'
    | 'Advanced'
    | 'Troubleshooting'
    | 'Other';
  readonly short: string;
  readonly usage?: string;
  readonly flags?: readonly Flag[];
  readonly commands?: readonly MinikubeCommand[];
  /** The first argument ends its flags: another command line follows. */
  readonly inOrder?: boolean;
  readonly run?: (invocation: MinikubeInvocation) => Routine<number>;
}

export const globalFlags: readonly Flag[] = [
  {
    name: 'profile',
    shorthand: 'p',
    type: 'string',
    default: '',
    defaultText: 'minikube',
    usage: 'The cluster that is meant',
  },
  { name: 'alsologtostderr', type: 'bool', usage: 'Log to standard error as well as to files' },
  { name: 'logtostderr', type: 'bool', usage: 'Log to standard error in place of files' },
  { name: 'bootstrapper', shorthand: 'b', type: 'string', default: 'kubeadm', usage: 'What sets the cluster up' },
  { name: 'rootless', type: 'bool', usage: 'Use a driver without root', notSimulated: true },
  { name: 'skip-audit', type: 'bool', usage: 'Do not record this command' },
  { name: 'user', type: 'string', usage: 'Who runs it, for the record' },
  { name: 'v', shorthand: 'v', type: 'int', usage: 'How much is logged' },
];
