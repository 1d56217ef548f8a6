/** Kubeconfig files: finding, reading, merging and writing them, as client-go's clientcmd does. */
import type { FileSystem } from '../../../engine/files/fileSystem';
import { describeFileError, normalise } from '../../../engine/files/fileSystem';
import type { Process } from '../../../engine/processes/process';
import { CommandError } from '../errors';
import { writeYaml } from '../output/yaml';
import { readYaml } from '../yaml/readYaml';

/** An entry's own fields, such as `server` or `client-key-data`. */
export type Entry = Record<string, unknown>;

export interface KubeConfig {
  readonly clusters: ReadonlyMap<string, Entry>;
  readonly contexts: ReadonlyMap<string, Entry>;
  readonly users: ReadonlyMap<string, Entry>;
  readonly currentContext: string;
  readonly preferences: Entry;
}

export const emptyConfig: KubeConfig = {
  clusters: new Map(),
  contexts: new Map(),
  users: new Map(),
  currentContext: '',
  preferences: {},
};

/** The files that are read, first wins; `explicit` when --kubeconfig named the one. */
export interface ConfigFiles {
  readonly paths: readonly string[];
  /** The same as they were written on the command line or in KUBECONFIG, for messages. */
  readonly names: readonly string[];
  readonly explicit: boolean;
}

/** --kubeconfig, else the files of KUBECONFIG, else ~/.kube/config. */
export function configFiles(process: Process, flag: string): ConfigFiles {
  const at = (path: string): string => normalise(path, process.workingDirectory);
  if (flag !== '') return { paths: [at(flag)], names: [flag], explicit: true };
  const listed = (process.env.get('KUBECONFIG') ?? '').split(':').filter((path) => path !== '');
  if (listed.length > 0) return { paths: listed.map(at), names: listed, explicit: false };
  const usual = at(`${process.env.get('HOME') ?? '/'}/.kube/config`);
  return { paths: [usual], names: [usual], explicit: false };
}

/** The directory that a kubeconfig's relative paths start in. Simplified: the first file's, also for the others. */
export function configDirectory({ paths: [first = ''] }: ConfigFiles): string {
  return first.slice(0, first.lastIndexOf('/')) || '/';
}

/** All files as one config. A missing file is an error only when it was named explicitly and `must` is true. */
export function loadConfig(files: FileSystem, from: ConfigFiles, must: boolean): KubeConfig {
  let merged = emptyConfig;
  for (const [at, path] of from.paths.entries()) {
    const name = from.names[at] ?? path;
    const text = files.read(path);
    if (!text.ok) {
      if (text.error.code === 'ENOENT' && !(from.explicit && must)) continue;
      const verb = text.error.code === 'ENOENT' ? 'stat' : 'open';
      throw new CommandError(`${verb} ${name}: ${describeFileError(text.error).toLowerCase()}`);
    }
    merged = merge(merged, parseConfig(text.value, name));
  }
  return merged;
}

/** One file's config. */
export function parseConfig(text: string, path: string): KubeConfig {
  const parsed = readYaml(text);
  if (!parsed.ok) throw new CommandError(`error loading config file "${path}": yaml: ${parsed.error}`);
  const document = parsed.value;
  if (document === null || document === undefined) return emptyConfig;
  if (typeof document !== 'object' || Array.isArray(document)) {
    throw new CommandError(
      `error loading config file "${path}": couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    );
  }
  const record = document as Record<string, unknown>;
  const { kind = 'Config', apiVersion = 'v1' } = record;
  if (kind !== 'Config' || apiVersion !== 'v1') {
    throw new CommandError(
      `error loading config file "${path}": no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme "k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50"`,
    );
  }
  return {
    clusters: entries(record['clusters'], 'cluster'),
    contexts: entries(record['contexts'], 'context'),
    users: entries(record['users'], 'user'),
    currentContext: typeof record['current-context'] === 'string' ? record['current-context'] : '',
    preferences: isEntry(record['preferences']) ? record['preferences'] : {},
  };
}

/** The config as an object for printing: lists sorted by name, null where there are none. */
export function configObject(config: KubeConfig): Record<string, unknown> {
  return {
    kind: 'Config',
    apiVersion: 'v1',
    preferences: config.preferences,
    clusters: named(config.clusters, 'cluster'),
    users: named(config.users, 'user'),
    contexts: named(config.contexts, 'context'),
    'current-context': config.currentContext,
  };
}

/** Writes a config to a file, making its directory where needed. */
export function saveConfig(files: FileSystem, path: string, config: KubeConfig): void {
  files.makeDirectory(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
  const written = files.write(path, writeYaml(configObject(config)), { mode: 0o600 });
  if (!written.ok) throw new CommandError(`open ${path}: ${describeFileError(written.error).toLowerCase()}`);
}

function merge(first: KubeConfig, second: KubeConfig): KubeConfig {
  const both = (a: ReadonlyMap<string, Entry>, b: ReadonlyMap<string, Entry>) => new Map([...b, ...a]);
  return {
    clusters: both(first.clusters, second.clusters),
    contexts: both(first.contexts, second.contexts),
    users: both(first.users, second.users),
    currentContext: first.currentContext === '' ? second.currentContext : first.currentContext,
    preferences: { ...second.preferences, ...first.preferences },
  };
}

function entries(list: unknown, member: string): Map<string, Entry> {
  const out = new Map<string, Entry>();
  for (const item of Array.isArray(list) ? (list as unknown[]) : []) {
    if (!isEntry(item) || typeof item['name'] !== 'string') continue;
    const body = item[member];
    if (!out.has(item['name'])) out.set(item['name'], isEntry(body) ? body : {});
  }
  return out;
}

function named(map: ReadonlyMap<string, Entry>, member: string): unknown[] | null {
  if (map.size === 0) return null;
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, body]) => ({ name, [member]: body }));
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
