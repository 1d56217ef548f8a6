/** What a ControllerRevision holds: a strategic merge patch that brings a workload's template back. */
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { hash32MultipliedFirst } from '../../../base/hash';
import type { ControllerRevision } from '../../../kinds/apps/controllerRevision';
import { safeEncode, utf8Bytes } from '../safeName';

export function templatePatch(template: PodTemplateSpec): unknown {
  return { spec: { template: { ...template, $patch: 'replace' } } };
}

/** The template of that revision. */
export function templateOf(revision: ControllerRevision): PodTemplateSpec {
  const { spec } = revision.data as { spec: { template: PodTemplateSpec & { $patch?: string } } };
  const { $patch: _, ...template } = spec.template;
  return template;
}

/** The hash in the names of a StatefulSet's revisions: of the patch's text and the count of names that were taken. */
export function revisionHash(patch: unknown, collisionCount: number): string {
  return safeEncode(String(hash32MultipliedFirst(utf8Bytes(goJson(patch)) + String(collisionCount))));
}

/** JSON as Go's encoder writes maps: keys sorted, nothing that HTML could mistake. */
function goJson(value: unknown): string {
  const escapes: Record<string, string> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };
  const escaped = (text: string) =>
    text.replace(/[<>&\u2028\u2029]/g, (one) => escapes[one] ?? `\\u${one.charCodeAt(0).toString(16)}`);
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return escaped(JSON.stringify(value ?? null));
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${escaped(JSON.stringify(key))}:${goJson(member)}`).join(',')}}`;
}
