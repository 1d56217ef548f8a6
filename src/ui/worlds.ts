/** The worlds that can be played in without a lesson: profiles of the engine, by their names. */
export const WORLDS = ['docker', 'playground', 'minikube', 'reference'] as const;

export type WorldName = (typeof WORLDS)[number];

export function isWorld(name: string): name is WorldName {
  return (WORLDS as readonly string[]).includes(name);
}
