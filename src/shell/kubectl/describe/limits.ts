/** Quotas and limit ranges, on their own and as namespaces show them; priority classes. */
import type { LimitRange } from '../../../kinds/limits/limitRange';
import type { ResourceQuota } from '../../../kinds/limits/resourceQuota';
import { formatQuantity, quantityOf } from '../../../kinds/quantity';
import type { PriorityClass } from '../../../kinds/scheduling/priorityClass';
import { formatLabels } from '../../../kinds/selector';
import type { Describer, DescribeWriter } from './describer';

const SCOPES: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};
const LIMIT_COLUMNS = 'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio';
const LIMIT_RULES = '----\t--------\t---\t---\t---------------\t-------------\t-----------------------';

export const resourceQuotaDescriber: Describer<ResourceQuota> = {
  kind: 'ResourceQuota',
  events: false,
  // biome-ignore lint/correctness/useYield: nothing more to ask for
  *describe({ out }, quota) {
    out.line(0, `Name:\t${quota.metadata.name}`);
    out.line(0, `Namespace:\t${quota.metadata.namespace ?? ''}`);
    writeScopes(out, 0, quota, ' * ');
    out.line(0, 'Resource\tUsed\tHard\n--------\t----\t----');
    const { hard = {}, used = {} } = quota.status ?? {};
    for (const name of Object.keys(hard).sort()) {
      out.line(0, `${name}\t${inFormatOf(hard[name], used[name])}\t${hard[name]}`);
    }
  },
};

export const limitRangeDescriber: Describer<LimitRange> = {
  kind: 'LimitRange',
  events: false,
  // biome-ignore lint/correctness/useYield: nothing more to ask for
  *describe({ out }, range) {
    out.line(0, `Name:\t${range.metadata.name}`);
    out.line(0, `Namespace:\t${range.metadata.namespace ?? ''}`);
    out.line(0, `${LIMIT_COLUMNS}\n${LIMIT_RULES}`);
    writeLimits(out, range, '');
  },
};

export const priorityClassDescriber: Describer<PriorityClass> = {
  kind: 'scheduling.k8s.io/PriorityClass',
  // biome-ignore lint/correctness/useYield: nothing more to ask for
  *describe({ out }, { metadata, value, globalDefault, preemptionPolicy, description }) {
    out.line(0, `Name:\t${metadata.name}`);
    out.line(0, `Value:\t${value}`);
    out.line(0, `GlobalDefault:\t${globalDefault === true}`);
    out.line(0, `PreemptionPolicy:\t${preemptionPolicy ?? ''}`);
    out.line(0, `Description:\t${description ?? ''}`);
    out.line(0, `Annotations:\t${formatLabels(metadata.annotations ?? {})}`);
  },
};

/** The quotas of a namespace, in its description. */
export function writeQuotas(out: DescribeWriter, quotas: readonly ResourceQuota[]): void {
  out.line(0, quotas.length === 0 ? '\nNo resource quota.' : '\nResource Quotas');
  for (const quota of quotas) {
    out.line(1, `Name:\t${quota.metadata.name}`);
    writeScopes(out, 1, quota, '* ');
    out.line(1, 'Resource\tUsed\tHard');
    out.line(1, '--------\t---\t---');
    const { hard = {}, used = {} } = quota.status ?? {};
    for (const name of Object.keys(hard).sort()) out.line(1, `${name}\t${used[name] ?? '0'}\t${hard[name]}`);
  }
}

/** The limit ranges of a namespace, in its description. */
export function writeLimitRanges(out: DescribeWriter, ranges: readonly LimitRange[]): void {
  if (ranges.length === 0) {
    out.line(0, '\nNo LimitRange resource.');
    return;
  }
  out.line(0, `\nResource Limits\n ${LIMIT_COLUMNS}\n ${LIMIT_RULES}`);
  for (const range of ranges) writeLimits(out, range, ' ');
}

function writeScopes(out: DescribeWriter, level: number, { spec }: ResourceQuota, bullet: string): void {
  const scopes = [...(spec.scopes ?? [])].sort();
  if (scopes.length === 0) return;
  out.line(level, `Scopes:\t${scopes.join(', ')}`);
  for (const scope of scopes) if (SCOPES[scope] !== undefined) out.line(level, `${bullet}${SCOPES[scope]}`);
}

function writeLimits(out: DescribeWriter, { spec }: LimitRange, indent: string): void {
  for (const item of spec.limits ?? []) {
    const lists = [item.min, item.max, item.defaultRequest, item.default, item.maxLimitRequestRatio];
    const names = new Set(lists.flatMap((list) => Object.keys(list ?? {})));
    for (const name of [...names].sort()) {
      const values = lists.map((list) => list?.[name] ?? '-');
      out.line(0, `${indent}${item.type}\t${name}\t${values.join('\t')}`);
    }
  }
}

/** What is used, written in the units in which the limit is. */
function inFormatOf(hard: string | undefined, used: string | undefined): string {
  const amount = quantityOf(used);
  const { format } = quantityOf(hard);
  if (amount.format === format) return formatQuantity(amount);
  const whole = (amount.nano + 999_999_999n) / 1_000_000_000n;
  return formatQuantity({ nano: whole * 1_000_000_000n, format });
}
