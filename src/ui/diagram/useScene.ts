import { useMemo, useRef } from 'react';
import { usePlayground } from '../usePlayground';
import { buildScene, type Objects, type Scene } from './graph/scene';
import { Slots } from './graph/slots';

/** The scene of what the page knows of the cluster; things keep their places from one to the next. */
export function useScene(system: boolean): Scene {
  const pods = usePlayground(({ objects }) => objects['pods']);
  const nodes = usePlayground(({ objects }) => objects['nodes']);
  const services = usePlayground(({ objects }) => objects['services']);
  const slices = usePlayground(({ objects }) => objects['endpointslices.discovery.k8s.io']);
  const profile = usePlayground((state) => state.profile);
  const started = usePlayground((state) => state.started);
  const memory = useRef({ started, slots: new Slots() });
  if (memory.current.started !== started) memory.current = { started, slots: new Slots() };
  return useMemo(() => {
    const objects: Objects = {
      pods: pods ?? {},
      nodes: nodes ?? {},
      services: services ?? {},
      'endpointslices.discovery.k8s.io': slices ?? {},
    };
    return buildScene(objects, { system, cloud: profile === 'playground' }, memory.current.slots);
  }, [pods, nodes, services, slices, system, profile]);
}
