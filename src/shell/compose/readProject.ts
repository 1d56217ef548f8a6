/** Finds and reads a project's files: compose.yaml, its override, .env; checks that what they name is there. */
import { fail, ok, type Result } from '../../base/result';
import { type FileSystem, normalise } from '../../engine/files/fileSystem';
import { readYaml } from '../kubectl/yaml/readYaml';
import { ComposeProblem, isPlain, type Plain } from './composeValues';
import { withAbsolutePaths } from './load/absolutePaths';
import { canonicalFile } from './load/canonicalFile';
import { type Draft, mapOf } from './load/canonicalValues';
import { type LoadPlace, loadFiles, readText, resolver } from './load/composeFile';
import { checkConsistency } from './load/consistency';
import { readEnvFile } from './load/envFile';
import { fileSchema } from './load/fileSchema';
import { expandVariables } from './load/interpolate';
import { normalise as normaliseFile } from './load/normalise';
import { inPrintOrder } from './load/printOrder';
import { withVariables } from './load/serviceVariables';
import { withoutUnused } from './load/usedOnly';
import type { ComposeNetwork, ComposeProject, ComposeService, ComposeVolume } from './project';
import { serviceOf } from './serviceOf';

export interface ProjectOptions {
  readonly files: FileSystem;
  readonly environment: ReadonlyMap<string, string>;
  readonly workingDirectory: string;
  /** -f, as given. */
  readonly fileNames: readonly string[];
  /** -p; '' for the directory's name. */
  readonly projectName: string;
  /** --project-directory; '' for where the first file is. */
  readonly projectDirectory: string;
  readonly profiles: readonly string[];
  readonly envFiles: readonly string[];
  /** Services that are asked for by name: those take part whatever their profiles are. */
  readonly asked: readonly string[];
  /** --all-resources: what no service uses is kept. */
  readonly allResources: boolean;
  readonly reading: ReadingOptions;
  /** A line that compose logs: `time="..." level=warning msg="..."` without the time. */
  warn(message: string): void;
}

/** What `compose config` may leave out of reading. */
export interface ReadingOptions {
  readonly interpolate: boolean;
  readonly normalise: boolean;
  readonly resolvePaths: boolean;
  readonly checkConsistency: boolean;
}

export const wholeReading: ReadingOptions = {
  interpolate: true,
  normalise: true,
  resolvePaths: true,
  checkConsistency: true,
};

const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];

/** The error is what compose prints. */
export function readProject(options: ProjectOptions): Result<ComposeProject, string> {
  try {
    return ok(read(options));
  } catch (problem) {
    if (problem instanceof ComposeProblem) return fail(problem.message);
    throw problem;
  }
}

function read(options: ProjectOptions): ComposeProject {
  const paths = findFiles(options);
  const [first = ''] = paths;
  const given = options.projectDirectory;
  const directory = given === '' ? normalise(`${first}/..`) : normalise(given, options.workingDirectory);
  const environment = variables(options, directory);
  const name = projectName(options, paths, environment, directory);
  environment.set('COMPOSE_PROJECT_NAME', name);
  const { reading } = options;
  const place: LoadPlace = {
    files: options.files,
    environment,
    directory,
    interpolate: reading.interpolate,
    warn: (message) => options.warn(message),
  };
  const merged = loadFiles(paths, place);
  const canonical = canonicalFile(merged, place.warn, reading.interpolate);
  const all = canonical['services'] as Readonly<Record<string, Plain>>;
  const active = Object.entries(all).filter(([key, service]) => enabled(key, service, all, options));
  const enabledOnly: Draft = { ...canonical, services: Object.fromEntries(active) };
  const complete = reading.normalise ? normaliseFile(enabledOnly, name) : enabledOnly;
  const normal = reading.resolvePaths ? withAbsolutePaths(complete, resolver(place)) : complete;
  if (reading.checkConsistency && reading.interpolate) checkConsistency(normal);
  const filled = reading.interpolate ? withVariables(normal, place) : normal;
  const used = options.allResources ? filled : withoutUnused(filled);
  // what is not understood is printed with its keys in the order of the alphabet
  const shown = inPrintOrder({ ...used, name }, reading.interpolate ? fileSchema : undefined) as Draft;
  return projectOf(shown, filled, {
    name,
    directory,
    paths,
    profiles: profilesOf(all),
    environment,
    interpolated: reading.interpolate,
  });
}

function projectOf(
  canonical: Draft,
  file: Draft,
  {
    name,
    directory,
    paths,
    profiles,
    environment,
    interpolated,
  }: {
    readonly name: string;
    readonly directory: string;
    readonly paths: readonly string[];
    readonly profiles: readonly string[];
    readonly environment: ReadonlyMap<string, string>;
    readonly interpolated: boolean;
  },
): ComposeProject {
  const services: Record<string, ComposeService> = {};
  for (const [key, service] of Object.entries(file['services'] as Record<string, Plain>).sort(byName))
    if (interpolated) services[key] = serviceOf(key, service, file, environment);
  return {
    name,
    directory,
    files: paths,
    services,
    profiles,
    environment,
    networks: mapOf((file['networks'] ?? {}) as Plain, networkOf) as Record<string, ComposeNetwork>,
    volumes: mapOf((file['volumes'] ?? {}) as Plain, volumeOf) as Record<string, ComposeVolume>,
    canonical,
  };
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);

