/** minikube options and completion. */
import { notSimulated } from '../failure';
import { flagList } from '../help';
import { globalFlags, type MinikubeCommand } from '../minikubeCommand';

export const options: MinikubeCommand = {
  name: 'options',
  group: 'Other',
  short: 'List the options that every command takes',
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run({ out }) {
    out.plain(`The following options can be passed to any command:\n\n${flagList(globalFlags)}`);
    return 0;
  },
};

export const completion: MinikubeCommand = {
  name: 'completion',
  group: 'Other',
  usage: 'SHELL',
  short: 'A script for Tab; here Tab works without it',
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run({ args, out }) {
    if (args[0] !== 'bash') throw notSimulated(`completion for ${args[0] ?? 'no shell'}`);
    out.plain('# Tab completes minikube here without a script.\n');
    return 0;
  },
};
