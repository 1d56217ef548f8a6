import { memo } from 'react';
import { fill } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { CONTAINERS, containerName, NETWORKS, networkName } from '../../parts/dockerNames';
import { useActions, usePlayground } from '../../usePlayground';
import type { Point } from '../graph/geometry';
import { ContainerTile } from './ContainerTile';
import styles from './DockerHost.module.css';
import { bridgeActor } from './dockerScene';
import type { ContainerDensity, NetworkGroup } from './placeContainers';
import type { DockerKin } from './useDockerKin';

interface NetworkBoxProps {
  readonly group: NetworkGroup;
  readonly density: ContainerDensity;
  readonly origin: Point;
  readonly kin: DockerKin;
}

/** A network as a frame around the containers that are on it. */
export const NetworkBox = memo(function NetworkBox({ group, density, origin, kin }: NetworkBoxProps) {
  const { t } = useText();
  const { network, rect, items, guests } = group;
  const place = { left: rect.x - origin.x, top: rect.y - origin.y, width: rect.width, height: rect.height };
  const low = rect.height < 48;
  return (
    <>
      <div
        className={styles.network}
        style={place}
        data-own={network?.userDefined || undefined}
        data-kin={(network !== undefined && kin.networks.has(network.name)) || undefined}
      />
      <NetworkHead group={group} origin={origin} />
      {guests.length > 0 && <Guests group={group} origin={origin} kin={kin} />}
      {items.length === 0 && guests.length === 0 && (
        <span
          className={styles.emptyNetwork}
          data-low={low || undefined}
          style={
            low
              ? { left: place.left + rect.width - 14, top: place.top + 9 }
              : { left: place.left + 13, top: place.top + 34 }
          }
        >
          {network?.userDefined === true ? t.docker.emptyNetwork : t.docker.noContainers}
        </span>
      )}
      {items.map((item) => (
        <ContainerTile
          key={item.key}
          item={item}
          density={density}
          origin={origin}
          kin={kin.containers.has(item.key)}
        />
      ))}
    </>
  );
});

/** Who stands in another network and is connected to this one too, at the right of its head. */
function Guests({ group, origin, kin }: Omit<NetworkBoxProps, 'density'>) {
  const { t } = useText();
  const actions = useActions();
  const { head, guests, network } = group;
  const room = Math.max(1, Math.min(GUESTS, Math.floor(head.width / 130) - 1));
  const rest = guests.length - room;
  const selected = usePlayground(({ selection }) =>
    selection?.kind === 'object' && selection.object.resource === CONTAINERS ? selection.object.uid : undefined,
  );
  return (
    <span
      className={styles.guests}
      style={{ left: head.x - origin.x, top: head.y - origin.y, width: head.width, height: head.height }}
    >
      {guests.slice(0, room).map((container) => (
        <button
          key={container.id}
          type="button"
          data-guest={container.name}
          data-kin={kin.containers.has(container.id) || container.id === selected || undefined}
          title={fill(t.docker.connectedToo, {
            container: container.name,
            address: container.networks.find(({ name }) => name === network?.name)?.address ?? '',
          })}
          onClick={() => actions.select({ kind: 'object', object: containerName(container) })}
        >
          {container.name}
        </button>
      ))}
      {rest > 0 && <small>+{rest}</small>}
    </span>
  );
}

/** So many are named. */
const GUESTS = 3;

function NetworkHead({ group, origin }: { readonly group: NetworkGroup; readonly origin: Point }) {
  const { t } = useText();
  const actions = useActions();
  const { network, head, key, guests } = group;
  // what must not be cut off goes before the name of the interface
  const least = 240 + (network?.internal === true ? 90 : 0) + Math.min(1, guests.length) * 60;
  const selected = usePlayground(
    ({ selection }) =>
      selection?.kind === 'object' && selection.object.resource === NETWORKS && selection.object.uid === network?.id,
  );
  const place = { left: head.x - origin.x, top: head.y - origin.y, maxWidth: head.width, height: head.height };
  if (network === undefined) {
    return (
      <span className={styles.networkHead} style={place}>
        <b>{key === '' ? t.docker.noNetwork : key}</b>
      </span>
    );
  }
  return (
    <button
      type="button"
      className={styles.networkHead}
      style={place}
      data-selected={selected || undefined}
      data-network={network.name}
      data-actor={bridgeActor(network)}
      aria-pressed={selected}
      onClick={() => actions.select({ kind: 'object', object: networkName(network) })}
    >
      <span className="visually-hidden">{`${t.kinds[NETWORKS]} `}</span>
      <b>{network.name}</b>
      <span>
        {[
          head.width > least ? network.interface : '',
          network.subnet,
          network.internal ? fill(t.docker.internal, {}) : '',
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </span>
    </button>
  );
}
