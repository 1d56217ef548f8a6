/**
 * What compose does at once. Things of services that do not need each other begin together; here one comes after the
 * other to its end, in a fixed order (the real order is by chance).
 */
import type { Routine } from '../../engine/processes/routine';
import { DaemonFailure } from '../docker/failure';
import { ComposeFailure, type ComposeHost } from './composeHost';
import type { ComposeService } from './project';

export interface Task {
  /** `Container app-web-1` */
  readonly name: string;
  /** What is told when it begins. */
  readonly doing: string;
  run(): Routine<void>;
}

/** Begins all and brings them to their ends; what goes wrong with one is told on its line as well. */
export function* together(host: ComposeHost, tasks: readonly Task[]): Routine<void> {
  for (const { name, doing } of tasks) host.progress.begin(name, doing);
  for (const task of tasks) {
    try {
      yield* task.run();
    } catch (problem) {
      if (problem instanceof DaemonFailure || problem instanceof ComposeFailure)
        host.progress.fail(task.name, problem.message);
      throw problem;
    }
  }
}

/** Services by how far they are from those that need none of the others. */
export function levelsOf(services: readonly ComposeService[]): readonly (readonly ComposeService[])[] {
  const depth = new Map<string, number>();
  const depthOf = (service: ComposeService): number => {
    const known = depth.get(service.name);
    if (known !== undefined) return known;
    const needed = services.filter((one) => one.name in service.dependsOn);
    const own = needed.length === 0 ? 0 : 1 + Math.max(...needed.map(depthOf));
    depth.set(service.name, own);
    return own;
  };
  const levels: ComposeService[][] = [];
  for (const service of services) {
    const at = depthOf(service);
    const level = levels[at] ?? [];
    levels[at] = level;
    level.push(service);
  }
  return levels.filter((level) => level !== undefined);
}
