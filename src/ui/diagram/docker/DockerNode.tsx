import { memo } from 'react';
import { fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { sizeText } from '../../parts/bytes';
import { CONTAINERS, containerName, VOLUMES, volumeName } from '../../parts/dockerNames';
import { useActions, usePlayground } from '../../usePlayground';
import type { Point, Rect } from '../graph/geometry';
import region from '../nodes/Region.module.css';
import { PartButton } from '../PartButton';
import { BuildPanel } from './BuildPanel';
import styles from './DockerHost.module.css';
import type { DockerScene, PortItem, VolumeItem } from './dockerScene';
import { Forest } from './Forest';
import { NetworkBox } from './NetworkBox';
import { useDockerKin } from './useDockerKin';

interface DockerData {
  readonly scene: DockerScene;
}

/** The learner's machine as a Docker host: client and daemon, containers on their networks, images as stacks of layers. */
export const DockerNode = memo(function DockerNode({ data: { scene } }: { readonly data: DockerData }) {
  const { t, language } = useText();
  const kin = useDockerKin();
  const { region: origin, frame, images } = scene;
  const alone = frame.parts['docker'] !== undefined;
  return (
    <section className={region.region} aria-label={t.docker.label}>
      <span className={region.label}>{alone ? t.parts['laptop']?.name : t.docker.label}</span>
      {['laptop', 'docker', 'dockerd'].map((actor) => {
        const rect = frame.parts[actor];
        return (
          rect && (
            <PartButton
              key={actor}
              actor={actor}
              rect={rect}
              origin={origin}
              {...(actor === 'dockerd' ? { look: 'main' as const } : {})}
              detail={actor === 'dockerd' && !scene.running ? t.docker.stopped : undefined}
            />
          )
        );
      })}
      <Ports rect={scene.ports} sockets={scene.sockets} more={scene.moreSockets} origin={origin} />
      {scene.groups.map((group) => (
        <NetworkBox key={group.key} group={group} density={scene.density} origin={origin} kin={kin} />
      ))}
      {scene.moreContainers > 0 && (
        <span className={styles.more} style={{ right: 16, top: scene.ports.y - origin.y - 18 }}>
          {fillCount(language, t.diagram.more, scene.moreContainers)}
        </span>
      )}
      <span className={styles.caption} style={at(images, origin)}>
        {t.docker.images}
        {scene.moreImages > 0 && <b>{fillCount(language, t.diagram.more, scene.moreImages)}</b>}
      </span>
      <span
        className={styles.ground}
        style={{ left: images.x - origin.x, top: images.y + images.height - origin.y, width: images.width }}
      />
      {scene.plates.length === 0 && scene.blocks.length === 0 && (
        <span className={styles.nothing} style={{ left: images.x - origin.x, top: images.y - origin.y + 40 }}>
          {t.docker.noImages}
        </span>
      )}
      <Forest
        blocks={scene.blocks}
        plates={scene.plates}
        folds={scene.folds}
        origin={origin}
        lit={kin.image}
        layers={kin.layers}
      />
      {scene.build !== undefined && <BuildPanel rect={scene.build} origin={origin} />}
      <Volumes items={scene.volumes} more={scene.moreVolumes} origin={origin} kin={kin.volumes} />
    </section>
  );
});

interface PortsProps {
  readonly rect: Rect;
  readonly sockets: readonly PortItem[];
  readonly more: number;
  readonly origin: Point;
}

/** The laptop's ports that lead into containers, as a strip of sockets on the way in. */
const Ports = memo(function Ports({ rect, sockets, more, origin }: PortsProps) {
  const { t } = useText();
  return (
    <div className={styles.ports} data-actor="docker-proxy/laptop" style={at(rect, origin)}>
      <span className={styles.portsName}>{t.docker.ports}</span>
      {sockets.map((item) => (
        <Socket key={item.key} item={item} origin={rect} />
      ))}
      {more > 0 && <span className={styles.moreSockets}>+{more}</span>}
    </div>
  );
});

function Socket({ item, origin }: { readonly item: PortItem; readonly origin: Point }) {
  const actions = useActions();
  const container = usePlayground(({ docker }) => docker?.containers.find(({ id }) => id === item.container));
  const selected = usePlayground(
    ({ selection }) =>
      selection?.kind === 'object' &&
      selection.object.resource === CONTAINERS &&
      selection.object.uid === item.container,
  );
  const inner = container?.ports.find(({ host }) => host === item.key)?.container ?? '';
  return (
    <button
      type="button"
      className={styles.socket}
      data-kin={selected || undefined}
      data-actor={`docker-proxy/laptop:${item.port}`}
      style={at(item.rect, origin)}
      title={`${item.key} → ${container?.name ?? ''}:${inner}`}
      aria-label={`${item.key} → ${container?.name ?? ''}:${inner}`}
      onClick={() => container && actions.select({ kind: 'object', object: containerName(container) })}
    >
      {item.port}
    </button>
  );
}

interface VolumesProps {
  readonly items: readonly VolumeItem[];
  readonly more: number;
  readonly origin: Point;
  readonly kin: ReadonlySet<string>;
}

const Volumes = memo(function Volumes({ items, more, origin, kin }: VolumesProps) {
  const { t, language } = useText();
  const [first] = items;
  if (first === undefined) return null;
  return (
    <>
      <span className={styles.caption} style={{ left: first.rect.x - origin.x, top: first.rect.y - origin.y - 20 }}>
        {t.docker.volumes}
        {more > 0 && <b>{fillCount(language, t.diagram.more, more)}</b>}
      </span>
      {items.map((item) => (
        <Volume key={item.key} item={item} origin={origin} kin={kin.has(item.key)} />
      ))}
    </>
  );
});

function Volume({ item, origin, kin }: { readonly item: VolumeItem; readonly origin: Point; readonly kin: boolean }) {
  const { t } = useText();
  const actions = useActions();
  const { volume, rect } = item;
  const selected = usePlayground(
    ({ selection }) =>
      selection?.kind === 'object' && selection.object.resource === VOLUMES && selection.object.uid === volume.name,
  );
  return (
    <button
      type="button"
      className={styles.volume}
      data-selected={selected || undefined}
      data-kin={kin || undefined}
      data-volume={volume.name}
      style={at(rect, origin)}
      aria-pressed={selected}
      title={`${volume.name} · ${sizeText(volume.bytes)}`}
      onClick={() => actions.select({ kind: 'object', object: volumeName(volume) })}
    >
      <svg width="11" height="12" viewBox="0 0 11 12" fill="none" aria-hidden="true">
        <path d="M1 2.500v7c0 .8 2 1.500 4.500 1.500s4.500-.7 4.500-1.500v-7" stroke="currentColor" />
        <ellipse cx="5.500" cy="2.500" rx="4.500" ry="1.700" stroke="currentColor" />
      </svg>
      <span className="visually-hidden">{`${t.kinds[VOLUMES]} `}</span>
      <span className={styles.volumeName}>{volume.anonymous ? `${volume.name.slice(0, 8)}…` : volume.name}</span>
      <small>{sizeText(volume.bytes)}</small>
    </button>
  );
}

function at(rect: Rect, origin: Point) {
  return { left: rect.x - origin.x, top: rect.y - origin.y, width: rect.width, height: rect.height };
}
