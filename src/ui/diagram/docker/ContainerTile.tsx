import { memo } from 'react';
import type { DockerContainer } from '../../../store/docker/dockerView';
import { fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { containerStatus } from '../../parts/containerStatus';
import { CONTAINERS, containerName, shortTag } from '../../parts/dockerNames';
import { StatusMark } from '../../parts/StatusMark';
import { useActions, usePlayground } from '../../usePlayground';
import styles from './ContainerTile.module.css';
import type { ContainerDensity, ContainerItem } from './placeContainers';

interface ContainerTileProps {
  readonly item: ContainerItem;
  readonly density: ContainerDensity;
  readonly origin: { readonly x: number; readonly y: number };
  /** It belongs together with what is selected. */
  readonly kin: boolean;
}

/** A container: its state, its main process, its ports, and its writable layer on top of its image. */
export const ContainerTile = memo(
  function ContainerTile({ item, density, origin, kin }: ContainerTileProps) {
    const { container, rect } = item;
    const { t } = useText();
    const actions = useActions();
    const selected = usePlayground(
      ({ selection }) =>
        selection?.kind === 'object' &&
        selection.object.resource === CONTAINERS &&
        selection.object.uid === container.id,
    );
    const { tone, word, trouble } = containerStatus(container);
    const said = trouble === undefined ? word : `${word} · ${t.docker[trouble]}`;
    const small = density === 'chips' || density === 'dots';
    return (
      <button
        type="button"
        className={styles.tile}
        data-density={density}
        data-tone={tone}
        data-selected={selected || undefined}
        data-kin={kin || undefined}
        data-container={container.name}
        data-actor={`container/${container.name}`}
        style={{ left: rect.x - origin.x, top: rect.y - origin.y, width: rect.width, height: rect.height }}
        title={`${container.name} · ${said}`}
        aria-label={small ? `${t.kinds[CONTAINERS]} ${container.name}: ${said}` : undefined}
        aria-pressed={selected}
        onClick={() => actions.select({ kind: 'object', object: containerName(container) })}
      >
        {!small && <span className="visually-hidden">{`${t.kinds[CONTAINERS]} `}</span>}
        <StatusMark tone={tone} size={density === 'dots' ? 10 : small ? 13 : 17} still={density !== 'full'} />
        {density !== 'dots' && <span className={styles.name}>{container.name}</span>}
        {!small && <State container={container} said={said} brief={density === 'cards'} />}
        {density === 'full' && <Run container={container} />}
        {density === 'full' && <Stack container={container} />}
        {density === 'cards' && <span className={styles.thin} data-filled={container.changedFiles > 0 || undefined} />}
      </button>
    );
  },
  (before, after) =>
    before.item === after.item &&
    before.density === after.density &&
    before.kin === after.kin &&
    before.origin.x === after.origin.x &&
    before.origin.y === after.origin.y,
);

interface StateProps {
  readonly container: DockerContainer;
  readonly said: string;
  /** Its ports stand here too: they have no line of their own. */
  readonly brief: boolean;
}

function State({ container, said, brief }: StateProps) {
  const address = (brief && portsText(container)) || (container.networks[0]?.address ?? '');
  return (
    <span className={styles.state}>
      <b>{said}</b>
      {address !== '' && ` · ${address}`}
    </span>
  );
}

function Run({ container }: { readonly container: DockerContainer }) {
  const { t, language } = useText();
  const ports = portsText(container);
  const { processes } = container;
  return (
    <span className={styles.run}>
      <code>{container.command}</code>
      {processes > 1 && (
        <b title={fillCount(language, t.docker.processes, processes)}>
          {ports === '' ? fillCount(language, t.docker.processes, processes) : `+${processes - 1}`}
        </b>
      )}
      {ports !== '' && <span>{ports}</span>}
    </span>
  );
}

/** What it is made of: its own thin layer, and under it the image that nobody can write to. */
function Stack({ container }: { readonly container: DockerContainer }) {
  const { t, language } = useText();
  const { changedFiles } = container;
  const words = changedFiles > 0 ? fillCount(language, t.docker.changed, changedFiles) : '';
  return (
    <span className={styles.stack}>
      <span className={styles.writable} data-filled={changedFiles > 0 || undefined}>
        {`${t.docker.writable}${words === '' ? '' : ` · ${words}`}`}
      </span>
      <span className={styles.image}>{shortTag(container.image)}</span>
    </span>
  );
}

/** `8080→8080`, one or two of them. */
function portsText({ ports }: DockerContainer): string {
  const published = ports.filter(({ host }) => host !== '');
  const text = published.slice(0, 2).map(({ host, container }) => `${host}→${container}`);
  return published.length > 2 ? `${text.join(' ')} +${published.length - 2}` : text.join(' ');
}
