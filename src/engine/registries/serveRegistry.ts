/** A registry that a machine of the world has running, outside of any container. */
import type { Machine } from '../machine';
import { FileStorage } from './fileStorage';
import { registryServer } from './httpApi';
import type { Registries } from './registries';

/** How long it thinks about an answer, in milliseconds. */
const THINKING = 0.5;

/** Runs a registry on a machine's port, which keeps everything in the machine's files; nothing when the port is taken. */
export function serveRegistry({ contents }: Registries, machine: Machine, port = 5000): void {
  const { network, files, kernel } = machine;
  const after = (answer: () => void) => {
    kernel.clock.after(THINKING, answer);
  };
  network.listen(port, registryServer({ storage: new FileStorage(files, contents), contents, after }));
}
