import { useEffect, useMemo, useRef, useState } from 'react';
import { useActions, usePlayground } from '../usePlayground';
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
  const objects = useCalmObjects();
  const { pods, nodes, services, replicationcontrollers: controllers } = objects;
  const slices = objects['endpointslices.discovery.k8s.io'];
  const replicaSets = objects['replicasets.apps'];
  const deployments = objects['deployments.apps'];
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
    };
    const options = { system, cloud: profile === 'playground', shape, snug };
    const scene = keepScene(memory.current.scene, buildScene(drawn, options, memory.current.slots));
    memory.current.scene = scene;
    return scene;
  }, [pods, nodes, services, slices, controllers, replicaSets, deployments, system, profile, shape, snug]);
}

/** So many pods are drawn anew only so often (milliseconds): a large cluster that rolls changes with every frame. */
const MANY = 40;
const PAUSE = 160;

function useCalmObjects(): Objects {
  const actions = useActions();
  const [objects, setObjects] = useState<Objects>(() => actions.getState().objects);
  useEffect(() => {
    let shown: Objects = actions.getState().objects;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = () => {
      timer = undefined;
      shown = actions.getState().objects;
      setObjects(shown);
    };
    take();
    const unsubscribe = actions.subscribe(({ objects: newest }) => {
      if (newest === shown || timer !== undefined) return;
      if (Object.keys(newest['pods'] ?? {}).length < MANY) take();
      else timer = setTimeout(take, PAUSE);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [actions]);
  return objects;
}
