import { useMemo, useRef } from 'react';
import type { PlaygroundState } from '../../store';
import type { DockerView } from '../../store/docker/dockerView';
import { usePlayground } from '../usePlayground';
import { keepScene } from './graph/keepScene';
import { buildLaptopScene } from './graph/laptopScene';
import type { Shape } from './graph/layout';
import { buildScene, type Objects, type Scene } from './graph/scene';
import { Slots } from './graph/slots';
import { useCalm } from './useCalm';

/** So many pods or containers are much. */
const MANY = 40;
/** The profile that has no cluster. */
const LAPTOP_ALONE = 'docker';

interface Memory {
  readonly started: number;
  readonly slots: Slots;
  scene: Scene | undefined;
}

interface SceneWishes {
  readonly system: boolean;
  readonly shape: Shape;
  readonly snug: boolean;
  /** Whether the Docker host is shown beside a cluster. */
  readonly unfolded: boolean;
}

/** The scene of what the page knows of the world; things keep their places from one to the next. */
export function useScene({ system, shape, snug, unfolded }: SceneWishes): Scene {
  const objects = useCalm(objectsOf, hasManyPods);
  const docker = useCalm(dockerOf, hasManyContainers);
  const nodeImages = usePlayground((state) => state.nodeImages);
  const { pods, nodes, services, replicationcontrollers: controllers } = objects;
  const slices = objects['endpointslices.discovery.k8s.io'];
  const replicaSets = objects['replicasets.apps'];
  const deployments = objects['deployments.apps'];
  const ingresses = objects['ingresses.networking.k8s.io'];
  const profile = usePlayground((state) => state.profile);
  const started = usePlayground((state) => state.started);
  const memory = useRef<Memory>({ started, slots: new Slots(), scene: undefined });
  if (memory.current.started !== started) memory.current = { started, slots: new Slots(), scene: undefined };
  return useMemo(() => {
    const drawn: Objects = {
      pods: pods ?? {},
      nodes: nodes ?? {},
      services: services ?? {},
      'endpointslices.discovery.k8s.io': slices ?? {},
      replicationcontrollers: controllers ?? {},
      'replicasets.apps': replicaSets ?? {},
      'deployments.apps': deployments ?? {},
      'ingresses.networking.k8s.io': ingresses ?? {},
    };
    const { slots } = memory.current;
    const options = { system, cloud: profile === 'playground', shape, snug, docker, nodeImages, unfolded };
    const next =
      profile === LAPTOP_ALONE ? buildLaptopScene(docker, shape, snug, slots) : buildScene(drawn, options, slots);
    const scene = keepScene(memory.current.scene, next);
    memory.current.scene = scene;
    return scene;
  }, [
    pods,
    nodes,
    services,
    slices,
    controllers,
    replicaSets,
    deployments,
    ingresses,
    docker,
    nodeImages,
    system,
    profile,
    shape,
    snug,
    unfolded,
  ]);
}

function objectsOf(state: PlaygroundState): Objects {
  return state.objects;
}

function hasManyPods(objects: Objects): boolean {
  return Object.keys(objects['pods'] ?? {}).length >= MANY;
}

function dockerOf(state: PlaygroundState): DockerView | undefined {
  return state.docker;
}

function hasManyContainers(docker: DockerView | undefined): boolean {
  return docker !== undefined && docker.containers.length >= MANY;
}
