/** Reading from devices that never end. */
import { deviceText } from '../files/deviceFiles';
import type { Device } from '../files/fileSystem';
import type { Input } from './pipe';
import type { Process } from './process';

const CHUNK = 4096;

/** Gives as much as is asked for, for ever. */
export class DeviceInput implements Input {
  readonly #text: (bytes: number) => string;

  constructor(text: (bytes: number) => string) {
    this.#text = text;
  }

  take(limit = CHUNK): string {
    return this.#text(Math.min(limit, CHUNK));
  }

  onReadable(listener: () => void): () => void {
    listener();
    return () => {};
  }

  abandon(): void {}
}

/** What reads from an endless device, such as /dev/zero; undefined for any other file. */
export function endlessDevice(device: Device | undefined, process: Process): DeviceInput | undefined {
  const random = () => process.random.next();
  if (device === undefined || deviceText(device, 0, random) === undefined) return undefined;
  return new DeviceInput((bytes) => deviceText(device, bytes, random) ?? '');
}
