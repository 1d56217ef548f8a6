/**
 * What a process sees apart from others, besides the network: each namespace has a number that is its own on the
 * machine (`readlink /proc/self/ns/uts` says `uts:[4026531838]`), and belongs to the user namespace it was made in.
 */
import type { MountedFiles } from '../files/mountedFiles';
import type { NetworkNamespace } from '../network/namespace';
import type { Kernel } from './kernel';

/** The namespaces of a process. The PID namespace is a kernel of its own within its machine's. */
export interface Namespaces {
  readonly pid: Kernel;
  readonly uts: UtsNamespace;
  readonly mount: MountNamespace;
  readonly network: NetworkNamespace;
  readonly ipc: IpcNamespace;
  readonly user: UserNamespace;
  readonly cgroup: CgroupNamespace;
}

/** Numbers of the namespaces that a machine has from the beginning, as Linux gives them. */
export const FIRST_INODES = {
  cgroup: 4_026_531_835,
  pid: 4_026_531_836,
  user: 4_026_531_837,
  uts: 4_026_531_838,
  ipc: 4_026_531_839,
  mount: 4_026_531_841,
  time: 4_026_531_834,
} as const;

/** Numbers for those that are made later. */
export const MADE_INODES = 4_026_532_200;

/** Host and domain name. */
export class UtsNamespace {
  readonly inode: number;
  readonly owner: UserNamespace;
  hostname: string;
  domainname = '(none)';

  constructor(inode: number, owner: UserNamespace, hostname: string) {
    this.inode = inode;
    this.owner = owner;
    this.hostname = hostname;
  }

  /** A new one with the same names, as unshare(CLONE_NEWUTS) makes it. */
  copy(inode: number, owner: UserNamespace): UtsNamespace {
    const copy = new UtsNamespace(inode, owner, this.hostname);
    copy.domainname = this.domainname;
    return copy;
  }
}

/** Which file systems are mounted where. Propagation is private: what is mounted later in one is not seen in another. */
export class MountNamespace {
  readonly inode: number;
  readonly owner: UserNamespace;
  readonly files: MountedFiles;

  constructor(inode: number, owner: UserNamespace, files: MountedFiles) {
    this.inode = inode;
    this.owner = owner;
    this.files = files;
  }

  /** A new one with the same mounts; the files behind them are shared. */
  copy(inode: number, owner: UserNamespace): MountNamespace {
    return new MountNamespace(inode, owner, this.files.copy());
  }
}

/** System V queues and segments. Simplified: nobody makes any, so that all are empty. */
export class IpcNamespace {
  readonly inode: number;
  readonly owner: UserNamespace;

  constructor(inode: number, owner: UserNamespace) {
    this.inode = inode;
    this.owner = owner;
  }
}

/** Which cgroup looks like the root: paths in /proc/PID/cgroup and /sys/fs/cgroup begin there. */
export class CgroupNamespace {
  readonly inode: number;
  readonly owner: UserNamespace;
  /** The path of that cgroup on the machine: `/`, `/system.slice/docker-1a2b.scope`. */
  readonly root: string;

  constructor(inode: number, owner: UserNamespace, root: string) {
    this.inode = inode;
    this.owner = owner;
    this.root = root;
  }
}

/** Whom users and groups without a mapping are shown as: nobody. */
const OVERFLOW_ID = 65_534;

/** A line of /proc/PID/uid_map: `count` numbers from `inside` on are those from `outside` on in the parent. */
export interface IdMapping {
  readonly inside: number;
  readonly outside: number;
  readonly count: number;
}

/** Which users and groups of the machine have which numbers, and where the capabilities of their root reach. */
export class UserNamespace {
  readonly inode: number;
  readonly parent: UserNamespace | undefined;
  /** The machine's number of the user who made it: has all capabilities in it from outside. */
  readonly creator: number;
  users: readonly IdMapping[];
  groups: readonly IdMapping[];

  constructor(inode: number, parent: UserNamespace | undefined, creator: number) {
    this.inode = inode;
    this.parent = parent;
    this.creator = creator;
    const everyone: readonly IdMapping[] = [{ inside: 0, outside: 0, count: 4_294_967_295 }];
    this.users = parent === undefined ? everyone : [];
    this.groups = this.users;
  }

  /** The number in here of one of the machine's users. */
  userInside(user: number): number {
    const outside = this.parent?.userInside(user) ?? user;
    return mapped(this.users, outside) ?? OVERFLOW_ID;
  }

  /** True for users of the machine who have a number in here. */
  knows(user: number): boolean {
    if (this.parent === undefined) return true;
    return this.parent.knows(user) && mapped(this.users, this.parent.userInside(user)) !== undefined;
  }

  groupInside(group: number): number {
    const outside = this.parent?.groupInside(group) ?? group;
    return mapped(this.groups, outside) ?? OVERFLOW_ID;
  }

  /** The machine's number of a user in here; undefined where none is mapped. */
  userOutside(user: number): number | undefined {
    const outside = unmapped(this.users, user);
    return outside === undefined || this.parent === undefined ? outside : this.parent.userOutside(outside);
  }

  groupOutside(group: number): number | undefined {
    const outside = unmapped(this.groups, group);
    return outside === undefined || this.parent === undefined ? outside : this.parent.groupOutside(outside);
  }

  /** True for this namespace and all that were made in it. */
  contains(other: UserNamespace): boolean {
    for (let at: UserNamespace | undefined = other; at !== undefined; at = at.parent) if (at === this) return true;
    return false;
  }
}

function mapped(mappings: readonly IdMapping[], outside: number): number | undefined {
  const found = mappings.find((one) => outside >= one.outside && outside < one.outside + one.count);
  return found === undefined ? undefined : found.inside + outside - found.outside;
}

function unmapped(mappings: readonly IdMapping[], inside: number): number | undefined {
  const found = mappings.find((one) => inside >= one.inside && inside < one.inside + one.count);
  return found === undefined ? undefined : found.outside + inside - found.inside;
}
