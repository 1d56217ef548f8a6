/** Services in quotas: how many there are, and how many have node ports and load balancers. */
import type { QuotaRules } from '../limits/quotaRules';
import { quantityOf } from '../quantity';
import type { Service } from '../service';

export const serviceQuota: QuotaRules<Service> = {
  onUpdate: true,
  measures: (name) => ['services', 'services.nodeports', 'services.loadbalancers'].includes(name),
  usage: ({ spec }) => {
    const ports = spec.ports?.length ?? 0;
    let nodePorts = 0;
    if (spec.type === 'NodePort') nodePorts = ports;
    if (spec.type === 'LoadBalancer') {
      const given = (spec.ports ?? []).filter((port) => (port.nodePort ?? 0) !== 0).length;
      nodePorts = spec.allocateLoadBalancerNodePorts === false ? given : ports;
    }
    return {
      services: quantityOf('1'),
      'services.nodeports': quantityOf(nodePorts),
      'services.loadbalancers': quantityOf(spec.type === 'LoadBalancer' ? 1 : 0),
    };
  },
};
