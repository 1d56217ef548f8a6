/** What of a Job cannot change once it exists. */
import type { JobSpec } from 'kubernetes-types/batch/v1';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { equal } from '../../base/equality';
import { goSyntax } from '../difference/goSyntax';
import { type FieldError, goText, invalid } from '../fieldError';
import { goSelector } from '../workloads/validateSelector';
import type { Job } from './job';
import { hasJobCondition } from './jobConditions';

const IMMUTABLE = 'field is immutable';

export function validateJobUpdate(job: Job, old: Job): FieldError[] {
  const { spec } = job;
  return [
    ...validateCompletions(spec, old.spec),
    ...same('spec.selector', spec.selector, old.spec.selector, () => goSelector(spec.selector)),
    ...validateTemplate(job, old),
    ...same('spec.completionMode', spec.completionMode, old.spec.completionMode),
    ...same('spec.podFailurePolicy', spec.podFailurePolicy, old.spec.podFailurePolicy),
    ...same('spec.backoffLimitPerIndex', spec.backoffLimitPerIndex, old.spec.backoffLimitPerIndex),
    ...same('spec.managedBy', spec.managedBy, old.spec.managedBy),
    ...same('spec.successPolicy', spec.successPolicy, old.spec.successPolicy),
  ];
}

function same(field: string, value: unknown, old: unknown, show: () => unknown = () => value): FieldError[] {
  return equal(value, old) ? [] : [invalid(field, show(), IMMUTABLE)];
}

/** Only an indexed Job grows and shrinks, together with its parallelism. */
function validateCompletions(spec: JobSpec, old: JobSpec): FieldError[] {
  const { completions, completionMode, parallelism } = spec;
  if (completionMode !== 'Indexed') return same('spec.completions', completions, old.completions);
  if (completions === old.completions || completions === undefined || completions === parallelism) return [];
  return [invalid('spec.completions', completions, 'can only be modified in tandem with spec.parallelism')];
}

/** Where pods of a suspended Job that never ran may go can still change. */
function validateTemplate(job: Job, old: Job): FieldError[] {
  const { template } = job.spec;
  const suspended =
    old.spec.suspend === true && hasJobCondition(old, 'Suspended') === (old.status?.conditions !== undefined);
  const mayMove = suspended && old.status?.startTime === undefined;
  const before = mayMove ? withSchedulingOf(old.spec.template, template) : old.spec.template;
  if (equal(template, before)) return [];
  return [invalid('spec.template', goText(goSyntax(template, 'PodTemplateSpec')), IMMUTABLE)];
}

function withSchedulingOf(old: PodTemplateSpec, template: PodTemplateSpec): PodTemplateSpec {
  const spec: Record<string, unknown> = { ...old.spec };
  const wanted = template.spec as Record<string, unknown> | undefined;
  for (const name of ['nodeSelector', 'tolerations', 'schedulingGates', 'affinity']) {
    if (wanted?.[name] === undefined) delete spec[name];
    else spec[name] = wanted[name];
  }
  const { labels: _labels, annotations: _annotations, ...rest } = old.metadata ?? {};
  const { labels, annotations } = template.metadata ?? {};
  const metadata = {
    ...rest,
    ...(labels === undefined ? {} : { labels }),
    ...(annotations === undefined ? {} : { annotations }),
  };
  return { metadata, spec: spec as unknown as NonNullable<PodTemplateSpec['spec']> };
}
