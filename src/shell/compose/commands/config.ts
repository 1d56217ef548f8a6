/** config: the files as compose understands them. */
import { writeYaml } from '../../kubectl/output/yaml';
import { type ComposeCommand, type ComposeInvocation, missing } from '../composeCommand';
import { ComposeFailure } from '../composeHost';
import { isPlain, type Plain } from '../composeValues';
import { configHash, imageOf } from '../containerOptions';
import { servicesInOrder } from '../converge';
import { mapOf } from '../load/canonicalValues';
import { variablesOf } from '../load/namedVariables';
import { inPrintOrder } from '../load/printOrder';
import { serviceSchema } from '../load/serviceSchema';
import { withoutUnused } from '../load/usedOnly';
import type { ComposeProject } from '../project';
import { wideTable } from './show';

export const config: ComposeCommand = {
  name: 'config',
  usage: '[OPTIONS] [SERVICE...]',
  short: 'Show the file as it is understood',
  flags: [
    { name: 'environment', type: 'bool', usage: 'Only the variables that the files can use' },
    { name: 'format', type: 'string', default: 'yaml', usage: 'yaml or json' },
    { name: 'hash', type: 'string', usage: "Only services' hashes: names with commas between, or *" },
    { name: 'images', type: 'bool', usage: 'Only the names of images' },
    { name: 'models', type: 'bool', usage: 'Only the names of models' },
    { name: 'networks', type: 'bool', usage: 'Only the names of networks' },
    { name: 'no-consistency', type: 'bool', usage: 'Without checking that what is named is there' },
    { name: 'no-env-resolution', type: 'bool', usage: "Without reading services' files of variables" },
    { name: 'no-interpolate', type: 'bool', usage: 'Variables as they are written' },
    { name: 'no-normalize', type: 'bool', usage: 'Without what the files imply' },
    { name: 'no-path-resolution', type: 'bool', usage: 'Relative paths as they are written' },
    { name: 'output', shorthand: 'o', type: 'string', usage: 'Write into this file' },
    { name: 'profiles', type: 'bool', usage: 'Only the names of profiles' },
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Only check' },
    { name: 'services', type: 'bool', usage: 'Only the names of services' },
    { name: 'variables', type: 'bool', usage: 'Only the variables that the files name' },
    { name: 'volumes', type: 'bool', usage: 'Only the names of volumes' },
    missing('lock-image-digests'),
    missing('resolve-image-digests'),
  ],
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(invocation) {
    const { flags, process, print } = invocation;
    const text = shown(invocation);
    const path = flags.string('output');
    if (flags.bool('quiet')) return 0;
    if (path === '') print(text);
    else {
      const written = process.files.write(path.startsWith('/') ? path : `${process.workingDirectory}/${path}`, text);
      if (!written.ok) throw new ComposeFailure(`open ${path}: ${written.error.code}`);
    }
    return 0;
  },
};

function shown({ project, flags, args }: ComposeInvocation): string {
  const known = project({
    interpolate: !flags.bool('no-interpolate') && !flags.bool('variables'),
    normalise: !flags.bool('no-normalize'),
    resolvePaths: !flags.bool('no-path-resolution'),
    checkConsistency: !flags.bool('no-consistency'),
  });
  const lines = (names: readonly string[]) => names.map((name) => `${name}\n`).join('');
  const services = servicesInOrder(known, args);
  if (flags.bool('services')) return lines(services.map((service) => service.name).sort());
  if (flags.bool('volumes')) return lines(keysOf(known, 'volumes'));
  if (flags.bool('networks')) return lines(keysOf(known, 'networks'));
  if (flags.bool('models')) return lines(keysOf(known, 'models'));
  if (flags.string('hash') !== '') return hashes(known, flags.string('hash'));
  if (flags.bool('profiles')) return lines(known.profiles);
  if (flags.bool('images')) return lines(services.map((service) => imageOf(known, service)));
  if (flags.bool('variables')) return variableTable(known);
  if (flags.bool('environment')) return lines([...known.environment].map(([name, value]) => `${name}=${value}`).sort());
  const format = flags.string('format');
  const document = onlyServices(
    known,
    args.length === 0 ? undefined : services.map((service) => service.name),
    !flags.bool('no-interpolate'),
  );
  if (format === 'yaml' || format === '') return writeYaml(document, { keepOrder: true, indentLists: true });
  if (format === 'json') return jsonText(document);
  throw new ComposeFailure(`unsupported format ${JSON.stringify(format)}`);
}

function keysOf(project: ComposeProject, kind: string): readonly string[] {
  return Object.keys((project.canonical[kind] ?? {}) as Plain).sort();
}

function hashes(project: ComposeProject, wanted: string): string {
  const names = wanted === '*' ? Object.keys(project.services) : wanted.split(',');
  return servicesInOrder(project, names, false)
    .map((service) => `${service.name} ${configHash(project, service)}\n`)
    .join('');
}

function variableTable(project: ComposeProject): string {
  const rows = variablesOf(project.canonical['services']).map((one) => [
    one.name,
    String(one.required),
    one.fallback,
    one.other,
  ]);
  return wideTable([['NAME', 'REQUIRED', 'DEFAULT VALUE', 'ALTERNATE VALUE'], ...rows], true);
}

/** The document with these services and what they use only; dollars are written so that reading them again gives the same. */
function onlyServices(project: ComposeProject, names: readonly string[] | undefined, interpolated: boolean): Plain {
  const { canonical } = project;
  const shownText = interpolated ? escaped : (value: unknown) => value;
  if (names === undefined) return shownText(canonical) as Plain;
  const services = Object.entries((canonical['services'] ?? {}) as Plain).filter(([name]) => names.includes(name));
  return shownText(withoutUnused({ ...canonical, services: Object.fromEntries(services) })) as Plain;
}

function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(escaped);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, escaped(member)]));
}

/** As Go writes it: sections by name, command and entrypoint always, `<` escaped, no line end. */
function jsonText(document: Plain): string {
  const services = mapOf((document['services'] ?? {}) as Plain, (service) => jsonService(service as Plain));
  const networks = mapOf((document['networks'] ?? {}) as Plain, (network) => {
    const { name, driver, driver_opts, ipam = {}, ...rest } = network as Plain;
    return { name, driver, driver_opts, ipam, ...rest };
  });
  const whole: Plain = { ...document, services, ...(document['networks'] === undefined ? {} : { networks }) };
  const sorted = Object.fromEntries(Object.entries(whole).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify(sorted, null, 2).replace(/[<>&]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);
}

function jsonService(service: Plain): unknown {
  const deploy = service['deploy'] as Plain | undefined;
  const { endpoint_mode: endpoint, ...rest } = deploy ?? {};
  const placed = { placement: {}, ...rest };
  const whole = {
    ...service,
    command: service['command'] ?? null,
    entrypoint: service['entrypoint'] ?? null,
    ...(deploy === undefined
      ? {}
      : { deploy: endpoint === undefined ? placed : { ...placed, endpoint_mode: endpoint } }),
  };
  return withoutExtensions(inPrintOrder(whole, serviceSchema) as Plain);
}

function withoutExtensions(service: Plain): Plain {
  return Object.fromEntries(Object.entries(service).filter(([key]) => !key.startsWith('x-')));
}
