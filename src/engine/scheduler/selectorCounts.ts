import type { Pod } from '../../kinds/pod';
import { formatSelector, matchesSelector, type Selector } from '../../kinds/selector';
import type { NodeInfo } from './nodeInfo';

/** After so many different selectors all counts are forgotten: most belong to what is no more. */
const MOST_SELECTORS = 500;

interface Counted {
  readonly namespace: string;
  readonly selector: Selector;
  readonly byNode: Map<string, number>;
}

/** How many pods on each node match a selector, kept up to date for every selector that was asked for once. */
export class SelectorCounts {
  readonly #nodes: () => readonly NodeInfo[];
  readonly #counted = new Map<string, Counted>();

  constructor(nodes: () => readonly NodeInfo[]) {
    this.#nodes = nodes;
  }

  count(node: NodeInfo, namespace: string, selector: Selector): number {
    const key = `${namespace} ${formatSelector(selector)}`;
    return (this.#counted.get(key) ?? this.#begin(key, namespace, selector)).byNode.get(node.name) ?? 0;
  }

  /** A pod came to a node (1) or left it (-1). */
  change(pod: Pod, nodeName: string, by: 1 | -1): void {
    for (const counted of this.#counted.values()) {
      if (counts(counted, pod)) counted.byNode.set(nodeName, (counted.byNode.get(nodeName) ?? 0) + by);
    }
  }

  #begin(key: string, namespace: string, selector: Selector): Counted {
    if (this.#counted.size >= MOST_SELECTORS) this.#counted.clear();
    const counted: Counted = { namespace, selector, byNode: new Map() };
    this.#counted.set(key, counted);
    for (const node of this.#nodes()) {
      let count = 0;
      for (const { pod } of node.pods.values()) if (counts(counted, pod)) count++;
      if (count > 0) counted.byNode.set(node.name, count);
    }
    return counted;
  }
}

function counts({ namespace, selector }: Counted, { metadata }: Pod): boolean {
  if (metadata.namespace !== namespace || metadata.deletionTimestamp !== undefined) return false;
  return matchesSelector(selector, metadata.labels);
}
