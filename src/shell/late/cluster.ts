import { createKubectl } from '../kubectl/kubectl';
import type { Tools } from './lateTools';

/** What every cluster is spoken to with. */
export const tools: Tools = { kubectl: createKubectl };
