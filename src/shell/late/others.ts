import { createCloud } from '../cloud/cloud';
import { createK9s } from '../k9s/k9s';
import type { Tools } from './lateTools';

export const tools: Tools = { k9s: createK9s, cloud: createCloud };
