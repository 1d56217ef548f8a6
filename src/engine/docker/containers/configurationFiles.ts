/** /etc/hosts, /etc/hostname and /etc/resolv.conf: files of the daemon's that are mounted into each container. */
import type { MountedFiles } from '../../files/mountedFiles';
import type { FileMount } from '../../files/mountTable';

const HOSTS = `127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
ff00::0\tip6-mcastprefix
ff02::1\tip6-allnodes
ff02::2\tip6-allrouters
`;

export class ConfigurationFiles {
  readonly #files: MountedFiles;
  readonly #directory: string;

  constructor(files: MountedFiles, id: string) {
    this.#files = files;
    this.#directory = `/var/lib/docker/containers/${id}`;
  }

  get hosts(): string {
    return this.#read('hosts');
  }

  get resolvConf(): string {
    return this.#read('resolv.conf');
  }

  get hostname(): string {
    return this.#read('hostname');
  }

  /** Where they are mounted; those of another container whose network is shared. */
  get mounts(): readonly FileMount[] {
    return ['resolv.conf', 'hostname', 'hosts'].map((name) => ({
      path: `/etc/${name}`,
      files: this.#files,
      subPath: `${this.#directory}/${name}`,
      type: 'ext4',
      source: '/dev/vda1',
    }));
  }

  /** Writes them anew, as each start does. `extra` are further lines of /etc/hosts, `address names`. */
  write(contents: { readonly hostname: string; readonly resolvConf: string; readonly extra: readonly string[] }): void {
    this.#write('hostname', `${contents.hostname}\n`);
    this.#write('resolv.conf', contents.resolvConf);
    this.#write('hosts', HOSTS + contents.extra.map((line) => `${line}\n`).join(''));
  }

  /** Replaces all of /etc/hosts: with --network host it is the machine's. */
  writeHosts(text: string): void {
    this.#write('hosts', text);
  }

  writeResolvConf(text: string): void {
    this.#write('resolv.conf', text);
  }

  addHost(line: string): void {
    this.#write('hosts', `${this.hosts}${line}\n`);
  }

  removeHost(line: string): void {
    const lines = this.hosts.split('\n').filter((one) => one !== line);
    this.#write('hosts', lines.join('\n'));
  }

  remove(): void {
    this.#files.remove(this.#directory, { recursive: true });
  }

  #read(name: string): string {
    const text = this.#files.read(`${this.#directory}/${name}`);
    return text.ok ? text.value : '';
  }

  #write(name: string, text: string): void {
    this.#files.makeDirectory(this.#directory, { parents: true, owner: 'root' });
    this.#files.write(`${this.#directory}/${name}`, text, { owner: 'root' });
  }
}
