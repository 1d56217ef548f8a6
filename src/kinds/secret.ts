import type { ClusterObject } from './object';

export interface Secret extends ClusterObject {
  type?: string;
  data?: Record<string, string>;
  stringData?: Record<string, string>;
  immutable?: boolean;
}
