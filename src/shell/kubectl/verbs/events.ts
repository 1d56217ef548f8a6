/** kubectl events: what happened in a namespace, or to one object, oldest first. */
import type { Event } from 'kubernetes-types/core/v1';
import { parseTime } from '../../../base/time';
import { TabWriter, tableTabs } from '../../text/tabWriter';
import { findResource } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { eventInterval } from '../describe/events';
import { CommandError } from '../errors';
import { objectPrinter } from '../output/printer';
import { allNamespacesFlag, printFlags } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

export const events: Verb = {
  name: 'events',
  short: 'List events',
  long: 'List the events of the namespace, oldest first.',
  examples: `
# Of this namespace
kubectl events
# Of one object
kubectl events --for pod/web
# Warnings only, and every new one
kubectl events --types=Warning --watch`,
  usage:
    '[(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]',
  flags: [
    allNamespacesFlag,
    ...printFlags,
    { name: 'chunk-size', type: 'int', default: 500, usage: 'How many objects to ask for at a time.' },
    { name: 'for', type: 'string', usage: 'Only events of this object: TYPE/NAME.' },
    { name: 'no-headers', type: 'bool', usage: 'Leave the headings out.' },
    { name: 'types', type: 'strings', usage: 'Only events of these types: Normal, Warning.' },
    { name: 'watch', shorthand: 'w', type: 'bool', usage: 'Go on and show every new event.' },
  ],
  *run(invocation) {
    const { access, flags, print, printError } = invocation;
    if (flags.strings('types').some((type) => !['normal', 'warning'].includes(type.toLowerCase()))) {
      throw new CommandError('valid --types are Normal or Warning');
    }
    const all = flags.bool('all-namespaces');
    const path = all ? '/api/v1/events' : `/api/v1/namespaces/${access.namespace}/events`;
    const object = yield* objectFields(invocation);
    const query: Record<string, string> = object === '' ? {} : { fieldSelector: object };
    const list = yield* access.call<{ metadata?: { resourceVersion?: string }; items: readonly Event[] }>({
      method: 'GET',
      path,
      query,
    });
    const found = list.items.filter((event) => isWanted(invocation, event)).sort((a, b) => moment(a) - moment(b));
    const show = shower(invocation);
    if (found.length > 0) print(show(found));
    else if (!flags.bool('watch')) {
      printError(all ? 'No events found.\n' : `No events found in ${access.namespace} namespace.\n`);
    }
    if (!flags.bool('watch')) return 0;
    const resourceVersion = list.metadata?.resourceVersion ?? '';
    const watch = yield* access.watch({ method: 'GET', path, query: { ...query, resourceVersion } });
    try {
      for (;;) {
        const change = yield* watch.next();
        if (change === undefined) return 0;
        const event = change.object as Event;
        if (change.type !== 'ADDED' && change.type !== 'MODIFIED') continue;
        if (isWanted(invocation, event)) print(show([event]));
      }
    } finally {
      watch.stop();
    }
  },
};

/** --for as a field selector; '' without it. */
function* objectFields({ access, flags }: Invocation) {
  const word = flags.string('for');
  if (word === '') return '';
  const [type = '', name = '', ...more] = word.split('/');
  if (name === '' || more.length > 0) throw new CommandError('--for must be in resource/name form');
  const resource = findResource(yield* access.discovery(), type);
  return `involvedObject.kind=${resource.kind},involvedObject.name=${name}`;
}

function isWanted({ flags }: Invocation, event: Event): boolean {
  const types = flags.strings('types').map((type) => type.toLowerCase());
  return types.length === 0 || types.includes((event.type ?? '').toLowerCase());
}

function moment(event: Event): number {
  return parseTime(event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? undefined) ?? 0;
}

function shower(invocation: Invocation): (list: readonly Event[]) => string {
  const { flags, process } = invocation;
  const printer = objectPrinter(invocation);
  if (printer !== undefined) {
    return (list) =>
      printer({
        apiVersion: 'v1',
        kind: 'List',
        metadata: { resourceVersion: '' },
        items: list,
      } as unknown as PlainObject);
  }
  const all = flags.bool('all-namespaces');
  const writer = new TabWriter(tableTabs);
  const names = [...(all ? ['NAMESPACE'] : []), 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'];
  if (!flags.bool('no-headers')) writer.write(`${names.join('\t')}\n`);
  return (list) => {
    for (const event of list) {
      const { kind, name } = event.involvedObject;
      const cells = [eventInterval(event, process.clock.now), event.type, event.reason, `${kind}/${name}`];
      const message = (event.message ?? '').trim();
      writer.write(`${[...(all ? [event.metadata.namespace] : []), ...cells, message].join('\t')}\n`);
    }
    return writer.flush();
  };
}
