/**
 * What the API server answers for at this moment: the built-in kinds, those that definitions in etcd make, and those
 * that another server behind it answers for.
 */

import { customKinds } from '../../../kinds/extensions/customKind';
import {
  type CustomResourceDefinition,
  customResourceDefinitionKind,
} from '../../../kinds/extensions/customResourceDefinition';
import { apiVersionOf, type Kind } from '../../../kinds/kind';
import type { ClusterObject } from '../../../kinds/object';
import type { Etcd, EtcdEvent } from '../../etcd/etcd';

export class ServedKinds {
  readonly #builtIn: readonly Kind[];
  /** By the definition's name. */
  readonly #custom = new Map<string, readonly Kind[]>();
  /** By group version and plural: `v1/pods`, `apps/v1/deployments`. */
  #behind: readonly Kind[] = [];
  #byPath = new Map<string, Kind>();
  #all: readonly Kind[] = [];
  #changes = 0;

  readonly #gone: (kind: Kind) => void;

  /** `gone` is told of kinds that are not served any more. */
  constructor(builtIn: readonly Kind[], etcd: Etcd<ClusterObject>, gone: (kind: Kind) => void) {
    this.#builtIn = builtIn;
    this.#gone = gone;
    this.#refresh();
    etcd.watch((event) => this.#look(event));
  }

  get all(): readonly Kind[] {
    return this.#all;
  }

  /** How often the list has changed: documents about it are made anew then. */
  get changes(): number {
    return this.#changes;
  }

  find(path: string): Kind | undefined {
    return this.#byPath.get(path);
  }

  /** The kinds that another server answers for from now on. */
  setBehind(kinds: readonly Kind[]): void {
    if (kinds === this.#behind) return;
    this.#behind = kinds;
    this.#refresh();
  }

  #look({ current, previous }: EtcdEvent<ClusterObject>): void {
    const object = (current ?? previous)?.value;
    if (
      object?.kind !== customResourceDefinitionKind.kind ||
      object.apiVersion !== apiVersionOf(customResourceDefinitionKind)
    )
      return;
    const definition = current?.value as CustomResourceDefinition | undefined;
    const kinds = definition === undefined ? [] : customKinds(definition);
    const { name } = object.metadata;
    if (kinds.length === 0 && !this.#custom.has(name)) return;
    const before = this.#custom.get(name) ?? [];
    if (kinds.length === 0) this.#custom.delete(name);
    else this.#custom.set(name, kinds);
    this.#refresh();
    for (const kind of before) if (!kinds.some((one) => one.version === kind.version)) this.#gone(kind);
  }

  #refresh(): void {
    this.#all = [...this.#builtIn, ...[...this.#custom.values()].flat(), ...this.#behind];
    this.#byPath = new Map(this.#all.map((kind) => [`${apiVersionOf(kind)}/${kind.plural}`, kind]));
    this.#changes++;
  }
}
