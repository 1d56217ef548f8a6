import { clone } from '../../../base/clone';
import { formatTime } from '../../../base/time';
import type { CustomResourceDefinition } from '../../../kinds/extensions/customResourceDefinition';
import { draftMeta } from '../draft';
import type { Resource } from './resource';

/** Keeps a definition until its objects are gone. */
export const CLEANUP_FINALIZER = 'customresourcecleanup.apiextensions.k8s.io';

export const customResourceDefinitionResource: Resource = {
  name: 'customresourcedefinitions.apiextensions.k8s.io',
  beginDelete(call, object, _options, store) {
    const existing = object as CustomResourceDefinition;
    if (existing.metadata.deletionTimestamp !== undefined) {
      return (existing.metadata.finalizers ?? []).length > 0 ? existing : undefined;
    }
    const draft = clone(existing);
    const metadata = draftMeta(draft);
    const now = formatTime(store.clock.now);
    metadata.deletionTimestamp = now;
    metadata.finalizers = [...(metadata.finalizers ?? []), CLEANUP_FINALIZER];
    const others = (draft.status?.conditions ?? []).filter(({ type }) => type !== 'Terminating');
    draft.status = {
      ...draft.status,
      conditions: [
        ...others,
        {
          lastTransitionTime: now,
          message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
          reason: 'InstanceDeletionPending',
          status: 'True',
          type: 'Terminating',
        },
      ],
    };
    return store.replace(call, existing, draft, 200);
  },
};
