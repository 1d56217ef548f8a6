/** ~/.docker/config.json: logins and the learner's own formats. */
import { decodeTextBase64, encodeTextBase64 } from '../../../base/base64';
import type { RegistryLogin } from '../../../engine/docker/daemon';
import { describeFileError } from '../../../engine/files/fileSystem';
import type { Process } from '../../../engine/processes/process';
import { CliFailure } from '../failure';

/** What the client keeps logins of Docker Hub under. */
export const HUB_SERVER = 'https://index.docker.io/v1/';

type Settings = Readonly<Record<string, unknown>>;

export class ClientConfig {
  readonly directory: string;
  readonly #process: Process;
  #settings: Settings;

  /** Reads the file; none is an empty one. @param warn told of a file that cannot be read */
  constructor(process: Process, directory: string, warn: (message: string) => void) {
    this.#process = process;
    this.directory = directory;
    this.#settings = {};
    const text = process.files.read(this.file);
    if (!text.ok) return;
    const parsed = parse(text.value);
    if (parsed === undefined) warn(`WARNING: Error parsing config file (${this.file}): ${jsonProblem(text.value)}`);
    else this.#settings = parsed;
  }

  get file(): string {
    return `${this.directory}/config.json`;
  }

  /** A text among the settings (`psFormat`, `detachKeys`); '' when it is not set. */
  text(name: string): string {
    const value = this.#settings[name];
    return typeof value === 'string' ? value : '';
  }

  /** The login that is kept for a server. */
  login(server: string): RegistryLogin | undefined {
    const entry = this.#auths[server] as { auth?: unknown } | undefined;
    if (typeof entry?.auth !== 'string') return undefined;
    const pair = decodeTextBase64(entry.auth);
    const colon = pair?.indexOf(':') ?? -1;
    if (pair === undefined || colon < 0) return undefined;
    return { username: pair.slice(0, colon), password: pair.slice(colon + 1) };
  }

  get servers(): readonly string[] {
    return Object.keys(this.#auths);
  }

  keepLogin(server: string, { username, password }: RegistryLogin): void {
    this.#write({ ...this.#auths, [server]: { auth: encodeTextBase64(`${username}:${password}`) } });
  }

  forgetLogin(server: string): void {
    const { [server]: _, ...others } = this.#auths;
    this.#write(others);
  }

  get #auths(): Settings {
    const auths = this.#settings['auths'];
    return typeof auths === 'object' && auths !== null ? (auths as Settings) : {};
  }

  #write(auths: Settings): void {
    this.#settings = { ...this.#settings, auths };
    const { files } = this.#process;
    files.makeDirectory(this.directory, { parents: true, mode: 0o700 });
    const written = files.write(this.file, JSON.stringify(this.#settings, undefined, '\t'), { mode: 0o600 });
    if (!written.ok) throw new CliFailure(`open ${this.file}: ${describeFileError(written.error).toLowerCase()}`);
  }
}

/** The server whose login is sent for images of that registry. */
export function serverOf(domain: string): string {
  return domain === 'docker.io' ? HUB_SERVER : domain;
}

function parse(text: string): Settings | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Settings) : undefined;
  } catch {
    return undefined;
  }
}

function jsonProblem(text: string): string {
  if (text.trim() === '') return 'EOF';
  const [first = ''] = text.trim();
  return first === '{' ? 'unexpected EOF' : `invalid character '${first}' looking for beginning of value`;
}
