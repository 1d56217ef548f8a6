/** What a container says of its end: the file that it may write, or the last lines of its log. */
import type { FileSystem } from '../files/fileSystem';
import type { Container } from './container';
import type { ContainerOptions } from './runtime';

/** The file in which the word stands, in the file system that is mounted at its path. */
export const TERMINATION_FILE = '/termination-log';

const MOST_OF_FILE = 4096;
const MOST_OF_LOG = 2048;
const MOST_LINES = 80;

/** As kubelet puts it into `terminated.message`; empty when nothing was said. */
export function lastWords(options: ContainerOptions, files: FileSystem, container: Container): string {
  const { terminationMessage: asked } = options;
  if (asked === undefined) return '';
  const written = files.read(TERMINATION_FILE);
  if (written.ok && written.value !== '') return written.value.slice(0, MOST_OF_FILE);
  if (!asked.orLog || container.exitCode === 0) return '';
  const lines = container.log.lines.slice(-MOST_LINES).map((line) => line.text);
  return lines.join('').slice(-MOST_OF_LOG);
}
