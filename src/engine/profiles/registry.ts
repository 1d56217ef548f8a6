/** The clusters that a world can begin with: one file each, one line here. */
import type { ClusterProfile } from '../profile';
import { benchProfile } from './bench';
import { controlPlaneProfile } from './controlPlane';
import { dockerProfile } from './docker';
import { minikubeProfile } from './minikube';
import { playgroundProfile } from './playground';
import { referenceProfile } from './reference';

export const profiles: Readonly<Record<string, ClusterProfile>> = {
  playground: playgroundProfile,
  minikube: minikubeProfile,
  reference: referenceProfile,
  docker: dockerProfile,
  'control-plane': controlPlaneProfile,
};

/** The profile of that name; `bench-N` makes one of N nodes. undefined when there is none. */
export function findProfile(name: string): ClusterProfile | undefined {
  const size = /^bench-(\d{1,3})$/.exec(name)?.[1];
  if (size !== undefined) return benchProfile(Math.min(250, Math.max(1, Number(size))));
  return Object.hasOwn(profiles, name) ? profiles[name] : undefined;
}
