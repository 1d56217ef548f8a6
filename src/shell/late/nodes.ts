import { createMinikube } from '../minikube/minikube';
import { createSsh } from '../ssh';
import type { Tools } from './lateTools';

/** What makes nodes and leads onto them. */
export const tools: Tools = { minikube: createMinikube, ssh: createSsh };
