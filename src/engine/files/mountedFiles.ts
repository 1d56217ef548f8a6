/**
 * The files of a mount namespace: a root file system with others mounted on directories (or files) of it. Seen like this,
 * nothing is forbidden; `viewFor` shows it to somebody with a root directory and permissions of their own.
 */
import { fail, ok, type Result } from '../../base/result';
import { type FileError, type FileSystem, normalise } from './fileSystem';
import { FilesView } from './filesView';
import { type FileMount, MountTable } from './mountTable';
import { superuser, type Viewer } from './viewer';

export class MountedFiles extends FilesView {
  /** `description` is what the root is called in /proc/mounts; `table` is for copies. */
  constructor(
    root: FileSystem,
    mounts: readonly FileMount[],
    description: Pick<FileMount, 'type' | 'source' | 'options' | 'readOnly'> = {},
    table = new MountTable({ type: 'ext4', source: '/dev/vda1', ...description, path: '/', files: root }, mounts),
  ) {
    super(table, superuser);
  }

  /** What is mounted, the root first, then oldest first. */
  get mounts(): readonly FileMount[] {
    return this.table.mounts;
  }

  /** Mounts a file system; it lies over whatever is at its path. The path is one without links. */
  mount(mount: FileMount): void {
    this.table.add(mount);
  }

  /** Mounts what a system finds mounted when it starts, beneath everything else; what was there like this goes. */
  mountSystem(mounts: readonly FileMount[]): void {
    this.table.addBelow(mounts);
  }

  /**
   * Takes away what was mounted last at a path. EINVAL: nothing is; EBUSY: others are mounted below it, unless `lazy`,
   * which takes those away too.
   */
  unmount(path: string, options: { readonly lazy?: boolean } = {}): Result<void, FileError> {
    const removed = this.table.remove(normalise(path), options.lazy === true);
    return removed.ok ? ok(undefined) : fail({ code: removed.error, path });
  }

  /** Changes how something is mounted (`mount -o remount,ro`). EINVAL: nothing is mounted there. */
  remount(path: string, change: (mount: FileMount) => FileMount): Result<void, FileError> {
    const changed = this.table.change(normalise(path), change);
    return changed.ok ? ok(undefined) : fail({ code: changed.error, path });
  }

  /** The same mounts, which change apart from now on; the files are shared. */
  copy(): MountedFiles {
    return new MountedFiles(this.table.root.files, [], {}, this.table.copy());
  }

  /** The same files from another point of view. */
  viewFor(viewer: Viewer): FilesView {
    return new FilesView(this.table, viewer);
  }
}
