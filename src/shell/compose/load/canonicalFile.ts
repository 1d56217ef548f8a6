/** A whole compose file in its long forms, with the names, defaults and dependencies that it implies. */
import { ComposeProblem, isPlain, type Plain } from '../composeValues';
import { type Complaints, canonicalService, longForms } from './canonicalService';
import { type Draft, dictionaryOf, mapOf } from './canonicalValues';

/** @throws ComposeProblem with all that could not be understood of services, as compose lists it */
export function canonicalFile(merged: Plain, warn: (message: string) => void, interpolated = true): Draft {
  const out: Draft = { ...merged };
  const complaints: Complaints = [];
  out['services'] = mapOf((merged['services'] ?? {}) as Plain, (service, name) =>
    interpolated ? canonicalService(name, service as Plain, complaints) : longForms(name, service as Plain),
  );
  for (const kind of ['networks', 'volumes', 'secrets', 'configs']) {
    if (!isPlain(merged[kind])) continue;
    out[kind] = mapOf(merged[kind], (value, name) => resource(value, `${kind}.${name}`, warn));
    for (const [name, value] of Object.entries(out[kind] as Record<string, Draft>)) checkResource(kind, name, value);
  }
  if (complaints.length > 0) {
    const list = complaints.sort().join('\n');
    throw new ComposeProblem(`decoding failed due to the following error(s):\n\n${list}`);
  }
  return out;
}

function resource(value: unknown, path: string, warn: (message: string) => void): Draft {
  const out: Draft = isPlain(value) ? { ...value } : {};
  if (isPlain(out['external'])) {
    const { name } = out['external'];
    warn(`${path}: external.name is deprecated. Please set name and external: true`);
    out['external'] = true;
    if (name !== undefined) out['name'] ??= name;
  }
  for (const key of ['labels', 'driver_opts']) if (key in out) out[key] = dictionaryOf(out[key], '');
  for (const key of ['external', 'internal', 'attachable']) if (out[key] === false) delete out[key];
  return out;
}

function checkResource(kind: string, name: string, value: Draft): void {
  const path = `${kind}.${name}`;
  if (kind === 'volumes' && value['external'] === true) {
    for (const key of ['driver', 'driver_opts', 'labels'])
      if (value[key] !== undefined)
        throw new ComposeProblem(`${path}: conflicting parameters "external" and ${JSON.stringify(key)} specified`);
  }
  if (kind !== 'secrets' && kind !== 'configs') return;
  const ways = kind === 'secrets' ? ['file', 'environment'] : ['file', 'environment', 'content'];
  const given = ways.filter((way) => value[way] !== undefined);
  if (given.length > 1) throw new ComposeProblem(`${path}: ${ways.join('|')} attributes are mutually exclusive`);
  if (given.length === 0 && value['external'] !== true && value['driver'] === undefined)
    throw new ComposeProblem(`${path}: one of ${ways.join('|')} must be set`);
}
