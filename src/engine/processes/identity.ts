/** Who a process is and what it sees: its namespaces, root directory, user, group and capabilities. */
import { fail, ok, type Result } from '../../base/result';
import { describeFileError } from '../files/fileSystem';
import type { FilesView } from '../files/filesView';
import { superuser } from '../files/viewer';
import { type Credentials, credentialsOf } from './accounts';
import { ALL_CAPABILITIES, type Capability } from './capabilities';
import type { Kernel } from './kernel';
import { type MountNamespace, type Namespaces, type UserNamespace, UtsNamespace } from './namespaces';
import type { Process, ProcessOptions, RootProblem } from './process';
import { ProcessViewer } from './processViewer';

export class Identity {
  readonly process: Process;
  readonly capabilities: ReadonlySet<Capability>;
  namespaces: Namespaces;
  root: string;
  /** The machine's numbers of its user and group. */
  machineUser: number;
  machineGroup: number;
  /** It has just come into its user namespace, and has all capabilities there until it becomes another program. */
  #granted: boolean;
  #name: { readonly uid: number; readonly text: string };
  #view: { readonly namespace: MountNamespace; readonly files: FilesView } | undefined;

  constructor(process: Process, kernel: Kernel, options: ProcessOptions, parent: Identity | undefined) {
    this.process = process;
    this.namespaces = namespacesOf(kernel, options);
    const ownFiles = options.files !== undefined || options.namespaces?.mount !== undefined;
    this.root = options.root ?? (ownFiles ? '/' : (parent?.root ?? '/'));
    this.#granted = parent === undefined ? false : parent.#granted;
    this.capabilities = options.capabilities ?? parent?.capabilities ?? ALL_CAPABILITIES;
    if (options.user === undefined && parent !== undefined) {
      this.#name = parent.#name;
      this.machineUser = parent.machineUser;
      this.machineGroup = options.gid ?? parent.machineGroup;
    } else {
      const { name, uid, gid } = this.look(options.user ?? 'root');
      this.#name = { uid, text: name };
      this.machineUser = this.namespaces.user.userOutside(uid) ?? uid;
      this.machineGroup = options.gid ?? this.namespaces.user.groupOutside(gid) ?? gid;
    }
  }

  /** The mount namespace as it looks from the root directory, with the user's permissions. */
  get files(): FilesView {
    const { mount } = this.namespaces;
    if (this.#view?.namespace !== mount)
      this.#view = { namespace: mount, files: mount.files.viewFor(new ProcessViewer(this)) };
    return this.#view.files;
  }

  /** The user's name in /etc/passwd, or its number. Looked up when the number has changed. */
  get name(): string {
    const { uid } = this;
    if (uid !== this.#name.uid) this.#name = { uid, text: this.look(String(uid)).name };
    return this.#name.text;
  }

  get uid(): number {
    return this.namespaces.user.userInside(this.machineUser);
  }

  get gid(): number {
    return this.namespaces.user.groupInside(this.machineGroup);
  }

  /** Root in its own user namespace, and not deprived of it. */
  has(capability: Capability): boolean {
    return (this.uid === 0 || this.#granted) && this.capabilities.has(capability);
  }

  /** It becomes another program, as execve does. */
  executed(): void {
    this.#granted = false;
  }

  capable(capability: Capability, owner: UserNamespace): boolean {
    const { user } = this.namespaces;
    if (this.has(capability) && user.contains(owner)) return true;
    // Who made a namespace may do everything in it.
    for (let at: UserNamespace | undefined = owner; at !== undefined; at = at.parent)
      if (at.parent === user && at.creator === this.machineUser) return true;
    return false;
  }

  enter(namespaces: Partial<Namespaces>): void {
    this.namespaces = { ...this.namespaces, ...namespaces };
    if (namespaces.mount !== undefined) this.root = '/';
    if (namespaces.user !== undefined) this.#granted = true;
  }

  changeRoot(path: string): Result<void, RootProblem> {
    const place = this.files.place(path);
    if (!place.ok) {
      const code = place.error.code === 'ENOTDIR' || place.error.code === 'EACCES' ? place.error.code : 'ENOENT';
      return fail({ code, message: describeFileError({ ...place.error, code }) });
    }
    if (place.value.stat.type !== 'directory') return fail({ code: 'ENOTDIR', message: 'Not a directory' });
    if (!this.has('SYS_CHROOT')) return fail({ code: 'EPERM', message: 'Operation not permitted' });
    this.root = place.value.real;
    return ok(undefined);
  }

  setUser(uid: number, gid: number): void {
    const { user } = this.namespaces;
    this.machineUser = user.userOutside(uid) ?? uid;
    this.machineGroup = user.groupOutside(gid) ?? gid;
  }

  /** Who a user is, as /etc/passwd below its root directory says. */
  look(user: string): Credentials {
    return credentialsOf(this.namespaces.mount.files.viewFor({ ...superuser, root: this.root }), user);
  }
}

/** A new process's namespaces: its own, else its parent's, else the machine's. */
function namespacesOf(kernel: Kernel, options: ProcessOptions): Namespaces {
  const { parent, namespaces = {} } = options;
  const before = parent?.namespaces;
  const mount =
    namespaces.mount ?? (options.files === undefined ? before?.mount : kernel.mountNamespaceOf(options.files));
  const network = namespaces.network ?? options.network ?? before?.network;
  if (mount === undefined || network === undefined)
    throw new Error('a process without a parent needs files and a network');
  const user = namespaces.user ?? before?.user ?? kernel.user;
  let uts = namespaces.uts ?? before?.uts ?? kernel.uts;
  if (namespaces.uts === undefined && options.hostname !== undefined && options.hostname !== uts.hostname)
    uts = new UtsNamespace(kernel.nextInode(), user, options.hostname);
  return {
    pid: kernel,
    uts,
    mount,
    network,
    ipc: namespaces.ipc ?? before?.ipc ?? kernel.ipc,
    user,
    cgroup: namespaces.cgroup ?? before?.cgroup ?? kernel.cgroupNamespace,
  };
}
