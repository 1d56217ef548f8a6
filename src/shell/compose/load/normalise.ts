/** What a compose file leaves unsaid: the default network, names of the daemon's things, Dockerfiles, implied dependencies. */
import { isPlain, type Plain } from '../composeValues';
import { type Draft, mapOf } from './canonicalValues';

export function normalise(file: Draft, project: string): Draft {
  const services = mapOf(file['services'] as Plain, (service) => normaliseService(service as Plain));
  const networks: Draft = { ...((file['networks'] as Plain | undefined) ?? {}) };
  if (
    Object.values(services).some(
      (service) => isPlain((service as Plain)['networks']) && 'default' in ((service as Plain)['networks'] as Plain),
    )
  )
    networks['default'] ??= {};
  const named = (members: unknown) =>
    mapOf((members ?? {}) as Plain, (value, key) => {
      const options = value as Plain;
      return { ...options, name: options['name'] ?? (options['external'] === true ? key : `${project}_${key}`) };
    });
  return {
    ...file,
    services,
    networks: named(networks),
    volumes: named(file['volumes']),
    secrets: named(file['secrets']),
    configs: named(file['configs']),
  };
}

function normaliseService(service: Plain): Draft {
  const out: Draft = { ...service };
  const networks = out['networks'];
  const none = networks === undefined || (isPlain(networks) && Object.keys(networks).length === 0);
  if (none && out['network_mode'] === undefined && out['provider'] === undefined) out['networks'] = { default: null };
  if (none && out['network_mode'] !== undefined) delete out['networks'];
  if (isPlain(out['build'])) {
    const build = out['build'];
    const inline = build['dockerfile_inline'] !== undefined;
    const context = build['context'] ?? '.';
    const { context: _, ...rest } = build;
    out['build'] = {
      ...rest,
      ...(context === '' ? {} : { context }),
      ...(inline ? {} : { dockerfile: build['dockerfile'] ?? 'Dockerfile' }),
    };
  }
  const implied = impliedDependencies(out);
  if (implied.length > 0) {
    const dependencies: Draft = { ...((out['depends_on'] as Plain | undefined) ?? {}) };
    for (const name of implied) dependencies[name] ??= { condition: 'service_started', restart: true, required: true };
    out['depends_on'] = dependencies;
  }
  return out;
}

function impliedDependencies(service: Plain): readonly string[] {
  const names: string[] = [];
  for (const link of (service['links'] as readonly string[] | undefined) ?? []) names.push(link.replace(/:.*$/, ''));
  for (const key of ['network_mode', 'ipc', 'pid', 'uts', 'cgroup']) {
    const [, name] = /^service:(.+)$/.exec(String(service[key] ?? '')) ?? [];
    if (name !== undefined) names.push(name);
  }
  for (const from of (service['volumes_from'] as readonly string[] | undefined) ?? [])
    if (!from.startsWith('container:')) names.push(from.replace(/:.*$/, ''));
  return names;
}
