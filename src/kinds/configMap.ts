import type { ClusterObject } from './object';

export interface ConfigMap extends ClusterObject {
  data?: Record<string, string>;
  binaryData?: Record<string, string>;
  immutable?: boolean;
}
