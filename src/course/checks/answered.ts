import type { Check, SeenExchange } from '../check';
import { agrees } from './shared';

export const answered: Check = {
  about: 'Since the step began requests over the network were answered, or failed in the way that is wanted.',
  fields: {
    from: 'who asked: `laptop`, `pod`, `pod/NAMESPACE/NAME`, `container/NAME`, `node/NAME`',
    service: 'by way of this service: NAME (of the namespace `default`) or NAMESPACE/NAME',
    by: 'by way of this place: `load-balancer`, `node`, `pod/NAMESPACE/NAME`, `container/NAME`',
    through: 'through this network device: `cni0`, `flannel.1` (a tunnel); or `{not: flannel.1}`',
    port: 'the port that was asked: 8080',
    path: 'the path that was asked: `/shop`',
    outcome: 'how it ended: `ok` when left out; else `refused`, `timeout`, `unresolved`, `unreachable`, `reset`',
    status: 'of the HTTP answer: 200, or the words of `where`',
    body: 'of the HTTP answer (its first 400 characters): text, or the words of `where`: `{matches: "^You.ve hit"}`',
    times: 'how many of them; 1 when left out',
    pods: 'by at least so many different pods',
  },
  required: [],
  lasting: false,
  judge(view, use) {
    const fitting = view.exchanges.filter((exchange) => fits(exchange, use));
    const pods = new Set(fitting.map(({ places }) => places.findLast((one) => one.startsWith('pod/')) ?? ''));
    pods.delete('');
    const times = Number(use['times'] ?? 1);
    return {
      met: fitting.length >= times && pods.size >= Number(use['pods'] ?? 0),
      detail: { times: fitting.length, wanted: times, pods: pods.size },
    };
  },
};

function fits(
  { from, outcome, places, devices, summary, answer }: SeenExchange,
  use: Readonly<Record<string, unknown>>,
) {
  const service = use['service'] === undefined ? undefined : String(use['service']);
  return (
    outcome === (use['outcome'] ?? 'ok') &&
    (use['from'] === undefined || isWithin(from, use['from'])) &&
    (service === undefined || places.includes(`service/${service.includes('/') ? service : `default/${service}`}`)) &&
    (use['by'] === undefined || places.some((one) => isWithin(one, use['by']))) &&
    (use['through'] === undefined || goesThrough(devices, use['through'])) &&
    (use['port'] === undefined || portOf(summary) === Number(use['port'])) &&
    (use['path'] === undefined || pathOf(summary) === use['path']) &&
    (use['status'] === undefined || agrees(answer?.status, use['status'])) &&
    (use['body'] === undefined || agrees(answer?.body, use['body']))
  );
}

function goesThrough(devices: readonly string[], wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return devices.includes(String(wanted));
  return !devices.includes(String((wanted as Record<string, unknown>)['not']));
}

function isWithin(place: string, wanted: unknown): boolean {
  return place === wanted || place.startsWith(`${wanted}/`);
}

/** `GET http://localhost:8080/`, `TCP localhost:8080`. */
function portOf(summary: string): number {
  const [, scheme, port] = /^\S+ (?:(https?):\/\/)?(?:\[[^\]]*\]|[^:/]*)(?::(\d+))?/.exec(summary) ?? [];
  return Number(port ?? (scheme === 'https' ? 443 : 80));
}

/** What follows the address, without a query. */
function pathOf(summary: string): string {
  return /^\S+ https?:\/\/[^/?\s]+([^?\s]*)/.exec(summary)?.[1] || '/';
}
