import type { Resource } from './resource';

/** v1 still orphans the pods of a deleted controller, unless the request says otherwise (kubectl always does). */
export const replicationControllerResource: Resource = { name: 'replicationcontrollers', dependents: 'orphan' };
