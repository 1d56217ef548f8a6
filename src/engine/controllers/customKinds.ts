/** The kinds that CustomResourceDefinitions make, for controllers that look after objects of every kind. */
import { customKinds } from '../../kinds/extensions/customKind';
import {
  type CustomResourceDefinition,
  customResourceDefinitionKind,
} from '../../kinds/extensions/customResourceDefinition';
import { apiVersionOf, type Kind } from '../../kinds/kind';
import type { ControllerContext } from './controller';

export class CustomKinds {
  /** By the definition's name. */
  readonly #byDefinition = new Map<string, readonly Kind[]>();

  /** `found` is told once of each definition's kind in the version in which its objects are kept. */
  constructor(context: ControllerContext, found: (kind: Kind) => void = () => {}) {
    const told = new Set<string>();
    const look = (definition: CustomResourceDefinition) => {
      const { name } = definition.metadata;
      const kinds = customKinds(definition);
      this.#byDefinition.set(name, kinds);
      const kept = kinds.find((kind) => kind.keptAs === undefined) ?? kinds[0]?.keptAs?.kind;
      if (kept === undefined || told.has(name)) return;
      told.add(name);
      found(kept);
    };
    context.watch(customResourceDefinitionKind, {
      onAdd: look,
      onUpdate: (_old, definition) => look(definition),
      onDelete: ({ metadata }) => this.#byDefinition.delete(metadata.name),
    });
  }

  /** One for each definition. */
  get all(): readonly Kind[] {
    return [...this.#byDefinition.values()].flatMap((kinds) => kinds.slice(0, 1));
  }

  find(apiVersion: string, kind: string): Kind | undefined {
    return [...this.#byDefinition.values()].flat().find((one) => one.kind === kind && apiVersionOf(one) === apiVersion);
  }
}
