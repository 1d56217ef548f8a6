/** A process as somebody who looks at files: its root directory, its user and group, what root may do. */
import type { Access, FileStat, Ownership } from '../files/fileSystem';
import { modeAllows, type Viewer } from '../files/viewer';
import { findGroup } from './accounts';
import type { Capability } from './capabilities';
import type { Identity } from './identity';
import type { Process } from './process';

export class ProcessViewer implements Viewer {
  readonly #identity: Identity;

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  get process(): Process {
    return this.#identity.process;
  }

  get root(): string {
    return this.#identity.root;
  }

  get unrestricted(): boolean {
    const { machineUser, namespaces } = this.#identity;
    return machineUser === 0 && namespaces.user.parent === undefined && this.#identity.has('DAC_OVERRIDE');
  }

  get ownership(): Ownership {
    const { machineUser, machineGroup } = this.#identity;
    const owner = idText(machineUser);
    return machineUser === machineGroup ? { owner } : { owner, group: idText(machineGroup) };
  }

  may(stat: FileStat, access: Access): boolean {
    const { machineGroup } = this.#identity;
    const executable = access !== 'execute' || stat.type === 'directory' || (stat.mode & 0o111) !== 0;
    if (executable && this.#overrides(stat, 'DAC_OVERRIDE')) return true;
    const who = this.#isOwner(stat) ? 'owner' : this.#groupOf(stat) === machineGroup ? 'group' : 'other';
    return modeAllows(stat.mode, access, who);
  }

  owns(stat: FileStat): boolean {
    return this.#isOwner(stat) || this.#overrides(stat, 'FOWNER');
  }

  get givesAway(): boolean {
    return this.#identity.has('CHOWN') && this.#identity.namespaces.user.parent === undefined;
  }

  #isOwner(stat: FileStat): boolean {
    return this.#userOf(stat) === this.#identity.machineUser;
  }

  /** Root's powers reach the files of users whom its user namespace knows. */
  #overrides(stat: FileStat, capability: Capability): boolean {
    const { user } = this.#identity.namespaces;
    return this.#identity.has(capability) && (user.parent === undefined || user.knows(this.#userOf(stat)));
  }

  #userOf(stat: FileStat): number {
    return this.#number(stat.owner, (name) => this.#identity.look(name).uid);
  }

  #groupOf(stat: FileStat): number {
    const { group } = stat;
    if (group === undefined) return this.#number(stat.owner, (name) => this.#identity.look(name).gid);
    return this.#number(group, (name) => findGroup(this.#identity.namespaces.mount.files, name)?.gid ?? -1);
  }

  #number(owner: string, look: (name: string) => number): number {
    if (owner === 'root') return 0;
    return /^\d+$/.test(owner) ? Number(owner) : look(owner);
  }
}

function idText(id: number): string {
  return id === 0 ? 'root' : String(id);
}
