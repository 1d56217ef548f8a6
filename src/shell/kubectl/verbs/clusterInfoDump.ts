/** kubectl cluster-info dump: much of what a cluster holds, and the logs of its pods. */
import { describeFileError, normalise } from '../../../engine/files/fileSystem';
import type { Routine } from '../../../engine/processes/routine';
import type { Pod } from '../../../kinds/pod';
import { writeStructJson } from '../../text/goJson';
import { findResource, resourcePath } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { CommandError } from '../errors';
import { objectPrinter } from '../output/printer';
import { printFlags } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

const DUMPED: readonly (readonly [string, string])[] = [
  ['events', 'events'],
  ['replicationcontrollers', 'replication-controllers'],
  ['services', 'services'],
  ['daemonsets', 'daemonsets'],
  ['deployments', 'deployments'],
  ['replicasets', 'replicasets'],
  ['pods', 'pods'],
];

interface DumpedList {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: unknown;
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

export const clusterInfoDump: Verb = {
  name: 'dump',
  short: 'Dump relevant information for debugging and diagnosis',
  long: `Print the nodes, and the events, workloads, services and pods of kube-system and the current namespace with the logs
of the pods. With --output-directory everything goes into files.`,
  usage: '[flags]',
  flags: [
    { name: 'all-namespaces', shorthand: 'A', type: 'bool', usage: 'Print all namespaces.' },
    ...printFlags.map((flag) => (flag.name === 'output' ? { ...flag, default: 'json' } : flag)),
    { name: 'namespaces', type: 'strings', usage: 'Print these namespaces.', complete: 'namespace' },
    { name: 'output-directory', type: 'string', usage: 'The directory for the files; - or nothing: print.' },
    { name: 'pod-running-timeout', type: 'duration', default: '20s', usage: 'How long to wait for a pod to run.' },
  ],
  *run(invocation) {
    const { access, flags, print } = invocation;
    const discovery = yield* access.discovery();
    const out = outputOf(invocation);
    out('nodes', listText(invocation, yield* access.call<DumpedList>({ method: 'GET', path: '/api/v1/nodes' })));
    for (const namespace of yield* namespacesOf(invocation)) {
      let pods: readonly Pod[] = [];
      for (const [word, file] of DUMPED) {
        if (!discovery.resources.some((one) => one.plural === word)) continue;
        const path = resourcePath(findResource(discovery, word), namespace);
        const list = yield* access.call<DumpedList>({ method: 'GET', path });
        out(`${namespace}/${file}`, listText(invocation, list));
        if (word === 'pods') pods = list.items as unknown as readonly Pod[];
      }
      for (const pod of pods) yield* dumpLogs(invocation, pod, out);
    }
    const directory = flags.string('output-directory');
    if (directory !== '' && directory !== '-') print(`Cluster info dumped to ${directory}\n`);
    return 0;
  },
};

type Out = (name: string, text: string, extension?: string) => void;

/** Prints, or writes files below the directory that is asked for. */
function outputOf({ flags, process, print }: Invocation): Out {
  const directory = flags.string('output-directory');
  if (directory === '' || directory === '-') return (_name, text) => print(text);
  return (name, text, extension = flags.string('output') === 'yaml' ? '.yaml' : '.json') => {
    const path = normalise(`${directory}/${name}${extension}`, process.workingDirectory);
    process.files.makeDirectory(path.slice(0, path.lastIndexOf('/')), { parents: true });
    const written = process.files.write(path, text);
    if (!written.ok) throw new CommandError(`open ${path}: ${describeFileError(written.error).toLowerCase()}`);
  };
}

function* namespacesOf({ access, flags }: Invocation): Routine<readonly string[]> {
  const named = flags.strings('namespaces');
  if (!flags.bool('all-namespaces')) return named.length > 0 ? named : ['kube-system', access.namespace];
  const list = yield* access.call<{ items: readonly { metadata: { name: string } }[] }>({
    method: 'GET',
    path: '/api/v1/namespaces',
  });
  return list.items.map(({ metadata }) => metadata.name);
}

/** Members in the order of the API's structs; the items of a list do not say their kind. */
function listText({ flags, process }: Invocation, { kind, apiVersion, metadata, items }: DumpedList): string {
  const plain = items.map(({ kind: _kind, apiVersion: _version, metadata: meta, ...rest }) => ({
    metadata: meta,
    ...rest,
  }));
  const list = { kind, apiVersion, metadata, items: plain };
  if (flags.string('output') === 'json') return writeStructJson(list);
  return objectPrinter({ flags, process })?.(list as unknown as PlainObject) ?? '';
}

function* dumpLogs({ access }: Invocation, { metadata, spec }: Pod, out: Out): Routine<void> {
  const { name, namespace = '' } = metadata;
  const texts: string[] = [];
  for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
    const path = `/api/v1/namespaces/${namespace}/pods/${name}/log`;
    const log = yield* access.attempt<string>({ method: 'GET', path, query: { container: container.name } });
    const text = log.ok ? log.value : `Request log error: ${log.error.message ?? ''}\n`;
    texts.push(
      `==== START logs for container ${container.name} of pod ${namespace}/${name} ====\n${text}==== END logs for container ${container.name} of pod ${namespace}/${name} ====\n`,
    );
  }
  out(`${namespace}/${name}/logs`, texts.join(''), '.txt');
}
