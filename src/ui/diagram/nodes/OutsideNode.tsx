import { Users } from 'lucide-react';
import { memo } from 'react';
import type { Service } from '../../../kinds/service';
import { fill, fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { useActions, usePlayground } from '../../usePlayground';
import type { Rect } from '../graph/geometry';
import type { BalancerItem, ServiceItem } from '../graph/scene';
import styles from './Region.module.css';

interface OutsideData {
  readonly rect: Rect;
  readonly services: readonly ServiceItem[];
  readonly balancers: readonly BalancerItem[];
  /** The goal stands where it would say that there is nothing. */
  readonly wanted: boolean;
}

/** What leads to the pods: load balancers and services. */
export const OutsideNode = memo(function OutsideNode({ data }: { readonly data: OutsideData }) {
  const { rect, services, balancers, wanted } = data;
  const { t } = useText();
  return (
    <div className={styles.region}>
      <span className={styles.label}>{t.diagram.outside}</span>
      <Visitors />
      {services.length === 0 && !wanted && <span className={styles.empty}>{t.diagram.noServices}</span>}
      {balancers.map((item) => (
        <Balancer key={item.key} item={item} origin={rect} />
      ))}
      {services.map((item) => (
        <ServiceCard key={item.key} item={item} origin={rect} />
      ))}
    </div>
  );
});

/** Who sends requests from outside, while somebody does. */
function Visitors() {
  const { t } = useText();
  const traffic = usePlayground((state) => state.traffic);
  if (traffic === undefined) return null;
  return (
    <span className={styles.visitors} data-actor="visitors" title={fill(t.traffic.value, { rate: traffic.rate })}>
      <Users size={12} aria-hidden="true" />
      <span className="visually-hidden">{t.traffic.title}</span>
      {`${traffic.rate}/s`}
    </span>
  );
}

function Balancer({ item, origin }: { readonly item: BalancerItem; readonly origin: Rect }) {
  const { t } = useText();
  const actions = useActions();
  return (
    <button
      type="button"
      className={styles.service}
      style={place(item.rect, origin)}
      data-live={item.address === '' ? undefined : true}
      data-actor={`load-balancer/${item.key}`}
      onClick={() => actions.select({ kind: 'part', actor: 'load-balancer' })}
    >
      <span className={styles.title}>{t.parts['load-balancer']?.name}</span>
      <span className={styles.detail}>{item.address === '' ? t.diagram.pendingAddress : item.address}</span>
    </button>
  );
}

function ServiceCard({ item, origin }: { readonly item: ServiceItem; readonly origin: Rect }) {
  const { t, language } = useText();
  const actions = useActions();
  const { name, namespace, uid } = item.service.metadata;
  const selected = usePlayground(
    ({ selection }) =>
      selection?.kind === 'object' &&
      selection.object.resource === 'services' &&
      `${selection.object.namespace}/${selection.object.name}` === item.key,
  );
  const endpoints = fillCount(language, t.diagram.endpoints, item.endpoints.length);
  return (
    <button
      type="button"
      className={styles.service}
      style={place(item.rect, origin)}
      data-live={item.endpoints.length > 0 || undefined}
      data-selected={selected || undefined}
      data-actor={`service/${item.key}`}
      aria-pressed={selected}
      onClick={() =>
        actions.select({
          kind: 'object',
          object: { resource: 'services', namespace: namespace ?? '', name, uid: uid ?? '' },
        })
      }
    >
      <span className="visually-hidden">Service </span>
      <span className={styles.title}>{`svc/${name}`}</span>
      <span className={styles.detail}>{addressOf(item.service)}</span>
      {item.service.spec.type !== 'ExternalName' && <span className={styles.detail}>{endpoints}</span>}
    </button>
  );
}

function addressOf({ spec }: Service): string {
  if (spec.type === 'ExternalName') return `→ ${spec.externalName}`;
  const port = spec.ports?.[0];
  const nodePort = port?.nodePort === undefined ? '' : ` · ${port.nodePort}`;
  return `${spec.clusterIP === 'None' ? 'headless' : `${spec.clusterIP ?? ''}:${port?.port ?? ''}`}${nodePort}`;
}

function place(rect: { x: number; y: number; width: number; height: number }, origin: { x: number; y: number }) {
  return { left: rect.x - origin.x, top: rect.y - origin.y, width: rect.width, height: rect.height };
}
