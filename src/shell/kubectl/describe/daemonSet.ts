import type { DaemonSet } from '../../../kinds/apps/daemonSet';
import { formatLabels, formatSelector, requirementsOf } from '../../../kinds/selector';
import type { Describer } from './describer';
import { writeAnnotations, writeLabels } from './metadata';
import { writePodTemplate } from './podTemplate';
import { writePodCounts } from './workloads';

export const daemonSetDescriber: Describer<DaemonSet> = {
  kind: 'apps/DaemonSet',
  *describe(context, set) {
    const { out } = context;
    const { metadata, spec, status } = set;
    out.line(0, `Name:\t${metadata.name}`);
    out.line(0, `Selector:\t${formatSelector(requirementsOf(spec.selector))}`);
    out.line(0, `Node-Selector:\t${formatLabels(spec.template.spec?.nodeSelector ?? {})}`);
    writeLabels(out, 'Labels', metadata.labels);
    writeAnnotations(out, metadata.annotations);
    out.line(0, `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}`);
    out.line(0, `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}`);
    out.line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}`);
    out.line(0, `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}`);
    out.line(0, `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}`);
    yield* writePodCounts(context, set);
    writePodTemplate(out, spec.template);
  },
};
