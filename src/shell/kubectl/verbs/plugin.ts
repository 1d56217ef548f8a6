/** kubectl plugin: the executables that add commands to kubectl. */
import { allPlugins } from '../client/plugins';
import { CommandError } from '../errors';
import type { Verb } from '../verb';

/** `overwrites` tells which names kubectl has itself. */
export function pluginVerb(overwrites: (name: string) => string | undefined): Verb {
  return {
    name: 'plugin',
    short: 'Provides utilities for interacting with plugins',
    long: 'Plugins are executables in PATH whose names begin with kubectl-: "kubectl foo" runs kubectl-foo.',
    usage: '[flags]',
    flags: [],
    verbs: [listVerb(overwrites)],
    helpTo: 'stdout',
  };
}

function listVerb(overwrites: (name: string) => string | undefined): Verb {
  return {
    name: 'list',
    short: "List all visible plugin executables on a user's PATH",
    long: 'List the plugins that PATH has, and what is wrong with them.',
    usage: '[flags]',
    flags: [{ name: 'name-only', type: 'bool', usage: 'Print names, not paths.' }],
    *run({ flags, process, print, printError, args, command }) {
      if (args.length > 0) {
        throw new CommandError(`unknown command ${JSON.stringify(args[0])} for ${JSON.stringify(command)}`);
      }
      const plugins = allPlugins(process);
      if (plugins.length === 0) throw new CommandError('unable to find any kubectl plugins in your PATH');
      print('The following compatible plugins are available:\n\n');
      const seen = new Map<string, string>();
      let warnings = 0;
      const warn = (text: string): void => {
        warnings++;
        printError(`  - warning: ${text}\n`);
      };
      for (const { name, path, executable } of plugins) {
        print(`${flags.bool('name-only') ? name : path}\n`);
        const own = overwrites(name);
        if (own !== undefined) warn(`${name} overwrites existing command: ${JSON.stringify(own)}`);
        if (!executable) warn(`${path} identified as a kubectl plugin, but it is not executable`);
        const before = seen.get(name);
        if (before === undefined) seen.set(name, path);
        else warn(`${path} is overshadowed by a similarly named plugin: ${before}`);
      }
      if (warnings > 0)
        throw new CommandError(
          `${warnings === 1 ? 'one plugin warning was' : `${warnings} plugin warnings were`} found`,
        );
      return 0;
    },
  };
}
