/** Finds and reads a project's files: compose.yaml, its override, .env; checks that what they name is there. */
import { fail, ok, type Result } from '../../base/result';
import { describeFileError, type FileSystem, normalise } from '../../engine/files/fileSystem';
import { readYaml } from '../kubectl/yaml/readYaml';
import { canonicalProject } from './canonical';
import { ComposeProblem, isPlain, type Plain, textOf } from './composeValues';
import { interpolate, readEnvFile } from './interpolate';
import { mergeFiles } from './mergeFiles';
import type { ComposeNetwork, ComposeProject, ComposeService, ComposeVolume } from './project';
import { readService, type ServicePlace } from './readService';

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
  /** A line that compose logs: `time="..." level=warning msg="..."` without the time. */
  warn(message: string): void;
}

const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const TOP_LEVEL = new Set([
  'name',
  'version',
  'services',
  'networks',
  'volumes',
  'configs',
  'secrets',
  'include',
  'models',
]);

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
  const merged = mergeFiles(paths.map((path) => readFile(path, environment, options)));
  const name = projectName(options, merged, environment, directory);
  const place: ServicePlace = {
    project: name,
    directory,
    resolvePath: (path) => normalise(path.replace(/^~(?=\/|$)/, environment.get('HOME') ?? '/root'), directory),
    readFile: (path) => {
      const text = options.files.read(path);
      if (text.ok) return ok(Object.fromEntries(readEnvFile(text.value)));
      return fail(`env file ${path} not found: stat ${path}: ${describeFileError(text.error).toLowerCase()}`);
    },
    environment: (variable) => environment.get(variable),
  };
  const services: Record<string, ComposeService> = {};
  const raw = merged['services'];
  if (raw !== undefined && raw !== null && !isPlain(raw)) throw new ComposeProblem('services must be a mapping');
  for (const [service, value] of Object.entries((raw ?? {}) as Plain).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!/^[a-zA-Z0-9._-]+$/.test(service)) {
      throw new ComposeProblem(`validating ${first}: services additional properties '${service}' not allowed`);
    }
    try {
      services[service] = readService(service, value, place);
    } catch (problem) {
      if (!(problem instanceof ComposeProblem)) throw problem;
      throw new ComposeProblem(`validating ${first}: ${problem.message}`);
    }
  }
  if (Object.keys(services).length === 0) throw new ComposeProblem('no service selected');
  const networks = readNetworks(merged['networks'], name, services);
  const volumes = readVolumes(merged['volumes'], name);
  checkConsistency(services, networks, volumes);
  const active = Object.fromEntries(
    Object.entries(services).filter(([, service]) => enabled(service, options.profiles)),
  );
  const project = { name, directory, files: paths, services: active, networks, volumes };
  return { ...project, canonical: canonicalProject(project) };
}

function enabled(service: ComposeService, profiles: readonly string[]): boolean {
  if (service.profiles.length === 0 || profiles.includes('*')) return true;
  return service.profiles.some((profile) => profiles.includes(profile));
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
  const envFiles = options.envFiles.length > 0 ? options.envFiles : ['.env'];
  for (const name of envFiles) {
    const path = normalise(name, options.envFiles.length > 0 ? options.workingDirectory : directory);
    const text = options.files.read(path);
    if (text.ok) for (const [key, value] of readEnvFile(text.value)) values.set(key, value);
    else if (options.envFiles.length > 0) throw new ComposeProblem(`couldn't find env file: ${path}`);
  }
  for (const [key, value] of options.environment) values.set(key, value);
  return values;
}

function readFile(path: string, environment: ReadonlyMap<string, string>, options: ProjectOptions): Plain {
  const text = options.files.read(path);
  if (!text.ok) {
    const problem =
      text.error.code === 'EISDIR'
        ? `read ${path}: is a directory`
        : `open ${path}: ${describeFileError(text.error).toLowerCase()}`;
    throw new ComposeProblem(problem);
  }
  const parsed = readYaml(text.value);
  if (!parsed.ok) throw new ComposeProblem(`yaml: ${parsed.error}`);
  if (parsed.value === null) throw new ComposeProblem('empty compose file');
  if (!isPlain(parsed.value)) throw new ComposeProblem('top-level object must be a mapping');
  const odd = Object.keys(parsed.value).filter((key) => !TOP_LEVEL.has(key) && !key.startsWith('x-'));
  if (odd.length > 0) {
    const list = odd.map((key) => `'${key}'`).join(', ');
    throw new ComposeProblem(`validating ${path}: additional properties ${list} not allowed`);
  }
  for (const key of ['configs', 'secrets', 'include', 'models'])
    if (parsed.value[key] !== undefined) throw new ComposeProblem(`validating ${path}: ${key} is not simulated here`);
  if (parsed.value['version'] !== undefined) {
    options.warn(
      `${path}: the attribute \`version\` is obsolete, it will be ignored, please remove it to avoid potential confusion`,
    );
  }
  const warned = new Set<string>();
  const filled = interpolate(parsed.value, {
    get: (name) => environment.get(name),
    missing: (name) => {
      if (warned.has(name)) return;
      warned.add(name);
      options.warn(`The "${name}" variable is not set. Defaulting to a blank string.`);
    },
  });
  if (!filled.ok) throw new ComposeProblem(filled.error);
  return filled.value as Plain;
}

