/** Resources that do more than their kind's declaration says. */

import type { FindNodeDoor } from '../../client/nodeDoor';
import { certificateSigningRequestResource } from './certificateSigningRequests';
import { customResourceDefinitionResource } from './customResourceDefinitions';
import { eventResource } from './events';
import { flowSchemaResource } from './flowSchemas';
import { namespaceResource } from './namespaces';
import { bindingResource, podResource } from './pods';
import { nodeResource } from './proxies';
import { replicationControllerResource } from './replicationControllers';
import type { Resource } from './resource';
import { reviewResources } from './reviews';
import { roleResources } from './roles';
import { serviceAccountResource } from './serviceAccounts';
import { type ServiceRanges, serviceResource } from './services';

export function resourcesOf(ranges: ServiceRanges, findNode: FindNodeDoor): readonly Resource[] {
  return [
    bindingResource,
    certificateSigningRequestResource,
    customResourceDefinitionResource,
    { name: 'endpoints', createsOnUpdate: true },
    eventResource,
    flowSchemaResource,
    { name: 'jobs.batch', dependents: 'orphan' },
    { name: 'leases.coordination.k8s.io', createsOnUpdate: true },
    namespaceResource,
    nodeResource(findNode),
    podResource(findNode),
    replicationControllerResource,
    ...reviewResources,
    ...roleResources,
    serviceAccountResource,
    serviceResource(ranges),
  ];
}
