import type { PodSpec } from 'kubernetes-types/core/v1';
import { compareQuantities, quantityOf } from '../quantity';

export type QualityOfService = 'Guaranteed' | 'Burstable' | 'BestEffort';

/**
 * A pod's QoS class: BestEffort when no container asks for or limits CPU or memory, Guaranteed when every container
 * limits both and asks for exactly its limits, Burstable otherwise.
 */
export function qualityOfService(spec: PodSpec): QualityOfService {
  let asks = false;
  let guaranteed = true;
  for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
    for (const name of ['cpu', 'memory']) {
      const limit = quantityOf(container.resources?.limits?.[name]);
      const request = quantityOf(container.resources?.requests?.[name]);
      if (limit.nano > 0n || request.nano > 0n) asks = true;
      if (limit.nano === 0n || compareQuantities(limit, request) !== 0) guaranteed = false;
    }
  }
  if (!asks) return 'BestEffort';
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
