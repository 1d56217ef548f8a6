import { memo } from 'react';
import { fill } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { NETWORKS, networkName } from '../../parts/dockerNames';
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
  const { network, rect, items } = group;
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
      {items.length === 0 && (
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

function NetworkHead({ group, origin }: { readonly group: NetworkGroup; readonly origin: Point }) {
  const { t } = useText();
  const actions = useActions();
  const { network, head, key } = group;
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
          head.width > 240 ? network.interface : '',
          network.subnet,
          network.internal ? fill(t.docker.internal, {}) : '',
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </span>
    </button>
  );
}
