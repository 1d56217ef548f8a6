import { type FileSystem, normalise } from '../files/fileSystem';

/** Where a path leads when links on the way, and at its end, are followed: mount points below links are there. */
export function mountPath(root: Pick<FileSystem, 'stat'>, path: string): string {
  let at = '';
  for (const part of normalise(path)
    .split('/')
    .filter((one) => one !== '')) {
    at = `${at}/${part}`;
    const stat = root.stat(at, { follow: false });
    if (stat.ok && stat.value.target !== undefined) at = normalise(stat.value.target, normalise(`${at}/..`));
    if (at === '/') at = '';
  }
  return at === '' ? '/' : at;
}
