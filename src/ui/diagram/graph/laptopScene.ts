/** The picture of a world without a cluster: the laptop with its Docker host, and the registry outside. */
import type { DockerView } from '../../../store/docker/dockerView';
import { stageFrame, tallFrame } from '../docker/dockerFrame';
import { buildDockerScene } from '../docker/dockerScene';
import type { Rect } from './geometry';
import type { Shape } from './layout';
import type { Scene } from './scene';
import type { Slots } from './slots';

const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 };

/** A Docker host of which nothing is known yet. */
const NOTHING: DockerView = {
  running: true,
  layers: [],
  images: [],
  containers: [],
  networks: [],
  volumes: [],
  repositories: [],
  more: { images: 0, containers: 0, volumes: 0 },
};

export function buildLaptopScene(view: DockerView = NOTHING, shape: Shape, snug: boolean, slots: Slots): Scene {
  const frame = shape === 'tall' ? tallFrame(10, true) : stageFrame(snug);
  const docker = buildDockerScene(view, frame, slots);
  return {
    shape,
    cluster: false,
    docker,
    density: 'cards',
    laptop: docker.region,
    controlPlane: NOWHERE,
    outside: NOWHERE,
    band: NOWHERE,
    bus: 0,
    parts: docker.parts,
    nodes: [],
    workloads: [],
    moreWorkloads: 0,
    pending: [],
    morePending: 0,
    services: [],
    balancers: [],
    bounds: { x: 0, y: 0, width: frame.width, height: docker.bottom + 14 },
  };
}
