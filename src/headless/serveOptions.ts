/** The words of `headless serve`: which cluster is served, where, and as what build. */
import { type ClusterProfile, profiles } from '../engine';
import { kubectlBuild } from './kubectlBuild';

export const USAGE = `usage: serve [--port PORT] [--cluster ${Object.keys(profiles).join('|')}] [--seed NUMBER] [--kubectl COMMAND] [--secure-port PORT [--cert-dir DIRECTORY]]`;
const FLAGS = ['--port', '--cluster', '--seed', '--kubectl', '--secure-port', '--cert-dir'];

interface ServeOptions {
  readonly profile: ClusterProfile;
  readonly port: number;
  /** Where the API is served over TLS besides. */
  readonly securePort?: number;
  /** Where its certificate and key are left. */
  readonly certDir?: string;
  readonly seed: number;
}

/** What is to be served and where; or what is wrong with the words. */
export function readOptions(words: readonly string[]): ServeOptions | string {
  const flags = readFlags(words);
  const wrong = flags.get('wrong');
  if (wrong !== undefined) return wrong;
  const name = flags.get('--cluster') ?? 'playground';
  const profile = profiles[name];
  if (profile === undefined) return `there is no cluster ${name}`;
  const port = numberOf(flags.get('--port') ?? '8001', 65_535);
  if (port === undefined) return `--port must be a number from 0 to 65535, not ${flags.get('--port')}`;
  const seed = numberOf(flags.get('--seed') ?? '1', Number.MAX_SAFE_INTEGER);
  if (seed === undefined) return `--seed must be a whole number, not ${flags.get('--seed')}`;
  const asked = flags.get('--secure-port');
  const securePort = asked === undefined ? undefined : numberOf(asked, 65_535);
  if (asked !== undefined && securePort === undefined)
    return `--secure-port must be a number from 0 to 65535, not ${asked}`;
  const certDir = flags.get('--cert-dir');
  if (certDir !== undefined && securePort === undefined) return '--cert-dir needs --secure-port';
  const secure = {
    ...(securePort === undefined ? {} : { securePort }),
    ...(certDir === undefined ? {} : { certDir }),
  };
  const found = { profile, port, seed, ...secure };
  const kubectl = flags.get('--kubectl');
  // A bare control plane is for tests of kubectl, which want client and server of one build.
  if (kubectl === undefined && profile.controlPlaneOnly !== true) return found;
  const build = kubectlBuild(kubectl ?? 'kubectl', profile.version);
  if (build !== undefined) return { ...found, profile: { ...profile, build } };
  if (kubectl === undefined) return found;
  return `--kubectl must be a kubectl of ${profile.version.replace(/\.\d+$/, '')}, which ${kubectl} is not`;
}

/** The flags' values by name, as `--port 1` or `--port=1`; under `wrong` what can't be read. */
function readFlags(words: readonly string[]): Map<string, string> {
  const flags = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const [, name = '', attached] = /^([^=]*)(?:=(.*))?$/s.exec(words[at] ?? '') ?? [];
    const value = attached ?? words[++at];
    if (!FLAGS.includes(name))
      return flags.set('wrong', `unknown argument ${words[at - (attached === undefined ? 1 : 0)]}`);
    if (value === undefined) return flags.set('wrong', `${name} needs a value`);
    flags.set(name, value);
  }
  return flags;
}

function numberOf(text: string, limit: number): number | undefined {
  return /^\d+$/.test(text) && Number(text) <= limit ? Number(text) : undefined;
}
