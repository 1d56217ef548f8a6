/** Any object, field by field: for kinds without a describer of their own (events, leases). */

import { goText } from '../../templates/goValue';
import type { Describer, DescribeWriter } from './describer';
import { writeMetadata } from './metadata';

const SKIPPED = [
  '.metadata.managedFields',
  '.metadata.name',
  '.metadata.namespace',
  '.metadata.labels',
  '.metadata.annotations',
];
const ACRONYMS = ['API', 'URL', 'UID', 'OSB', 'GUID'];

export const genericDescriber: Describer = {
  kind: '',
  // biome-ignore lint/correctness/useYield: nothing more to ask for
  *describe({ out }, object) {
    writeMetadata(out, object);
    writeContent(out, 0, object as unknown as Record<string, unknown>, '');
  },
};

function writeContent(
  out: DescribeWriter,
  level: number,
  content: Readonly<Record<string, unknown>>,
  path: string,
): void {
  for (const field of Object.keys(content).sort()) {
    const value = content[field];
    const here = `${path}.${field}`;
    if (SKIPPED.includes(here) || value === undefined) continue;
    const label = labelFor(field);
    if (Array.isArray(value)) {
      out.line(level, `${label}:`);
      for (const item of value as unknown[]) {
        if (isRecord(item)) writeContent(out, level + 1, item, here);
        else out.line(level + 1, goText(item));
      }
    } else if (isRecord(value)) {
      out.line(level, `${label}:`);
      writeContent(out, level + 1, value, here);
    } else {
      out.line(level, `${label}:\t${goText(value)}`);
    }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `involvedObject` becomes `Involved Object`; names with other characters stay. */
function labelFor(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field;
  const words = field.match(/[A-Z]+(?![a-z])|[A-Z][a-z]*|[a-z]+|-/g) ?? [field];
  return words
    .map((word) =>
      ACRONYMS.includes(word.toUpperCase()) ? word.toUpperCase() : word.replace(/^./, (letter) => letter.toUpperCase()),
    )
    .join(' ');
}
