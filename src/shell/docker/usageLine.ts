import type { DockerCommand } from './dockerCommand';

/** `docker run [OPTIONS] IMAGE [COMMAND] [ARG...]`. */
export function usageLine(command: DockerCommand, path: string): string {
  return `${command.calledAs ?? path} ${command.usage}`.trimEnd();
}
