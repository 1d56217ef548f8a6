import { alignTabs, tableTabs } from '../../text/tabWriter';
import { type ApiResource, groupVersionText, resourceText } from '../client/discovery';
import { CommandError, usageError } from '../errors';
import type { Verb } from '../verb';

export const apiResources: Verb = {
  name: 'api-resources',
  short: 'Print the types of objects that the server serves',
  examples: `
# All types
kubectl api-resources
# With their verbs
kubectl api-resources -o wide
# Those of a group
kubectl api-resources --api-group=apps
# Those that live in namespaces
kubectl api-resources --namespaced=true`,
  usage: '[flags]',
  flags: [
    { name: 'api-group', type: 'string', usage: 'Only the types of this group.' },
    { name: 'cached', type: 'bool', usage: 'Use what is known from before where it is.' },
    { name: 'categories', type: 'strings', usage: 'Only types of these categories.' },
    {
      name: 'namespaced',
      type: 'bool',
      default: true,
      usage: 'Only types that live in namespaces, or with =false only the others.',
    },
    { name: 'no-headers', type: 'bool', usage: 'Leave the headings out.' },
    { name: 'output', shorthand: 'o', type: 'string', usage: 'wide or name.', complete: ['wide', 'name'] },
    { name: 'sort-by', type: 'string', usage: 'name or kind.', complete: ['name', 'kind'] },
    { name: 'verbs', type: 'strings', usage: 'Only types that know all these verbs.' },
  ],
  *run({ access, args, command, flags, print }) {
    if (args.length > 0) throw usageError(command, `unexpected arguments: [${args.join(' ')}]`);
    const output = flags.string('output');
    if (!['', 'wide', 'name'].includes(output)) throw new CommandError(`--output ${output} is not available`);
    const sortBy = flags.string('sort-by');
    if (!['', 'name', 'kind'].includes(sortBy)) throw new CommandError('--sort-by accepts only name or kind');
    const { resources } = yield* access.discovery();
    // Of several versions the server's preferred one is shown.
    const preferred = resources.filter(
      (one, at) => resources.findIndex(({ group, plural }) => group === one.group && plural === one.plural) === at,
    );
    const chosen = preferred.filter(
      (one) =>
        one.verbs.length > 0 &&
        (!flags.changed('api-group') || one.group === flags.string('api-group')) &&
        (!flags.changed('namespaced') || one.namespaced === flags.bool('namespaced')) &&
        flags.strings('verbs').every((verb) => one.verbs.includes(verb)) &&
        flags.strings('categories').every((category) => one.categories.includes(category)),
    );
    const sorted = [...chosen].sort((a, b) => compare(a, b, sortBy));
    if (output === 'name') {
      print(sorted.map((one) => `${resourceText(one)}\n`).join(''));
      return 0;
    }
    const wide = output === 'wide';
    const head = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])];
    const lines = sorted.map((one) => [
      one.plural,
      one.shortNames.join(','),
      groupVersionText(one),
      String(one.namespaced),
      one.kind,
      ...(wide ? [[...one.verbs].sort().join(','), one.categories.join(',')] : []),
    ]);
    const rows = flags.bool('no-headers') ? lines : [head, ...lines];
    print(alignTabs(rows.map((row) => `${row.join('\t')}\n`).join(''), tableTabs));
    return 0;
  },
};

/** By group and then name; the core group first. */
function compare(a: ApiResource, b: ApiResource, sortBy: string): number {
  const pair: readonly [string, string] =
    sortBy === 'name'
      ? [a.plural, b.plural]
      : sortBy === 'kind'
        ? [a.kind, b.kind]
        : a.group === b.group
          ? [a.plural, b.plural]
          : [a.group, b.group];
  return pair[0] < pair[1] ? -1 : pair[0] > pair[1] ? 1 : 0;
}
