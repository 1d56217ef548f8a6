import type { Check } from '../check';

/**
 * Requests were answered since the step began: `times` (default 1) of them, `from` the laptop or a pod, by way of a
 * `service` (NAME or NAMESPACE/NAME) or another place (`load-balancer`), by at least `pods` different pods. `outcome`
 * asks for a failure instead of an answer (`timeout`, `refused`, `unresolved`).
 */
export const answered: Check = {
  fields: ['from', 'service', 'by', 'times', 'pods', 'outcome'],
  required: [],
  judge(view, use) {
    const service = use['service'] === undefined ? undefined : String(use['service']);
    const place =
      service === undefined ? undefined : `service/${service.includes('/') ? service : `default/${service}`}`;
    const fitting = view.exchanges.filter(
      (exchange) =>
        exchange.outcome === (use['outcome'] ?? 'ok') &&
        (use['from'] === undefined || exchange.from === use['from'] || exchange.from.startsWith(`${use['from']}/`)) &&
        (place === undefined || exchange.places.includes(place)) &&
        (use['by'] === undefined ||
          exchange.places.some((one) => one === use['by'] || one.startsWith(`${use['by']}/`))),
    );
    const pods = new Set(fitting.map(({ places }) => places.findLast((one) => one.startsWith('pod/')) ?? ''));
    pods.delete('');
    const times = Number(use['times'] ?? 1);
    return {
      met: fitting.length >= times && pods.size >= Number(use['pods'] ?? 0),
      detail: { times: fitting.length, wanted: times, pods: pods.size },
    };
  },
};
