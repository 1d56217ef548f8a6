/** How much room pods need and nodes have: processors and memory by requests, and the number of pods. */
import type { Node } from '../../../kinds/node';
import type { Pod } from '../../../kinds/pod';
import { podAmounts } from '../../../kinds/pods/podAmounts';
import { milliValue, wholeValue } from '../../../kinds/quantity';

export interface Room {
  /** Millicores. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
  readonly pods: number;
}

/** What a pod asks for. */
export function neededBy(pod: Pick<Pod, 'spec'>): Room {
  const amounts = podAmounts(pod as Pod, 'requests');
  const nano = (name: string) => Number(amounts.get(name)?.nano ?? 0n);
  return { cpu: nano('cpu') / 1e6, memory: nano('memory') / 1e9, pods: 1 };
}

export function roomOf({ status }: Pick<Node, 'status'>): Room {
  const { cpu, memory, pods } = (status?.allocatable ?? {}) as Record<string, string | undefined>;
  return { cpu: milliValue(cpu), memory: wholeValue(memory), pods: wholeValue(pods) };
}

export function less(room: Room, needed: Room): Room {
  return { cpu: room.cpu - needed.cpu, memory: room.memory - needed.memory, pods: room.pods - needed.pods };
}

function fits(room: Room, needed: Room): boolean {
  return room.cpu >= needed.cpu && room.memory >= needed.memory && room.pods >= needed.pods;
}

/** Puts pods into rooms, first come, first fit. What is left of each room, and the pods for which there was none. */
export function pack<T>(
  rooms: readonly Room[],
  pods: readonly T[],
  need: (pod: T) => Room,
): { readonly left: readonly Room[]; readonly out: readonly T[] } {
  const left = [...rooms];
  const out: T[] = [];
  for (const pod of pods) {
    const needed = need(pod);
    const at = left.findIndex((room) => fits(room, needed));
    const room = left[at];
    if (room === undefined) out.push(pod);
    else left[at] = less(room, needed);
  }
  return { left, out };
}

/** How many fresh rooms the pods need, and those that would not even fit into an empty one. */
export function roomsFor(
  fresh: Room,
  pods: readonly Pod[],
): { readonly count: number; readonly helped: readonly Pod[]; readonly tooLarge: readonly Pod[] } {
  const helped = pods.filter((pod) => fits(fresh, neededBy(pod)));
  const tooLarge = pods.filter((pod) => !fits(fresh, neededBy(pod)));
  let waiting: readonly Pod[] = helped;
  let count = 0;
  while (waiting.length > 0) {
    count++;
    waiting = pack([fresh], waiting, neededBy).out;
  }
  return { count, helped, tooLarge };
}
