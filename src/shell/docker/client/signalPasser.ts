/** Passes the client's signals on to a container, as `--sig-proxy` does. */
import type { DockerClient } from './dockerClient';

/** What it gives may be called within a signal's handler. */
export function signalPasser(client: DockerClient, container: string): (signal: string) => void {
  return (signal) =>
    client.tell(`POST /containers/${container}/kill?signal=${signal.slice(3)}`, (daemon) => {
      daemon.containers.kill(container, signal, () => {});
    });
}
