/** The pod template of a workload. */
import type { PodTemplateSpec, Toleration, TopologySpreadConstraint } from 'kubernetes-types/core/v1';
import { formatLabelSelector } from '../../../kinds/selector';
import { writeContainers } from './containers';
import type { DescribeWriter } from './describer';
import { writeAnnotations, writeLabels } from './metadata';
import { writeVolumes } from './volumes';

export function writePodTemplate(out: DescribeWriter, template: PodTemplateSpec | undefined): void {
  out.line(0, 'Pod Template:');
  const spec = template?.spec;
  if (template === undefined || spec === undefined) {
    out.line(1, '<unset>');
    return;
  }
  writeLabels(out, '  Labels', template.metadata?.labels);
  const { annotations } = template.metadata ?? {};
  if (Object.keys(annotations ?? {}).length > 0) writeAnnotations(out, annotations, '  Annotations');
  if ((spec.serviceAccountName ?? '') !== '') out.line(0, `  Service Account:\t${spec.serviceAccountName}`);
  const init = spec.initContainers ?? [];
  if (init.length > 0) writeContainers(out, { label: 'Init Containers', containers: init, indent: '  ' });
  writeContainers(out, { label: 'Containers', containers: spec.containers, indent: '  ' });
  writeVolumes(out, spec.volumes ?? [], '  ');
  writeSpreading(out, spec.topologySpreadConstraints ?? [], '  ');
  if ((spec.priorityClassName ?? '') !== '') out.line(0, `  Priority Class Name:\t${spec.priorityClassName}`);
  writeLabels(out, '  Node-Selectors', spec.nodeSelector);
  writeTolerations(out, '  Tolerations', spec.tolerations ?? []);
}

/** `key=value:Effect op=Exists for 300s`, by key. */
export function writeTolerations(out: DescribeWriter, title: string, tolerations: readonly Toleration[]): void {
  if (tolerations.length === 0) out.line(0, `${title}:\t<none>`);
  const sorted = [...tolerations].sort((a, b) =>
    (a.key ?? '') < (b.key ?? '') ? -1 : (a.key ?? '') > (b.key ?? '') ? 1 : 0,
  );
  sorted.forEach((one, i) => {
    let text = one.key ?? '';
    if ((one.value ?? '') !== '') text += `=${one.value}`;
    if ((one.effect ?? '') !== '') text += `:${one.effect}`;
    if (one.operator === 'Exists' && (one.value ?? '') === '') text += text === '' ? 'op=Exists' : ' op=Exists';
    if (one.tolerationSeconds !== undefined) text += ` for ${one.tolerationSeconds}s`;
    out.line(0, `${i === 0 ? `${title}:` : ''}\t${text}`);
  });
}

/** Topology spread constraints; nothing without any. */
export function writeSpreading(
  out: DescribeWriter,
  constraints: readonly TopologySpreadConstraint[],
  indent: '' | '  ',
): void {
  const sorted = [...constraints].sort((a, b) => (a.topologyKey < b.topologyKey ? -1 : 1));
  sorted.forEach((one, i) => {
    const title = i === 0 ? `${indent}Topology Spread Constraints:` : indent;
    let text = `${one.topologyKey}:${one.whenUnsatisfiable} when max skew ${one.maxSkew} is exceeded`;
    if (one.labelSelector !== undefined) text += ` for selector ${formatLabelSelector(one.labelSelector)}`;
    out.line(0, `${title}\t${text}`);
  });
}
