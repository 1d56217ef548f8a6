/** kubectl completion: what a shell has to read so that Tab knows kubectl. */
import { CommandError, usageError } from '../errors';
import type { Verb } from '../verb';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'];

/** The shell here asks kubectl by itself; a name of one's own takes the same function. */
const BASH = `# bash completion for kubectl
#
# This shell knows kubectl's words already. For a name of your own:
#   alias k=kubectl
#   complete -o default -F __start_kubectl k
complete -o default -F __start_kubectl kubectl
`;

export const completion: Verb = {
  name: 'completion',
  short: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
  long: 'Print the code that lets Tab complete kubectl in a shell. The shell here is bash; for others there is none.',
  examples: `
# In this shell
source <(kubectl completion bash)`,
  usage: 'SHELL',
  flags: [],
  complete: SHELLS,
  // biome-ignore lint/correctness/useYield: nobody is asked
  *run({ args, command, print }) {
    if (args.length === 0) throw usageError(command, 'Shell not specified.');
    if (args.length > 1) throw usageError(command, 'Too many arguments. Expected only the shell type.');
    const [shell = ''] = args;
    if (!SHELLS.includes(shell)) throw usageError(command, `Unsupported shell type ${JSON.stringify(shell)}.`);
    if (shell !== 'bash') throw new CommandError(`completion for ${shell} is not simulated: the shell here is bash`);
    print(BASH);
    return 0;
  },
};
