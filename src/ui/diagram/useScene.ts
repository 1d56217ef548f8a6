import { useMemo, useRef } from 'react';
import { usePlayground } from '../usePlayground';
import { keepScene } from './graph/keepScene';
import type { Shape } from './graph/layout';
import { buildScene, type Objects, type Scene } from './graph/scene';
import { Slots } from './graph/slots';

interface Memory {
  readonly started: number;
  readonly slots: Slots;
  scene: Scene | undefined;
}

/** The scene of what the page knows of the cluster; things keep their places from one to the next. */
export function useScene(system: boolean, shape: Shape, snug: boolean): Scene {
  const pods = usePlayground(({ objects }) => objects['pods']);
  const nodes = usePlayground(({ objects }) => objects['nodes']);
  const services = usePlayground(({ objects }) => objects['services']);
  const slices = usePlayground(({ objects }) => objects['endpointslices.discovery.k8s.io']);
  const controllers = usePlayground(({ objects }) => objects['replicationcontrollers']);
  const replicaSets = usePlayground(({ objects }) => objects['replicasets.apps']);
  const deployments = usePlayground(({ objects }) => objects['deployments.apps']);
  const profile = usePlayground((state) => state.profile);
  const started = usePlayground((state) => state.started);
  const memory = useRef<Memory>({ started, slots: new Slots(), scene: undefined });
  if (memory.current.started !== started) memory.current = { started, slots: new Slots(), scene: undefined };
  return useMemo(() => {
    const objects: Objects = {
      pods: pods ?? {},
      nodes: nodes ?? {},
      services: services ?? {},
      'endpointslices.discovery.k8s.io': slices ?? {},
      replicationcontrollers: controllers ?? {},
      'replicasets.apps': replicaSets ?? {},
      'deployments.apps': deployments ?? {},
    };
    const options = { system, cloud: profile === 'playground', shape, snug };
    const scene = keepScene(memory.current.scene, buildScene(objects, options, memory.current.slots));
    memory.current.scene = scene;
    return scene;
  }, [pods, nodes, services, slices, controllers, replicaSets, deployments, system, profile, shape, snug]);
}
