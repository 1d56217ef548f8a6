/** What checks may look at, as it is at one moment: each list is made once, when somebody asks for it. */
import type { World } from '../engine';
import { pathOf } from '../kinds/kind';
import type { ClusterObject } from '../kinds/object';
import { kinds } from '../kinds/registry';
import type { CheckView } from './check';
import type { LessonDefinition } from './lesson';
import type { Figures } from './models/model';
import { things } from './things/registry';
import type { Witness } from './witness';

const HOME = '/home/learner/';

export function viewWorld(
  world: World,
  witness: Witness,
  model: Figures | undefined,
  gone: (kind: string) => readonly ClusterObject[],
): CheckView {
  const lists = new Map<string, readonly ClusterObject[]>();
  return {
    list: (kind, machine = 'laptop') => {
      const key = `${kind} ${machine}`;
      const known = lists.get(key);
      if (known !== undefined) return known;
      const items = things[kind]?.list(world, machine) ?? listAll(world, kind);
      lists.set(key, items);
      return items;
    },
    file: (path, container) => {
      if (container !== undefined) return fileInContainer(world, container, path);
      const text = world.laptop.files.read(path.startsWith('/') ? path : HOME + path);
      return text.ok ? text.value : undefined;
    },
    exchanges: witness.exchanges,
    requests: witness.requests,
    calls: witness.calls,
    events: witness.events,
    model,
    gone,
  };
}

/** True when a condition is about what changes without anybody being told. */
export function looksAtMachines({ steps }: LessonDefinition): boolean {
  return steps.some(({ conditions, mistakes }) =>
    [...conditions, ...mistakes].some(
      ({ use }) => Object.hasOwn(things, String(use['kind'])) || use['in'] !== undefined,
    ),
  );
}

function listAll(world: World, name: string): readonly ClusterObject[] {
  const kind = kinds.find((one) => one.kind === name);
  if (kind === undefined) return [];
  const answer = world.read(pathOf(kind));
  if (answer.code !== 200) return [];
  const items = (answer.body as { items?: ClusterObject[] }).items ?? [];
  return items.map((item) => (item.kind === undefined ? { ...item, kind: kind.kind } : item));
}

function fileInContainer({ docker }: World, container: string, path: string): string | undefined {
  const found = docker?.containers.readFiles(container, path);
  if (found?.ok !== true || found.value.isDirectory) return undefined;
  const node = found.value.tree.get(found.value.name);
  return node?.type === 'file' ? node.text : undefined;
}
