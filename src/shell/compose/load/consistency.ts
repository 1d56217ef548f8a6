/** Whether what services name is there, and whether what they say of themselves goes together. */
import { ComposeProblem, isPlain, type Plain } from '../composeValues';

export function checkConsistency(file: Plain): void {
  const services = file['services'] as Readonly<Record<string, Plain>>;
  for (const name of Object.keys(services).sort()) checkService(name, services[name] ?? {}, file);
  checkCycles(services);
}

const invalid = (sentence: string) => new ComposeProblem(`${sentence}: invalid compose project`);

function checkService(name: string, service: Plain, file: Plain): void {
  const quoted = JSON.stringify(name);
  const build = service['build'] as Plain | undefined;
  if (service['image'] === undefined && build === undefined && service['provider'] === undefined)
    throw invalid(`service ${quoted} has neither an image nor a build context specified`);
  if (build?.['dockerfile_inline'] !== undefined && build['dockerfile'] !== undefined)
    throw invalid(`service ${quoted} declares mutualy exclusive dockerfile and dockerfile_inline`);
  const networks = Object.keys((service['networks'] as Plain | undefined) ?? {});
  if (service['network_mode'] !== undefined && networks.length > 0)
    throw invalid(`service ${name} declares mutually exclusive \`network_mode\` and \`networks\``);
  const defined = (kind: string) => Object.keys((file[kind] as Plain | undefined) ?? {});
  const refuse = (kind: string, wanted: readonly string[], what: string) => {
    const missing = wanted.find((one) => !defined(kind).includes(one));
    if (missing !== undefined) throw invalid(`service ${quoted} refers to undefined ${what} ${missing}`);
  };
  refuse('networks', networks, 'network');
  for (const needed of Object.keys((service['depends_on'] as Plain | undefined) ?? {}))
    if (!defined('services').includes(needed))
      throw invalid(`service ${quoted} depends on undefined service ${JSON.stringify(needed)}`);
  const mounts = (service['volumes'] as readonly Plain[] | undefined) ?? [];
  const volumes = mounts.filter((mount) => mount['type'] === 'volume' && mount['source'] !== undefined);
  refuse(
    'volumes',
    volumes.map((mount) => String(mount['source'])),
    'volume',
  );
  const sources = (key: string) =>
    ((service[key] as readonly Plain[] | undefined) ?? []).map((one) => String(one['source']));
  refuse('secrets', sources('secrets'), 'secret');
  refuse('configs', sources('configs'), 'config');
  checkNumbers(name, service);
  if (mounts.some((mount) => mount['type'] === 'bind' && (mount['source'] === undefined || mount['source'] === '')))
    throw new ComposeProblem('invalid mount config for type "bind": field Source must not be empty');
}

function checkNumbers(name: string, service: Plain): void {
  const deploy = (service['deploy'] as Plain | undefined) ?? {};
  const resources = deploy['resources'] as Readonly<Record<string, Plain>> | undefined;
  const { scale } = service;
  const { replicas } = deploy;
  const pairs: readonly (readonly [string, unknown, string, unknown])[] = [
    ['scale', scale, 'deploy.replicas', replicas],
    ['cpus', service['cpus'], 'deploy.resources.limits.cpus', resources?.['limits']?.['cpus']],
    ['mem_limit', service['mem_limit'], 'deploy.resources.limits.memory', resources?.['limits']?.['memory']],
    [
      'mem_reservation',
      service['mem_reservation'],
      'deploy.resources.reservations.memory',
      resources?.['reservations']?.['memory'],
    ],
    ['pids_limit', service['pids_limit'], 'deploy.resources.limits.pids', resources?.['limits']?.['pids']],
  ];
  for (const [one, a, other, b] of pairs)
    if (a !== undefined && b !== undefined && a !== b)
      throw invalid(`services.${name}: can't set distinct values on '${one}' and '${other}'`);
  const count = scale ?? replicas;
  if (typeof scale === 'number' && scale < 0)
    throw new ComposeProblem(`services.${name}.scale: must be greater than or equal to 0`);
  if (service['container_name'] !== undefined && typeof count === 'number' && count > 1) {
    const where = scale === undefined ? 'deploy.replicas' : 'scale';
    throw invalid(`services.${where}: can't set container_name and ${name} as container name must be unique`);
  }
}

function checkCycles(services: Readonly<Record<string, Plain>>): void {
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]) => {
    if (done.has(name)) return;
    const at = way.indexOf(name);
    if (at >= 0) throw new ComposeProblem(`dependency cycle detected: ${[...way.slice(at), name].join(' -> ')}`);
    const needed = services[name]?.['depends_on'];
    for (const next of isPlain(needed) ? Object.keys(needed).sort() : []) visit(next, [...way, name]);
    done.add(name);
  };
  for (const name of Object.keys(services).sort()) visit(name, []);
}
