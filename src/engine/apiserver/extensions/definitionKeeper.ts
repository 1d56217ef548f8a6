/**
 * What apiextensions' controllers do inside the API server: names of new CustomResourceDefinitions are accepted (or not)
 * and the definitions established; the objects of one that is being deleted go first.
 */
import { equal } from '../../../base/equality';
import { formatTime } from '../../../base/time';
import { customKinds } from '../../../kinds/extensions/customKind';
import {
  type CustomNames,
  type CustomResourceDefinition,
  conditionOf,
  customResourceDefinitionKind,
  type DefinitionCondition,
} from '../../../kinds/extensions/customResourceDefinition';
import type { Client } from '../../client/client';
import { Informer } from '../../client/informer';
import type { Clock } from '../../clock';
import { CLEANUP_FINALIZER } from '../resources/customResourceDefinitions';

/** How long the server needs to take notice, in milliseconds. */
const DELAY = 5;
/** How often it looks whether the objects of a definition are gone. */
const LOOK_EVERY = 5000;

export class DefinitionKeeper {
  readonly #client: Client;
  readonly #clock: Clock;
  readonly #informer: Informer<CustomResourceDefinition>;
  readonly #due = new Set<string>();

  constructor(client: Client, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
    const look = ({ metadata }: CustomResourceDefinition) => this.#later(metadata.name, DELAY);
    const all = () => {
      for (const definition of this.#informer.list()) look(definition);
    };
    this.#informer = new Informer(client, customResourceDefinitionKind, {
      clock,
      onAdd: look,
      onUpdate: (_old, definition) => look(definition),
      // Names that were taken are free again.
      onDelete: all,
    });
  }

  start(): void {
    this.#informer.start();
  }

  #later(name: string, delay: number): void {
    if (this.#due.has(name)) return;
    this.#due.add(name);
    this.#clock.after(delay, () => {
      this.#due.delete(name);
      this.#reconcile(name);
    });
  }

  #reconcile(name: string): void {
    const found = this.#client.get(customResourceDefinitionKind, name);
    if (!found.ok) return;
    const definition = found.value;
    if (definition.metadata.deletionTimestamp !== undefined) this.#cleanUp(definition);
    else this.#accept(definition);
  }

  #accept(definition: CustomResourceDefinition): void {
    const { names } = definition.spec;
    const taken = this.#conflict(definition);
    const established = conditionOf(definition, 'Established')?.status === 'True';
    const accepted = taken === undefined ? names : (definition.status?.acceptedNames ?? { kind: '', plural: '' });
    const namesAccepted =
      taken === undefined
        ? this.#condition(definition, 'NamesAccepted', 'True', 'NoConflicts', 'no conflicts found')
        : this.#condition(definition, 'NamesAccepted', 'False', taken.reason, taken.message);
    const establishedNow =
      established || taken === undefined
        ? this.#condition(
            definition,
            'Established',
            'True',
            'InitialNamesAccepted',
            'the initial names have been accepted',
          )
        : this.#condition(definition, 'Established', 'False', 'NotAccepted', 'not all names are accepted');
    const others = (definition.status?.conditions ?? []).filter(
      ({ type }) => type !== 'NamesAccepted' && type !== 'Established',
    );
    this.#write(definition, { acceptedNames: accepted, conditions: [namesAccepted, establishedNow, ...others] });
  }

  /** A name that another definition of the group has. */
  #conflict(definition: CustomResourceDefinition): { reason: string; message: string } | undefined {
    const others = this.#informer
      .list()
      .filter((one) => one.metadata.name !== definition.metadata.name && one.spec.group === definition.spec.group)
      .map((one) => one.status?.acceptedNames)
      .filter((names): names is CustomNames => names !== undefined);
    const { names } = definition.spec;
    const resources = new Set(
      others.flatMap(({ plural, singular, shortNames = [] }) => [plural, singular, ...shortNames]),
    );
    const kinds = new Set(others.flatMap(({ kind, listKind }) => [kind, listKind]));
    const checks: [string, string | undefined, ReadonlySet<string | undefined>][] = [
      ['PluralConflict', names.plural, resources],
      ['SingularConflict', names.singular, resources],
      ...(names.shortNames ?? []).map((name): [string, string, typeof resources] => [
        'ShortNamesConflict',
        name,
        resources,
      ]),
      ['KindConflict', names.kind, kinds],
      ['ListKindConflict', names.listKind, kinds],
    ];
    const found = checks.find(([, name, taken]) => name !== undefined && name !== '' && taken.has(name));
    return found === undefined
      ? undefined
      : { reason: found[0], message: `${JSON.stringify(found[1])} is already in use` };
  }

  #cleanUp(definition: CustomResourceDefinition): void {
    if (!(definition.metadata.finalizers ?? []).includes(CLEANUP_FINALIZER)) return;
    const kind =
      customKinds(definition).find((one) => one.keptAs === undefined) ?? customKinds(definition)[0]?.keptAs?.kind;
    const left = () => {
      if (kind === undefined) return [];
      const list = this.#client.list(kind);
      return list.ok ? list.value.items : [];
    };
    for (const { metadata } of left()) {
      if (kind !== undefined && metadata.deletionTimestamp === undefined) {
        this.#client.delete(kind, metadata.name, metadata.namespace);
      }
    }
    if (left().length > 0) {
      const message = 'CustomResource deletion is in progress';
      this.#setTerminating(definition, 'True', 'InstanceDeletionInProgress', message);
      this.#later(definition.metadata.name, LOOK_EVERY);
      return;
    }
    this.#setTerminating(definition, 'False', 'InstanceDeletionCompleted', 'removed all instances');
    const fresh = this.#client.get(customResourceDefinitionKind, definition.metadata.name);
    if (!fresh.ok) return;
    const finalizers = (fresh.value.metadata.finalizers ?? []).filter((one) => one !== CLEANUP_FINALIZER);
    const metadata = { ...fresh.value.metadata, finalizers };
    this.#client.update(customResourceDefinitionKind, { ...fresh.value, metadata });
  }

  #setTerminating(definition: CustomResourceDefinition, status: string, reason: string, message: string): void {
    const condition = this.#condition(definition, 'Terminating', status, reason, message);
    const others = (definition.status?.conditions ?? []).filter(({ type }) => type !== 'Terminating');
    this.#write(definition, { conditions: [...others, condition] });
  }

  #condition(
    definition: CustomResourceDefinition,
    type: string,
    status: string,
    reason: string,
    message: string,
  ): DefinitionCondition {
    const old = conditionOf(definition, type);
    const now = formatTime(this.#clock.now);
    return {
      lastTransitionTime: old?.status === status ? (old.lastTransitionTime ?? now) : now,
      message,
      reason,
      status,
      type,
    };
  }

  #write(definition: CustomResourceDefinition, change: CustomResourceDefinition['status']): void {
    const status = { ...definition.status, ...change };
    if (!equal(status, definition.status)) {
      this.#client.updateStatus(customResourceDefinitionKind, { ...definition, status });
    }
  }
}
