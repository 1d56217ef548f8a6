import { clone } from '../../../base/clone';
import { formatTime } from '../../../base/time';
import type { Namespace } from '../../../kinds/namespace';
import type { ClusterObject } from '../../../kinds/object';
import { setDependentFinalizers } from '../deletion';
import { draftMeta } from '../draft';
import { updateFromBody } from '../updates';
import type { Resource } from './resource';

/** The finalizer that the namespace controller takes off when the namespace is empty. */
const KUBERNETES_FINALIZER = 'kubernetes';

/** A deleted namespace is Terminating until its controller has emptied it and calls `finalize`. */
export const namespaceResource: Resource = {
  name: 'namespaces',
  beginCreate(draft) {
    const namespace = draft as Namespace;
    namespace.status = { phase: 'Active' };
    const finalizers = namespace.spec?.finalizers ?? [];
    namespace.spec = {
      ...namespace.spec,
      finalizers: finalizers.includes(KUBERNETES_FINALIZER) ? finalizers : [...finalizers, KUBERNETES_FINALIZER],
    };
    const { name } = namespace.metadata;
    if (name !== '') namespace.metadata.labels = { ...namespace.metadata.labels, 'kubernetes.io/metadata.name': name };
    return [];
  },
  beginDelete(call, object, options, store) {
    const existing = object as Namespace;
    const held = (existing.spec?.finalizers ?? []).length > 0;
    if (existing.metadata.deletionTimestamp !== undefined) return held ? existing : undefined;
    if (!held) return undefined;
    const draft = clone(existing);
    draftMeta(draft).deletionTimestamp = formatTime(store.clock.now);
    draft.status = { ...draft.status, phase: 'Terminating' };
    setDependentFinalizers(namespaceResource, draft, options);
    return store.replace(call, existing, draft, 200);
  },
  holdsDeletion: (object) => ((object as Namespace).spec?.finalizers ?? []).length > 0,
  subresources: {
    finalize: {
      handle: (call, store) =>
        updateFromBody(call, store, {
          subresource: 'finalize',
          prepare: keepAllButFinalizers,
          validate: () => [],
        }),
    },
  },
};

function keepAllButFinalizers(draft: ClusterObject, old: ClusterObject): void {
  const finalizers = (draft as Namespace).spec?.finalizers;
  const { status, metadata } = clone(old) as Namespace;
  Object.assign(draft, { metadata, spec: { ...(finalizers === undefined ? {} : { finalizers }) } });
  if (status !== undefined) Object.assign(draft, { status });
}
