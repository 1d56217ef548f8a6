import type { LimitRangeItem, LimitRangeSpec } from 'kubernetes-types/core/v1';
import { createdAtColumn, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { canonicalAmounts } from '../quantity';
import { validateLimitRange } from './validateLimitRange';

export interface LimitRange extends ClusterObject {
  spec: LimitRangeSpec;
}

export const limitRangeKind = defineKind<LimitRange>({
  group: '',
  version: 'v1',
  kind: 'LimitRange',
  plural: 'limitranges',
  namespaced: true,
  schema: 'io.k8s.api.core.v1.LimitRange',
  shortNames: ['limits'],
  setDefaults(range) {
    range.spec ??= { limits: [] };
    for (const item of range.spec.limits ?? []) setItemDefaults(item);
  },
  validate: validateLimitRange,
  columns: [nameColumn, createdAtColumn],
});

/** What a container may use at most is its default limit, and that is its default request. */
function setItemDefaults(item: LimitRangeItem): void {
  for (const list of [item.max, item.min, item.default, item.defaultRequest, item.maxLimitRequestRatio]) {
    canonicalAmounts(list);
  }
  if (item.type !== 'Container') return;
  const defaults = { ...item.max, ...item.default };
  const requests = { ...item.min, ...defaults, ...item.defaultRequest };
  if (Object.keys(defaults).length > 0) item.default = defaults;
  if (Object.keys(requests).length > 0) item.defaultRequest = requests;
}
