import type { NamespaceCondition } from 'kubernetes-types/core/v1';
import { equal } from '../../../base/equality';
import { formatTime } from '../../../base/time';
import { type Kind, pathOf, resourceName } from '../../../kinds/kind';
import { type Namespace, namespaceKind } from '../../../kinds/namespace';
import type { ClusterObject } from '../../../kinds/object';
import type { Pod } from '../../../kinds/pod';
import { kinds } from '../../../kinds/registry';
import type { Controller, ControllerContext, ControllerDefinition, Outcome } from '../controller';
import { CustomKinds } from '../customKinds';

const FINALIZER = 'kubernetes';
/** What an object that has finalizers is thought to need, in seconds. */
const FINALIZER_ESTIMATE = 15;
/** client-go waits before it looks at a namespace whose deletion began, so that all servers know of it. */
const GRACE = 5000;

export const namespaceController: ControllerDefinition = {
  name: 'namespace-controller',
  account: 'namespace-controller',
  create: (context) => new NamespaceController(context),
};

interface Remaining {
  readonly kind: Kind;
  readonly objects: readonly ClusterObject[];
}

/** Empties a namespace that is being deleted, and lets go of it when nothing is left. */
class NamespaceController implements Controller {
  readonly #context: ControllerContext;
  readonly #custom: CustomKinds;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#custom = new CustomKinds(context);
    const enqueue = (namespace: Namespace) => {
      if (namespace.metadata.deletionTimestamp === undefined) return;
      context.enqueueAfter(namespace.metadata.name, GRACE, { pause: true });
    };
    context.watch(namespaceKind, { onAdd: enqueue, onUpdate: (_old, namespace) => enqueue(namespace) });
  }

  reconcile(name: string): Outcome {
    const found = this.#context.client.get(namespaceKind, name);
    if (!found.ok) return found.error.reason === 'NotFound' ? 'done' : 'retry';
    const namespace = found.value;
    if (namespace.metadata.deletionTimestamp === undefined) return 'done';
    if (!(namespace.spec?.finalizers ?? []).includes(FINALIZER)) return 'done';
    for (const { kind, objects } of this.#contents(name)) {
      for (const object of objects) this.#delete(kind, object);
    }
    const remaining = this.#contents(name);
    this.#report(namespace, remaining);
    if (remaining.length === 0) return this.#finalize(name);
    const estimate = Math.max(0, ...remaining.map(estimateOf));
    return { after: (Math.trunc(estimate / 2) + 1) * 1000 };
  }

  #contents(namespace: string): Remaining[] {
    return [...kinds, ...this.#custom.all]
      .filter((kind) => kind.namespaced)
      .map((kind) => {
        const list = this.#context.client.list(kind, { namespace });
        return { kind, objects: list.ok ? list.value.items : [] };
      })
      .filter(({ objects }) => objects.length > 0);
  }

  #delete(kind: Kind, object: ClusterObject): void {
    const { name, namespace, deletionTimestamp } = object.metadata;
    if (deletionTimestamp !== undefined) return;
    this.#context.client.delete(kind, name, namespace, { propagationPolicy: 'Background' });
  }

  /** Tells in the conditions what is left, as `kubectl get ns -o yaml` shows it while the deletion lasts. */
  #report(namespace: Namespace, remaining: readonly Remaining[]): void {
    const fresh = this.#context.client.get(namespaceKind, namespace.metadata.name);
    if (!fresh.ok) return;
    const now = formatTime(this.#context.clock.now);
    const before = fresh.value.status?.conditions ?? [];
    const conditions = conditionsFor(remaining).map((condition) => {
      const old = before.find((one) => one.type === condition.type);
      const lastTransitionTime = old?.status === condition.status ? old.lastTransitionTime : now;
      return { ...condition, lastTransitionTime };
    });
    if (equal(before, conditions)) return;
    const status = { phase: 'Terminating', conditions };
    this.#context.client.updateStatus(namespaceKind, { ...fresh.value, status });
  }

  #finalize(name: string): Outcome {
    const fresh = this.#context.client.get(namespaceKind, name);
    if (!fresh.ok) return fresh.error.reason === 'NotFound' ? 'done' : 'retry';
    const finalizers = (fresh.value.spec?.finalizers ?? []).filter((finalizer) => finalizer !== FINALIZER);
    const body = { ...fresh.value, spec: { ...fresh.value.spec, finalizers } };
    const path = pathOf(namespaceKind, undefined, name, 'finalize');
    const finalized = this.#context.client.request({ method: 'PUT', path, body });
    return finalized.ok || finalized.error.reason === 'NotFound' ? 'done' : 'retry';
  }
}

/** In how many seconds the objects are likely to be gone. */
function estimateOf({ objects }: Remaining): number {
  const seconds = objects.map((object) => {
    if ((object.metadata.finalizers ?? []).length > 0) return FINALIZER_ESTIMATE;
    return (object as Partial<Pod>).spec?.terminationGracePeriodSeconds ?? 0;
  });
  return Math.max(0, ...seconds);
}

function conditionsFor(remaining: readonly Remaining[]): Omit<NamespaceCondition, 'lastTransitionTime'>[] {
  const content = remaining.map(({ kind, objects }) => `${dotted(kind)} has ${objects.length} resource instances`);
  const finalizers = new Map<string, number>();
  for (const object of remaining.flatMap(({ objects }) => objects)) {
    for (const finalizer of object.metadata.finalizers ?? []) {
      finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
    }
  }
  const held = [...finalizers].map(([finalizer, count]) => `${finalizer} in ${count} resource instances`).sort();
  return [
    {
      type: 'NamespaceDeletionDiscoveryFailure',
      status: 'False',
      reason: 'ResourcesDiscovered',
      message: 'All resources successfully discovered',
    },
    {
      type: 'NamespaceDeletionGroupVersionParsingFailure',
      status: 'False',
      reason: 'ParsedGroupVersions',
      message: 'All legacy kube types successfully parsed',
    },
    {
      type: 'NamespaceDeletionContentFailure',
      status: 'False',
      reason: 'ContentDeleted',
      message: 'All content successfully deleted, may be waiting on finalization',
    },
    content.length === 0
      ? {
          type: 'NamespaceContentRemaining',
          status: 'False',
          reason: 'ContentRemoved',
          message: 'All content successfully removed',
        }
      : {
          type: 'NamespaceContentRemaining',
          status: 'True',
          reason: 'SomeResourcesRemain',
          message: `Some resources are remaining: ${content.sort().join(', ')}`,
        },
    held.length === 0
      ? {
          type: 'NamespaceFinalizersRemaining',
          status: 'False',
          reason: 'ContentHasNoFinalizers',
          message: 'All content-preserving finalizers finished',
        }
      : {
          type: 'NamespaceFinalizersRemaining',
          status: 'True',
          reason: 'SomeFinalizersRemain',
          message: `Some content in the namespace has finalizers remaining: ${held.join(', ')}`,
        },
  ];
}

/** `pods.`, `deployments.apps`: the group follows the dot even when it is empty. */
function dotted(kind: Kind): string {
  return kind.group === '' ? `${kind.plural}.` : resourceName(kind);
}
