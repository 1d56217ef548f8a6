import { createDocker } from '../docker/docker';
import type { Tools } from './lateTools';

/** The client of Docker's daemon, with compose. */
export const tools: Tools = { docker: createDocker };
