import { equal } from '../../../base/equality';
import { type Kind, resourceName } from '../../../kinds/kind';
import { added, isCounted, limitsOn, matchesScopes, usageOf } from '../../../kinds/limits/quotaRules';
import { type ResourceQuota, resourceQuotaKind } from '../../../kinds/limits/resourceQuota';
import { type ClusterObject, keyOf } from '../../../kinds/object';
import { formatQuantity, type Quantity, quantityOf } from '../../../kinds/quantity';
import { kinds } from '../../../kinds/registry';
import type { Controller, ControllerContext, ControllerDefinition, Outcome } from '../controller';

/** How often all quotas are counted anew, whatever happened. */
const FULL_RESYNC = 5 * 60_000;

/** Counts what each quota's namespace uses, above all when something is given up: admission counts what is added. */
export const resourceQuotaController: ControllerDefinition = {
  name: 'resourcequota-controller',
  account: 'resourcequota-controller',
  create: (context) => new ResourceQuotaController(context),
};

class ResourceQuotaController implements Controller {
  readonly #context: ControllerContext;
  /** The resources that some quota limits, which are watched. */
  readonly #watched = new Set<string>();

  constructor(context: ControllerContext) {
    this.#context = context;
    const enqueue = (quota: ResourceQuota) => context.enqueue(keyOf(quota));
    context.watch(resourceQuotaKind, {
      onAdd: enqueue,
      onUpdate: (old, quota) => {
        if (!equal(old.spec, quota.spec)) enqueue(quota);
      },
    });
    context.every(FULL_RESYNC, () => context.informer(resourceQuotaKind).list().forEach(enqueue));
  }

  reconcile(key: string): Outcome {
    const { client, informer } = this.#context;
    const quota = informer(resourceQuotaKind).get(key);
    if (quota === undefined) return 'done';
    const { name, namespace = '' } = quota.metadata;
    const { hard = {} } = quota.spec;
    // What admission has charged meanwhile is in the stored object, and not yet in the informer's. The controller may
    // list, but not get.
    const found = client.list(resourceQuotaKind, { namespace, fieldSelector: `metadata.name=${name}` });
    const stored = found.ok ? found.value.items[0] : undefined;
    const status = { hard, used: this.#used({ ...quota, status: { hard } }) };
    if (stored === undefined || equal(stored.status, status)) return 'done';
    const written = client.updateStatus(resourceQuotaKind, { ...stored, status });
    return written.ok || written.error.reason === 'NotFound' ? 'done' : 'retry';
  }

  #used(quota: ResourceQuota): Record<string, string> {
    const { clock, client } = this.#context;
    const { namespace } = quota.metadata;
    let sum: Record<string, Quantity> = {};
    for (const kind of kinds) {
      if (!isCounted(kind) || limitsOn(kind, quota).length === 0) continue;
      this.#watch(kind);
      const list = client.list(kind, { namespace });
      for (const object of list.ok ? list.value.items : []) {
        if (matchesScopes(kind, object, quota)) sum = added(sum, usageOf(kind, object, clock.now));
      }
    }
    const limits = Object.keys(quota.status?.hard ?? {});
    return Object.fromEntries(limits.map((limit) => [limit, formatQuantity(sum[limit] ?? quantityOf('0'))]));
  }

  /** Looks out for objects that go, or come to take less. */
  #watch(kind: Kind): void {
    const name = resourceName(kind);
    if (this.#watched.has(name)) return;
    this.#watched.add(name);
    const given = (object: ClusterObject) => {
      for (const quota of this.#context
        .informer(resourceQuotaKind)
        .byIndex('namespace', object.metadata.namespace ?? '')) {
        if (limitsOn(kind, { ...quota, status: { hard: quota.spec.hard ?? {} } }).length > 0) {
          this.#context.enqueue(keyOf(quota));
        }
      }
    };
    this.#context.watch(kind, {
      onDelete: given,
      onUpdate: (old, object) => {
        const { now } = this.#context.clock;
        if (!equalUsage(usageOf(kind, old, now), usageOf(kind, object, now))) given(object);
      },
    });
  }
}

function equalUsage(a: Readonly<Record<string, Quantity>>, b: Readonly<Record<string, Quantity>>): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => (a[name]?.nano ?? 0n) === (b[name]?.nano ?? 0n));
}
