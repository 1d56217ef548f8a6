/** Who looks at files: from which root directory, and with which permissions. */
import type { Access, FileStat, FileSystem, Ownership } from './fileSystem';

export interface Viewer {
  /** A directory of the mount namespace, without links: what `/` means to the viewer. */
  readonly root: string;
  /** Nothing is forbidden: permissions need not be looked at. */
  readonly unrestricted: boolean;
  /** Whom new files belong to; undefined: whoever the file system says. */
  readonly ownership: Ownership;
  may(stat: FileStat, access: Access): boolean;
  /** May change its mode and remove it from a sticky directory. */
  owns(stat: FileStat): boolean;
  /** May give files away (chown). */
  readonly givesAway: boolean;
}

/** A file system that looks different to each viewer, as /proc/self does. */
export interface SeenByViewer extends FileSystem {
  seenBy(viewer: Viewer): FileSystem;
}

/** Sees everything, and new files belong to the file system's owner. */
export const superuser: Viewer = {
  root: '/',
  unrestricted: true,
  ownership: {},
  may: () => true,
  owns: () => true,
  givesAway: true,
};

/** True when the mode gives the access to one of the three classes: the owner, its group, others. */
export function modeAllows(mode: number, access: Access, who: 'owner' | 'group' | 'other'): boolean {
  const shift = who === 'owner' ? 6 : who === 'group' ? 3 : 0;
  const bit = access === 'read' ? 4 : access === 'write' ? 2 : 1;
  return ((mode >> shift) & bit) !== 0;
}
