/** minikube service and service list. */

import { sleep } from '../../../engine/processes/kernel';
import type { Routine } from '../../../engine/processes/routine';
import type { Pod } from '../../../kinds/pod';
import type { Service } from '../../../kinds/service';
import { boxTable } from '../boxTable';
import { healthyNodes, primaryOf } from '../cluster';
import { exitingDueTo, exits, notSimulated } from '../failure';
import type { MinikubeCommand, MinikubeInvocation } from '../minikubeCommand';
import { adminConnection } from '../waiting';

const HEADING = ['NAMESPACE', 'NAME', 'TARGET PORT', 'URL'];

interface Exposed {
  readonly ports: readonly string[];
  readonly urls: readonly string[];
}

const list: MinikubeCommand = {
  name: 'list',
  short: 'List the services, with the URLs of those that have node ports',
  flags: [
    { name: 'namespace', shorthand: 'n', type: 'string', usage: 'One namespace only' },
    { name: 'output', shorthand: 'o', type: 'string', default: 'table', usage: 'table or json', notSimulated: true },
  ],
  *run(invocation) {
    const address = primaryOf(healthyNodes(invocation)).profile.address;
    const namespace = invocation.flags.string('namespace');
    const path = namespace === '' ? '/api/v1/services' : `/api/v1/namespaces/${namespace}/services`;
    const rows = (yield* itemsAt<Service>(invocation, path)).flatMap((service) =>
      rowsOf(service, exposed(service, address)),
    );
    invocation.out.plain(boxTable(HEADING, rows));
    return 0;
  },
};

export const service: MinikubeCommand = {
  name: 'service',
  group: 'Networking and Connectivity',
  short: "Print a service's URL",
  usage: 'SERVICE',
  commands: [list],
  flags: [
    { name: 'namespace', shorthand: 'n', type: 'string', default: 'default', usage: "The service's namespace" },
    { name: 'url', type: 'bool', usage: 'Only the URL, without opening a browser' },
    { name: 'https', type: 'bool', usage: 'https:// in place of http://' },
    { name: 'all', type: 'bool', usage: 'All services of the namespace', notSimulated: true },
    { name: 'format', type: 'string', usage: 'How a URL is written', notSimulated: true },
    { name: 'wait', type: 'int', default: 2, usage: 'Seconds to wait for a pod' },
    { name: 'interval', type: 'int', default: 1, usage: 'Seconds between two looks' },
  ],
  *run(invocation) {
    const { args, flags, out } = invocation;
    const [name] = args;
    const address = primaryOf(healthyNodes(invocation)).profile.address;
    if (name === undefined || args.length > 1)
      throw exitingDueTo('MK_USAGE', exits.usage, 'You must specify a service name');
    const namespace = flags.string('namespace');
    const found = yield* adminConnection(invocation).request({
      method: 'GET',
      path: `/api/v1/namespaces/${namespace}/services/${name}`,
    });
    if (found.code !== 200)
      throw exitingDueTo(
        'SVC_NOT_FOUND',
        exits.serviceNotFound,
        `Service '${name}' was not found in '${namespace}' namespace.\nYou may select another namespace by using 'minikube service ${name} -n <namespace>'. Or list out all the services using 'minikube service list'`,
      );
    const one = found.body as Service;
    const { ports, urls } = exposed(one, address, flags.bool('https') ? 'https' : 'http');
    if (!flags.bool('url')) out.plain(boxTable(HEADING, rowsOf(one, { ports, urls })));
    if (urls.length === 0) {
      out.step('sad', `service ${namespace}/${name} has no node port`);
      throw notSimulated(`the tunnel that minikube makes for services of type ${one.spec.type}`);
    }
    yield* waitForPod(invocation, one);
    if (flags.bool('url')) {
      out.plain(urls.map((url) => `${url}\n`).join(''));
      return 0;
    }
    out.step('celebrate', `There is no browser here to open service ${namespace}/${name} in: use curl ${urls[0]}`);
    return 0;
  },
};

function exposed({ spec }: Service, address: string, scheme = 'http'): Exposed {
  const ports = (spec.ports ?? []).filter(({ nodePort }) => nodePort !== undefined && nodePort > 0);
  return {
    ports: ports.map(({ name, port }) => (name === undefined || name === '' ? String(port) : `${name}/${port}`)),
    urls: ports.map(({ nodePort }) => `${scheme}://${address}:${nodePort}`),
  };
}

/** A row for each port; where there is none, one that says so. */
function rowsOf({ metadata }: Service, { ports, urls }: Exposed): string[][] {
  const { namespace = '', name } = metadata;
  if (ports.length === 0) return [[namespace, name, '', 'No node port']];
  return ports.map((port, at) => [at === 0 ? namespace : '', at === 0 ? name : '', port, urls[at] ?? '']);
}

/** Looks for a pod behind the service for as long as --wait says. */
function* waitForPod(invocation: MinikubeInvocation, { metadata, spec }: Service): Routine<void> {
  const { flags, process } = invocation;
  const selector = Object.entries(spec.selector ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
  if (selector === '') return;
  const end = process.clock.now + flags.int('wait') * 1000;
  for (;;) {
    const path = `/api/v1/namespaces/${metadata.namespace}/pods`;
    const pods = yield* itemsAt<Pod>(invocation, path, { labelSelector: selector });
    if (pods.some(({ status }) => status?.phase === 'Running')) return;
    if (process.clock.now >= end) break;
    yield* sleep(process.clock, Math.max(1, flags.int('interval')) * 1000);
  }
  throw exitingDueTo(
    'SVC_UNREACHABLE',
    exits.serviceUnreachable,
    `service not available: no running pod for service ${metadata.name} found`,
  );
}

/** What a list of the API holds. */
export function* itemsAt<T>(
  invocation: MinikubeInvocation,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Routine<readonly T[]> {
  const { code, body } = yield* adminConnection(invocation).request({ method: 'GET', path, query });
  return code === 200 ? (body as { items: readonly T[] }).items : [];
}
