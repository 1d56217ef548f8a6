/** kubectl alpha: commands that are not finished. This version has none. */
import type { Verb } from '../verb';

export const alpha: Verb = {
  name: 'alpha',
  short: 'Commands for features in alpha',
  usage: '',
  hidden: true,
  flags: [],
  // biome-ignore lint/correctness/useYield: nobody is asked
  *run({ printError }) {
    printError('No alpha commands are available in this version of kubectl\n');
    return 0;
  },
};
