/** Names, labels, annotations and lists of them, as all describers begin with. */
import { humanDuration, parseTime } from '../../../base/time';
import type { ClusterObject } from '../../../kinds/object';
import type { DescribeWriter } from './describer';

type Pairs = Readonly<Record<string, string>> | undefined;

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const ANNOTATION_WIDTH = 140;

/** Name, namespace, labels and annotations. */
export function writeMetadata(out: DescribeWriter, object: ClusterObject): void {
  out.line(0, `Name:\t${object.metadata.name}`);
  out.line(0, `Namespace:\t${object.metadata.namespace ?? ''}`);
  writeMetadataAfter(out, object);
}

/** Labels and annotations, where names and more stand before them. */
export function writeMetadataAfter(out: DescribeWriter, { metadata }: ClusterObject): void {
  writeLabels(out, 'Labels', metadata.labels);
  writeAnnotations(out, metadata.annotations);
}

/** `key=value` lines under a title. */
export function writeLabels(out: DescribeWriter, title: string, labels: Pairs): void {
  const keys = Object.keys(labels ?? {}).sort();
  if (keys.length === 0) out.line(0, `${title}:\t<none>`);
  for (const [i, key] of keys.entries()) out.line(0, `${i === 0 ? `${title}:` : ''}\t${key}=${labels?.[key] ?? ''}`);
}

/** `key: value` lines; long values below their key. What `apply` keeps for itself is left out. */
export function writeAnnotations(out: DescribeWriter, annotations: Pairs, title = 'Annotations'): void {
  const keys = Object.keys(annotations ?? {})
    .filter((key) => key !== LAST_APPLIED)
    .sort();
  if (keys.length === 0) out.line(0, `${title}:\t<none>`);
  keys.forEach((key, i) => {
    const value = (annotations?.[key] ?? '').replace(/\n$/, '');
    const lead = `${i === 0 ? `${title}:` : ''}\t`;
    if (value.length + key.length + 2 <= ANNOTATION_WIDTH && !value.includes('\n')) {
      out.line(0, `${lead}${key}: ${value}`);
      return;
    }
    out.line(0, `${lead}${key}:`);
    for (const line of value.split('\n')) out.line(0, `\t  ${shortened(line, ANNOTATION_WIDTH - 2)}`);
  });
}

/** `ReplicaSet/web-5d9` of the managing controller; '' without one. */
export function controllerText(object: ClusterObject): string {
  const owner = object.metadata.ownerReferences?.find((one) => one.controller === true);
  return owner === undefined ? '' : `${owner.kind}/${owner.name}`;
}

/** `True`, `False`. */
export function goBool(value: boolean | undefined): string {
  return value === true ? 'True' : 'False';
}

/** How long ago, `<unknown>` when it is not known. */
export function ageOf(time: string | undefined | null, now: number): string {
  const moment = parseTime(time ?? undefined);
  return moment === undefined ? '<unknown>' : humanDuration(now - moment);
}

export function orNone(text: string | undefined): string {
  return text === undefined || text === '' ? '<none>' : text;
}

function shortened(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width)}...` : text;
}
