import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';

/** What a scheduler posts: the node of a pod. It is carried out and not kept. */
export const bindingKind = defineKind({
  group: '',
  version: 'v1',
  kind: 'Binding',
  plural: 'bindings',
  namespaced: true,
  schema: 'io.k8s.api.core.v1.Binding',
  verbs: ['create'],
  columns: [nameColumn, ageColumn],
});
