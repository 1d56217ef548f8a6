/** The verbs of `kubectl config` that show, choose, rename and delete contexts, clusters and users. */

import { alignTabs, tableTabs } from '../../text/tabWriter';
import { editConfig } from '../client/configFileEdit';
import type { KubeConfig } from '../client/kubeconfig';
import { CommandError, gathered, usageError } from '../errors';
import { verbHelp } from '../help';
import type { Invocation, Verb } from '../verb';

export const getContexts: Verb = {
  name: 'get-contexts',
  short: 'Describe one or many contexts',
  examples: '# All contexts\nkubectl config get-contexts\n# One of them\nkubectl config get-contexts my-context',
  usage: '[(-o|--output=)name)]',
  flags: [
    { name: 'no-headers', type: 'bool', usage: 'Leave the headings out.' },
    { name: 'output', shorthand: 'o', type: 'string', usage: 'name prints only the names.', complete: ['name'] },
  ],
  complete: 'contexts',
  *run(invocation) {
    const { flags, args, print } = invocation;
    const output = flags.string('output');
    if (output !== '' && output !== 'name') {
      throw new CommandError(
        `--output ${output} is not available in kubectl config get-contexts; resetting to default output format`,
      );
    }
    const { config } = editConfig(invocation);
    const names = args.length > 0 ? args : [...config.contexts.keys()];
    const missing = names.filter((name) => !config.contexts.has(name));
    const lines =
      output === 'name' || flags.bool('no-headers') ? [] : ['CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n'];
    for (const name of [...names].sort()) {
      const context = config.contexts.get(name);
      if (context === undefined) continue;
      const mark = name === config.currentContext ? '*' : '';
      const cells = ['cluster', 'user', 'namespace'].map((field) => String(context[field] ?? ''));
      lines.push(output === 'name' ? `${name}\n` : `${[mark, name, ...cells].join('\t')}\n`);
    }
    print(alignTabs(lines.join(''), tableTabs));
    const error = gathered(missing.map((name) => new CommandError(`context ${name} not found`)));
    if (error !== undefined) throw error;
    return 0;
  },
};

export const currentContext: Verb = {
  name: 'current-context',
  short: 'Print the current context',
  examples: '# Which cluster am I talking to?\nkubectl config current-context',
  usage: '[flags]',
  flags: [],
  // biome-ignore lint/correctness/useYield: nothing to wait for
  *run(invocation) {
    const { config } = editConfig(invocation);
    if (config.currentContext === '') throw new CommandError('current-context is not set');
    invocation.print(`${config.currentContext}\n`);
    return 0;
  },
};

export const useContext: Verb = {
  name: 'use-context',
  aliases: ['use'],
  short: 'Set the current-context in a kubeconfig file',
  long: 'Set the current-context in a kubeconfig file.',
  examples: '# Use the context for the minikube cluster\nkubectl config use-context minikube',
  usage: 'CONTEXT_NAME',
  flags: [],
  complete: 'contexts',
  // biome-ignore lint/correctness/useYield: nothing to wait for
  *run(invocation) {
    const [name] = exactly(invocation, 1);
    if (name === '') throw new CommandError('empty context names are not allowed');
    const { config, save } = editConfig(invocation);
    if (!config.contexts.has(name ?? '')) {
      throw new CommandError(`no context exists with the name: ${JSON.stringify(name)}`);
    }
    save({ currentContext: name ?? '' });
    invocation.print(`Switched to context ${JSON.stringify(name)}.\n`);
    return 0;
  },
};

export const renameContext: Verb = {
  name: 'rename-context',
  short: 'Rename a context of a kubeconfig file',
  examples: '# old becomes new\nkubectl config rename-context old new',
  usage: 'CONTEXT_NAME NEW_NAME',
  flags: [],
  complete: 'contexts',
  *run(invocation) {
    const [from = '', to = ''] = exactly(invocation, 2);
    if (to === '') throw new CommandError('You must specify a new non-empty context name');
    const { config, path, save } = editConfig(invocation);
    const context = config.contexts.get(from);
    if (context === undefined) {
      throw new CommandError(`cannot rename the context ${JSON.stringify(from)}, it's not in ${path}`);
    }
    if (config.contexts.has(to)) {
      const exists = `the context ${JSON.stringify(to)} already exists in ${path}`;
      throw new CommandError(`cannot rename the context ${JSON.stringify(from)}, ${exists}`);
    }
    const contexts = new Map([...config.contexts].filter(([name]) => name !== from));
    contexts.set(to, context);
    save({ contexts, currentContext: config.currentContext === from ? to : config.currentContext });
    invocation.print(`Context ${JSON.stringify(from)} renamed to ${JSON.stringify(to)}.\n`);
    return 0;
  },
};

export const getClusters: Verb = lister('get-clusters', 'clusters');
export const getUsers: Verb = lister('get-users', 'users');

function lister(name: string, part: 'clusters' | 'users'): Verb {
  return {
    name,
    short: `Show the ${part} of the kubeconfig`,
    usage: '[flags]',
    flags: [],
    *run(invocation) {
      const names = [...editConfig(invocation).config[part].keys()].sort();
      invocation.print(['NAME', ...names].map((line) => `${line}\n`).join(''));
      return 0;
    },
  };
}

export const deleteContext: Verb = deleter('delete-context', 'context', 'contexts');
export const deleteCluster: Verb = deleter('delete-cluster', 'cluster', 'clusters');
export const deleteUser: Verb = deleter('delete-user', 'user', 'users');

function deleter(name: string, what: string, part: 'contexts' | 'clusters' | 'users'): Verb {
  return {
    name,
    short: `Delete a ${what} from the kubeconfig`,
    examples: `# Forget one\nkubectl config ${name} old`,
    usage: 'NAME',
    flags: [],
    complete: part,
    *run(invocation) {
      if (part === 'users' && invocation.args.length !== 1) {
        throw usageError(invocation.command, 'user to delete is required');
      }
      if (invocation.args.length !== 1) {
        invocation.print(verbHelp(invocation.verb, invocation.command, invocation.process.tty?.columns));
        return 0;
      }
      const [entry = ''] = invocation.args;
      const { config, path, save } = editConfig(invocation);
      const map: KubeConfig['contexts'] = config[part];
      if (!map.has(entry)) throw new CommandError(`cannot delete ${what} ${entry}, not in ${path}`);
      if (part === 'contexts' && config.currentContext === entry) {
        invocation.printError(
          'warning: this removed your active context, use "kubectl config use-context" to select a different one\n',
        );
      }
      save({ [part]: new Map([...map].filter(([key]) => key !== entry)) });
      invocation.print(`deleted ${what} ${entry} from ${path}\n`);
      return 0;
    },
  };
}

/** The arguments, if there are as many as needed; else help and an error. */
function exactly(invocation: Invocation, count: number): readonly string[] {
  const { args, verb, command, process } = invocation;
  if (args.length === count) return args;
  invocation.print(verbHelp(verb, command, process.tty?.columns));
  throw new CommandError(`Unexpected args: [${args.join(' ')}]`);
}
