/** The places of what leads in: services and their load balancers. */
import { keyOf } from '../../../kinds/object';
import type { Service } from '../../../kinds/service';
import type { Rect } from './geometry';
import type { Frame } from './layout';
import type { BalancerItem, ServiceItem } from './scene';
import type { Slots } from './slots';

export interface Outside {
  readonly parts: Readonly<Record<string, Rect>>;
  readonly services: readonly Omit<ServiceItem, 'endpoints'>[];
  readonly balancers: readonly BalancerItem[];
  readonly bottom: number;
}

/** The ways in, one below the other: each service with its load balancer, if it has one, above it. */
export function placeOutside(services: readonly Service[], slots: Slots, frame: Frame): Outside {
  const idOf = (service: Service) => service.metadata.uid ?? keyOf(service);
  const places = slots.assign('services', services.map(idOf));
  const x = frame.outside.x + 16;
  const width = frame.outside.width - 32;
  const ordered = [...services].sort((a, b) => (places.get(idOf(a)) ?? 0) - (places.get(idOf(b)) ?? 0));
  const placed: Omit<ServiceItem, 'endpoints'>[] = [];
  const balancers: BalancerItem[] = [];
  const parts: Record<string, Rect> = {};
  let y = frame.outside.y + 38;
  for (const service of ordered) {
    const key = keyOf(service);
    if (service.spec.type === 'LoadBalancer') {
      const rect = { x, y, width, height: 44 };
      balancers.push({ key, address: service.status?.loadBalancer?.ingress?.[0]?.ip ?? '', rect });
      parts[`load-balancer/${key}`] = rect;
      y += 44 + 20;
    }
    const rect = { x, y, width, height: 58 };
    placed.push({ key, service, rect });
    parts[`service/${key}`] = rect;
    y += 58 + 14;
  }
  const empty = services.length === 0 ? 46 : 4;
  return { parts, services: placed, balancers, bottom: y + empty };
}
