import { type FileLayer, layerOf } from '../../files/fileLayer';

/** The layer between image and container: what is mounted over has to be there, and /.dockerenv tells where one is. */
export function initLayer(now: number): FileLayer {
  return layerOf(
    {
      '/.dockerenv': { text: '', mode: 0o755 },
      '/dev/console': { text: '', mode: 0o755 },
      '/dev/pts/': '',
      '/dev/shm/': '',
      '/etc/hostname': { text: '', mode: 0o755 },
      '/etc/hosts': { text: '', mode: 0o755 },
      '/etc/mtab': { link: '/proc/mounts' },
      '/etc/resolv.conf': { text: '', mode: 0o755 },
      '/proc/': '',
      '/sys/': '',
    },
    { modified: now },
  );
}
