/** Changes the learner's kubeconfig file, as the verbs under `kubectl config` do. */
import type { Invocation } from '../verb';
import { configFiles, emptyConfig, type KubeConfig, loadConfig, parseConfig, saveConfig } from './kubeconfig';

/** A file that is being changed; several files of KUBECONFIG are read together but only one is written. */
export interface ConfigEdit {
  /** Everything that is configured. */
  readonly config: KubeConfig;
  /** The file that changes go to: the first that exists. */
  readonly path: string;
  save(change: Partial<KubeConfig>): void;
}

export function editConfig(invocation: Invocation): ConfigEdit {
  const { process, flags } = invocation;
  const from = configFiles(process, flags.string('kubeconfig'));
  const path = from.paths.find((one) => process.files.stat(one).ok) ?? from.paths.at(-1) ?? '';
  const read = process.files.read(path);
  const own = read.ok ? parseConfig(read.value, path) : emptyConfig;
  return {
    config: loadConfig(process.files, from, false),
    path,
    save: (change) => saveConfig(process.files, path, { ...own, ...change }),
  };
}
