/** Variables and labels of services from their files and from compose's own environment. */
import { describeFileError } from '../../../engine/files/fileSystem';
import { ComposeProblem, type Plain } from '../composeValues';
import { type Draft, mapOf } from './canonicalValues';
import type { LoadPlace } from './composeFile';
import { readEnvFile } from './envFile';

export function withVariables(file: Draft, place: LoadPlace): Draft {
  return { ...file, services: mapOf(file['services'] as Plain, (service) => resolveService(service as Plain, place)) };
}

function resolveService(service: Plain, place: LoadPlace): Draft {
  const { env_file: envFiles, label_file: labelFiles, ...out } = service as Draft;
  const environment: Record<string, string | null> = {};
  for (const entry of (envFiles as readonly Plain[] | undefined) ?? [])
    Object.assign(environment, fromFile(String(entry['path']), entry['required'] !== false, 'env', place));
  for (const [name, value] of Object.entries((service['environment'] ?? {}) as Record<string, string | null>))
    environment[name] = value ?? place.environment.get(name) ?? null;
  const labels: Record<string, string> = {};
  for (const path of (labelFiles as readonly string[] | undefined) ?? [])
    Object.assign(labels, fromFile(path, true, 'label', place));
  Object.assign(labels, service['labels'] ?? {});
  if (Object.keys(environment).length > 0) out['environment'] = environment;
  if (Object.keys(labels).length > 0) out['labels'] = labels;
  return out;
}

function fromFile(path: string, required: boolean, kind: 'env' | 'label', place: LoadPlace): Record<string, string> {
  const text = place.files.read(path);
  if (!text.ok) {
    if (!required) return {};
    const reason = describeFileError(text.error).toLowerCase();
    throw new ComposeProblem(`${kind} file ${path} not found: stat ${path}: ${reason}`);
  }
  const read = readEnvFile(text.value, (name) => place.environment.get(name));
  if (!read.ok) throw new ComposeProblem(`failed to read ${path}: ${read.error}`);
  return Object.fromEntries(read.value);
}
