import { memo } from 'react';
import { type Point, type Rect, roundedPath } from '../graph/geometry';
import styles from '../Lines.module.css';
import { type DockerScene, findContainer } from './dockerScene';
import type { DockerKin } from './useDockerKin';
import { wayOnDockerHost, wayToImage, wayToVolume } from './ways';

interface DockerLinesProps {
  readonly scene: DockerScene;
  /** Where the clients stand. */
  readonly parts: Readonly<Record<string, Rect>>;
  readonly kin: DockerKin;
  /** The selected container's ID. */
  readonly selected: string | undefined;
}

/** More lines than this from one thing tell nothing. */
const MOST = 12;
/** So many ports have their lines all the time. */
const FEW = 6;
const TALKS: readonly (readonly [string, string])[] = [
  ['docker', 'dockerd'],
  ['dockerd', 'registry'],
];

/** Lines that are there all the time, and from a selected container to its image and volumes. */
export const DockerLines = memo(function DockerLines({ scene, parts, kin, selected }: DockerLinesProps) {
  return (
    <>
      {TALKS.map(([from, to]) => {
        const a = parts[from];
        const b = parts[to];
        const way = a && b && wayOnDockerHost(scene, [from, a], [to, b]);
        return way && <path key={to} className={styles.talk} d={roundedPath(way)} />;
      })}
      <TrafficToPorts scene={scene} parts={parts} selected={selected} />
      {links(scene, kin, selected).map((way) => (
        <path key={roundedPath(way)} className={styles.ownership} d={roundedPath(way, 8)} />
      ))}
    </>
  );
});

/** From whoever asks on the laptop to the containers; of many only the selected one's. */
function TrafficToPorts({ scene, parts, selected }: Omit<DockerLinesProps, 'kin'>) {
  const { laptop } = parts;
  if (laptop === undefined) return null;
  const sockets = scene.sockets.filter(({ container }) => scene.sockets.length <= FEW || container === selected);
  return sockets.map(({ key, port, rect, container }) => {
    const socket = `docker-proxy/laptop:${port}`;
    const arriving = wayOnDockerHost(scene, ['laptop', laptop], [socket, rect]) ?? [];
    const item = findContainer(scene, container);
    const head = scene.groups.find(({ items }) => items.some((one) => one.key === container))?.head;
    const inside =
      item === undefined || head === undefined || item.container.state !== 'running'
        ? []
        : [
            ...(wayOnDockerHost(scene, [socket, rect], ['bridge/laptop/', head]) ?? []),
            ...(wayOnDockerHost(scene, ['bridge/laptop/', head], ['container/', item.rect]) ?? []),
          ];
    return <path key={key} className={styles.traffic} d={`${roundedPath(arriving, 8)}${roundedPath(inside, 6)}`} />;
  });
}

function links(scene: DockerScene, kin: DockerKin, selected: string | undefined): readonly (readonly Point[])[] {
  const many = scene.density === 'dots' || scene.density === 'chips';
  const keys = selected === undefined ? (many ? [] : [...kin.containers].slice(0, MOST)) : [selected];
  return keys.flatMap((key) => {
    const tile = findContainer(scene, key);
    if (tile === undefined) return [];
    const plate = kin.image === tile.container.imageId ? scene.plates.find((one) => one.key === kin.image) : undefined;
    const volumes = scene.volumes.filter(
      (one) => kin.volumes.has(one.key) && tile.container.mounts.some(({ source }) => source === one.key),
    );
    return [
      ...(plate === undefined ? [] : [wayToImage(scene, tile.rect, plate.rect)]),
      ...volumes.map((one) => wayToVolume(scene, tile.rect, one.rect)),
    ];
  });
}
