/** Changes the learner's kubeconfig files, as the verbs under `kubectl config` do. */
import { equal } from '../../../base/equality';
import type { Invocation } from '../verb';
import {
  configFiles,
  type Entry,
  emptyConfig,
  type KubeConfig,
  loadConfig,
  parseConfig,
  saveConfig,
} from './kubeconfig';

/** Files that are being changed. */
export interface ConfigEdit {
  /** Everything that is configured. */
  readonly config: KubeConfig;
  /** The file that what is new goes to, as it was named: the first that exists. */
  readonly path: string;
  /** Writes what differs, each entry into the file that it came from. */
  save(change: Partial<KubeConfig>): void;
}

type Part = 'clusters' | 'contexts' | 'users';

export function editConfig(invocation: Invocation): ConfigEdit {
  const { process, flags } = invocation;
  const from = configFiles(process, flags.string('kubeconfig'));
  const present = from.paths.findIndex((one) => process.files.stat(one).ok);
  const usual = present < 0 ? from.paths.length - 1 : present;
  const files = from.paths.map((path, at) => {
    const read = process.files.read(path);
    return { path, before: read.ok ? parseConfig(read.value, from.names[at] ?? path) : emptyConfig };
  });
  const config = loadConfig(process.files, from, false);
  return {
    config,
    path: from.names[usual] ?? '',
    save(change) {
      const current = files.findIndex(({ before }) => before.currentContext !== '');
      for (const [at, { path, before }] of files.entries()) {
        const part = (name: Part) => changedPart(change[name], config[name], before[name], at === usual);
        const holdsCurrent = at === (current < 0 ? usual : current);
        const after: KubeConfig = {
          ...before,
          clusters: part('clusters'),
          contexts: part('contexts'),
          users: part('users'),
          currentContext: holdsCurrent ? (change.currentContext ?? before.currentContext) : before.currentContext,
          preferences: at === usual ? (change.preferences ?? before.preferences) : before.preferences,
        };
        if (!equal(plain(before), plain(after))) saveConfig(process.files, path, after);
      }
    },
  };
}

/** A file's own entries after a change of all: what is gone goes, what it has is changed, what is new only if `takesNew`. */
function changedPart(
  wanted: ReadonlyMap<string, Entry> | undefined,
  all: ReadonlyMap<string, Entry>,
  own: ReadonlyMap<string, Entry>,
  takesNew: boolean,
): ReadonlyMap<string, Entry> {
  if (wanted === undefined) return own;
  const kept = [...own].filter(([name]) => wanted.has(name)).map(([name]) => [name, wanted.get(name) ?? {}] as const);
  const fresh = takesNew ? [...wanted].filter(([name]) => !all.has(name)) : [];
  return new Map([...kept, ...fresh]);
}

function plain(config: KubeConfig): unknown {
  const { clusters, contexts, users, currentContext, preferences } = config;
  return [[...clusters], [...contexts], [...users], currentContext, preferences];
}