function profilesOf(services: Readonly<Record<string, Plain>>): readonly string[] {
  const all = Object.values(services).flatMap(
    (service) => (service['profiles'] as readonly string[] | undefined) ?? [],
  );
  return [...new Set(all)].sort();
}

function enabled(
  name: string,
  service: Plain,
  all: Readonly<Record<string, Plain>>,
  { asked, profiles }: ProjectOptions,
): boolean {
  const own = (service['profiles'] as readonly string[] | undefined) ?? [];
  // Naming a service turns its profiles on.
  const named = asked.flatMap((one) => (all[one]?.['profiles'] as readonly string[] | undefined) ?? []);
  const on = [...profiles, ...named];
  return own.length === 0 || asked.includes(name) || on.includes('*') || own.some((profile) => on.includes(profile));
}

/** The files of -f or COMPOSE_FILE, else the first usual name here or in a directory above, with its override. */
function findFiles(options: ProjectOptions): readonly string[] {
  const { files, workingDirectory, environment } = options;
  const named = options.fileNames.length > 0 ? options.fileNames : (environment.get('COMPOSE_FILE') ?? '').split(':');
  const given = named.filter((name) => name !== '');
  if (given.length > 0) return given.map((name) => normalise(name, workingDirectory));
  for (let directory = workingDirectory; ; directory = normalise(`${directory}/..`)) {
    const found = NAMES.map((name) => normalise(name, directory)).filter((path) => files.stat(path).ok);
    const [path] = found;
    if (path !== undefined) {
      if (found.length > 1) {
        options.warn(`Found multiple config files with supported names: ${found.join(', ')}`);
        options.warn(`Using ${path}`);
      }
      const override = path.replace(/\.(ya?ml)$/, '.override.$1');
      return files.stat(override).ok ? [path, override] : [path];
    }
    if (directory === '/') throw new ComposeProblem('no configuration file provided: not found');
  }
}

function variables(options: ProjectOptions, directory: string): Map<string, string> {
  const values = new Map<string, string>();
  const given = options.envFiles.length > 0;
  const outer = (name: string) => options.environment.get(name);
  for (const name of given ? options.envFiles : ['.env']) {
    const path = normalise(name, given ? options.workingDirectory : directory);
    const text = options.files.read(path);
    if (!text.ok) {
      if (given) throw new ComposeProblem(`couldn't find env file: ${path}`);
      continue;
    }
    const read = readEnvFile(text.value, outer);
    if (!read.ok) throw new ComposeProblem(`failed to read ${path}: ${read.error}`);
    for (const [key, value] of read.value) values.set(key, value);
  }
  for (const [key, value] of options.environment) values.set(key, value);
  return values;
}

/** -p, COMPOSE_PROJECT_NAME, the last `name` of the files, or the directory's name. */
function projectName(
  options: ProjectOptions,
  paths: readonly string[],
  environment: ReadonlyMap<string, string>,
  directory: string,
): string {
  const asked = options.projectName || (environment.get('COMPOSE_PROJECT_NAME') ?? '');
  if (asked !== '') {
    if (/^[a-z0-9][a-z0-9_-]*$/.test(asked)) return asked;
    throw new ComposeProblem(
      `invalid project name ${JSON.stringify(asked)}: must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number`,
    );
  }
  const told = nameInFiles(options, paths, environment);
  const plain = (told ?? directory.slice(directory.lastIndexOf('/') + 1)).toLowerCase().replace(/[^-_a-z0-9]/g, '');
  const name = plain.replace(/^[-_]+/, '');
  if (name === '') throw new ComposeProblem('project name must not be empty');
  return name;
}

function nameInFiles(
  options: ProjectOptions,
  paths: readonly string[],
  environment: ReadonlyMap<string, string>,
): string | undefined {
  let told: string | undefined;
  for (const path of paths) {
    const parsed = readYaml(readText(path, options.files), '1.2');
    const name = parsed.ok && isPlain(parsed.value) ? parsed.value['name'] : undefined;
    if (typeof name === 'string' && name !== '') told = expandVariables(name, (one) => environment.get(one));
  }
  return told;
}

function networkOf(value: unknown): ComposeNetwork {
  const network = value as Plain;
  const ipam = (network['ipam'] ?? {}) as Plain;
  const pool = ((ipam['config'] as readonly Plain[] | undefined) ?? [])[0] ?? {};
  const textOf = (from: Plain, key: string) => (from[key] === undefined ? '' : String(from[key]));
  return {
    name: textOf(network, 'name'),
    external: network['external'] === true,
    driver: textOf(network, 'driver'),
    internal: network['internal'] === true,
    attachable: network['attachable'] === true,
    subnet: textOf(pool, 'subnet'),
    gateway: textOf(pool, 'gateway'),
    ipRange: textOf(pool, 'ip_range'),
    labels: (network['labels'] ?? {}) as Readonly<Record<string, string>>,
    driverOptions: (network['driver_opts'] ?? {}) as Readonly<Record<string, string>>,
  };
}

function volumeOf(value: unknown): ComposeVolume {
  const volume = value as Plain;
  return {
    name: String(volume['name'] ?? ''),
    external: volume['external'] === true,
    driver: volume['driver'] === undefined ? 'local' : String(volume['driver']),
    labels: (volume['labels'] ?? {}) as Readonly<Record<string, string>>,
    driverOptions: (volume['driver_opts'] ?? {}) as Readonly<Record<string, string>>,
  };
}
