/** A laptop that pulls and pushes, for tests. */

import { parseImageReference } from '../../base/imageReference';
import { Random } from '../../base/random';
import { Clock } from '../clock';
import { createImageTransfers } from '../containers/dockerTransfers';
import { createMachineImages } from '../containers/machineImages';
import { createLaptop } from '../containers/machines/createLaptop';
import type { RegistryLogin, TransferProgress } from '../docker/daemon';
import { Fabric } from '../network/fabric';
import { Trace } from '../trace';
import { Registries, type RegistriesOptions } from './registries';
import { serveRegistry } from './serveRegistry';

/** 2026-11-21T07:30:00Z. */
const START = 1_795_246_200_000;

export function testLaptop(options: { registries?: RegistriesOptions; capacityBytes?: number; seed?: number } = {}) {
  const clock = new Clock(START);
  const trace = new Trace(clock);
  const random = new Random(options.seed ?? 1);
  const fabric = new Fabric({ clock, trace, random });
  const registries = new Registries(options.registries);
  const laptop = createLaptop({ clock, random, fabric, programs: {} });
  const { capacityBytes } = options;
  const place = { clock, trace, machine: 'laptop', actor: 'docker' };
  const images = createMachineImages({ ...place, ...(capacityBytes === undefined ? {} : { capacityBytes }) });
  const { network } = laptop;
  const transfers = createImageTransfers({ ...place, random, registries, images, network });
  const show = ({ id, status, current }: TransferProgress) =>
    current === undefined ? [`${id === undefined ? '' : `${id}: `}${status}`] : [];
  /** Does something to its end and gives its lines, without the counts of bytes; the last is the error, if any. */
  const lines = (kind: 'pull' | 'push', text: string, login?: RegistryLogin, allTags = false) => {
    const out: string[] = [];
    let done = false;
    transfers[kind](
      text,
      { login, allTags },
      (line) => out.push(...show(line)),
      (result) => {
        done = true;
        if (!result.ok) out.push(`${result.error.status} ${result.error.message}`);
      },
    );
    clock.settle();
    if (!done) out.push('never done');
    return out;
  };
  return {
    clock,
    trace,
    registries,
    laptop,
    transfers,
    images,
    store: images.store,
    pull: (text: string, allTags = false) => lines('pull', text, undefined, allTags),
    push: (text: string, login?: RegistryLogin, allTags = false) => lines('push', text, login, allTags),
    tag: (image: string, name: string) => {
      const id = images.store.find(image)?.image.id ?? '';
      const reference = parseImageReference(name);
      return reference.ok && images.store.tag(id, reference.value);
    },
    logIn: (username: string, password: string, server = '') => {
      let said = '';
      transfers.login(server, { username, password }, (result) => {
        said = result.ok ? result.value.Status : result.error.message;
      });
      clock.settle();
      return said;
    },
    /** Runs a registry at localhost:5000. */
    serve: () => serveRegistry(registries, laptop),
    curl: (path: string, method = 'GET') => {
      let said = '';
      const request = { method, scheme: 'http', host: 'localhost', port: 5000, path, headers: {}, body: '' } as const;
      network.exchange(request, {}, (outcome) => {
        said = outcome.ok ? `${outcome.response.status} ${outcome.response.body}` : outcome.failure;
      });
      clock.settle();
      return said;
    },
  };
}
