/** The admission plugins, in the order of the real server's defaults. */
import type { AdmissionPlugin } from './admission';

export const admissionPlugins: readonly AdmissionPlugin[] = [];
