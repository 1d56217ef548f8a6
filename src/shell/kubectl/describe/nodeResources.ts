/** What the pods of a node ask for, one by one and in sum. */
import type { Node } from '../../../kinds/node';
import type { Pod } from '../../../kinds/pod';
import { type Amounts, addAmounts, podAmounts } from '../../../kinds/pods/podAmounts';
import { formatQuantity, milliValue, type Quantity, quantityOf } from '../../../kinds/quantity';
import type { DescribeContext } from './describer';
import { ageOf } from './metadata';

/** Writes `Non-terminated Pods` and `Allocated resources`. */
export function writeNodeResources({ out, now }: DescribeContext, node: Node, pods: readonly Pod[]): void {
  const allocatable = node.status?.allocatable ?? node.status?.capacity ?? {};
  out.line(0, `Non-terminated Pods:\t(${pods.length} in total)`);
  out.line(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge');
  out.line(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---');
  const requests: Amounts = new Map();
  const limits: Amounts = new Map();
  for (const pod of pods) {
    const own = [podAmounts(pod, 'requests'), podAmounts(pod, 'limits')] as const;
    const cells = ['cpu', 'memory'].flatMap((name) => own.map((amounts) => share(amounts, name, allocatable)));
    const age = ageOf(pod.metadata.creationTimestamp, now);
    out.line(1, `${pod.metadata.namespace ?? ''}\t${pod.metadata.name}\t\t${cells.join('\t')}\t${age}`);
    addAmounts(requests, own[0]);
    addAmounts(limits, own[1]);
  }
  out.line(0, 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)');
  out.line(1, 'Resource\tRequests\tLimits');
  out.line(1, '--------\t--------\t------');
  const always = ['cpu', 'memory', 'ephemeral-storage'];
  for (const name of always) {
    out.line(1, `${name}\t${share(requests, name, allocatable)}\t${share(limits, name, allocatable)}`);
  }
  const others = Object.keys(allocatable).filter((name) => ![...always, 'pods', 'storage'].includes(name));
  for (const name of others.sort()) {
    const cell = (amounts: Amounts): string =>
      name.startsWith('hugepages-') ? share(amounts, name, allocatable) : formatQuantity(amountOf(amounts, name));
    out.line(1, `${name}\t${cell(requests)}\t${cell(limits)}`);
  }
}

/** `100m (5%)`: the part of what the node has, without fractions. */
function share(amounts: Amounts, name: string, allocatable: Readonly<Record<string, string>>): string {
  const text = formatQuantity(amountOf(amounts, name));
  const whole = milliValue(allocatable[name]);
  const percent = whole === 0 ? 0 : Math.trunc((milliValue(text) / whole) * 100);
  return `${text} (${percent}%)`;
}

function amountOf(amounts: Amounts, name: string): Quantity {
  return amounts.get(name) ?? quantityOf('0');
}