function projectName(
  options: ProjectOptions,
  merged: Plain,
  environment: ReadonlyMap<string, string>,
  directory: string,
) {
  const asked = options.projectName || environment.get('COMPOSE_PROJECT_NAME') || textOf(merged['name'], 'name');
  if (asked !== '') {
    if (/^[a-z0-9][a-z0-9_-]*$/.test(asked)) return asked;
    throw new ComposeProblem(
      `invalid project name ${JSON.stringify(asked)}: must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number`,
    );
  }
  const plain = directory
    .slice(directory.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(/[^-_a-z0-9]/g, '');
  const name = plain.replace(/^[-_]+/, '');
  if (name === '') throw new ComposeProblem('project name must not be empty');
  return name;
}

function readNetworks(
  raw: unknown,
  project: string,
  services: Readonly<Record<string, ComposeService>>,
): Record<string, ComposeNetwork> {
  const networks: Record<string, ComposeNetwork> = {};
  for (const [key, value] of Object.entries((raw ?? {}) as Plain)) {
    const options = isPlain(value) ? value : {};
    const external = options['external'] === true || isPlain(options['external']);
    const config = ((options['ipam'] as Plain | undefined)?.['config'] as readonly Plain[] | undefined)?.[0];
    networks[key] = {
      name: textOf(options['name'], `networks.${key}.name`) || (external ? key : `${project}_${key}`),
      external,
      driver: textOf(options['driver'], `networks.${key}.driver`),
      internal: options['internal'] === true,
      subnet: textOf(config?.['subnet'], `networks.${key}.ipam`),
    };
  }
  const usesDefault = Object.values(services).some((service) => 'default' in service.networks);
  if (usesDefault) {
    networks['default'] ??= { name: `${project}_default`, external: false, driver: '', internal: false, subnet: '' };
  }
  return networks;
}

function readVolumes(raw: unknown, project: string): Record<string, ComposeVolume> {
  const volumes: Record<string, ComposeVolume> = {};
  for (const [key, value] of Object.entries((raw ?? {}) as Plain)) {
    const options = isPlain(value) ? value : {};
    const external = options['external'] === true;
    const name = textOf(options['name'], `volumes.${key}.name`) || (external ? key : `${project}_${key}`);
    volumes[key] = { name, external };
  }
  return volumes;
}

function checkConsistency(
  services: Readonly<Record<string, ComposeService>>,
  networks: Readonly<Record<string, ComposeNetwork>>,
  volumes: Readonly<Record<string, ComposeVolume>>,
): void {
  const invalid = (sentence: string) => new ComposeProblem(`${sentence}: invalid compose project`);
  for (const service of Object.values(services)) {
    const quoted = JSON.stringify(service.name);
    if (service.image === '' && service.build === undefined)
      throw invalid(`service ${quoted} has neither an image nor a build context specified`);
    for (const network of Object.keys(service.networks))
      if (networks[network] === undefined) throw invalid(`service ${quoted} refers to undefined network ${network}`);
    for (const name of Object.keys(service.dependsOn))
      if (services[name] === undefined && service.dependsOn[name]?.required === true)
        throw invalid(`service ${quoted} depends on undefined service ${JSON.stringify(name)}`);
    for (const { type, source } of service.mounts)
      if (type === 'volume' && source !== '' && volumes[source] === undefined)
        throw invalid(`service ${quoted} refers to undefined volume ${source}`);
    if (service.containerName !== '' && service.scale > 1)
      throw invalid(
        `services.${service.name}: can't set container_name and ${service.name} as container name must be unique`,
      );
  }
  checkCycles(services);
}

function checkCycles(services: Readonly<Record<string, ComposeService>>): void {
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]) => {
    if (done.has(name)) return;
    const at = way.indexOf(name);
    if (at >= 0) throw new ComposeProblem(`dependency cycle detected: ${[...way.slice(at), name].join(' -> ')}`);
    for (const next of Object.keys(services[name]?.dependsOn ?? {})) visit(next, [...way, name]);
    done.add(name);
  };
  for (const name of Object.keys(services)) visit(name, []);
}
