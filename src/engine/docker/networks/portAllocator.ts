/** Which ports of the machine are given to which published ports. */
import { fail, ok, type Result } from '../../../base/result';
import type { Fabric } from '../../network/fabric';
import type { Host } from '../../network/host';

export interface PublishRequest {
  readonly protocol: 'tcp' | 'udp';
  readonly containerPort: number;
  /** '' for all addresses. */
  readonly hostAddress: string;
  /** '' for any free one, a number, or a range of which the first free one is taken. */
  readonly hostPort: string;
}

export interface PublishedPort extends PublishRequest {
  readonly port: number;
  release(): void;
}

/** Where Linux, and with it Docker, begins with ports that nobody chose. */
const FIRST_FREE = 32_768;
const LAST_FREE = 60_999;

export class PortAllocator {
  readonly #fabric: Fabric;
  readonly #machine: Host;
  readonly #taken = new Set<PublishedPort>();
  #next = FIRST_FREE;

  constructor(fabric: Fabric, machine: Host) {
    this.#fabric = fabric;
    this.#machine = machine;
  }

  /** Publishes a container's port; the error is Docker's reason, without the words around it. */
  publish(container: Host, request: PublishRequest): Result<PublishedPort, string> {
    if (request.hostPort === '' || request.hostPort === '0') return this.#publishAnywhere(container, request);
    const [first = '', last = first] = request.hostPort.split('-');
    let problem = `invalid port specification: "${request.hostPort}"`;
    for (let port = Number(first); port <= Number(last); port++) {
      const published = this.#publishAt(container, request, port);
      if (published.ok) return published;
      problem = published.error;
    }
    return fail(first === last ? problem : 'all ports are allocated');
  }

  #publishAnywhere(container: Host, request: PublishRequest): Result<PublishedPort, string> {
    for (let attempt = FIRST_FREE; attempt <= LAST_FREE; attempt++) {
      const port = this.#next;
      this.#next = port === LAST_FREE ? FIRST_FREE : port + 1;
      const published = this.#publishAt(container, request, port);
      if (published.ok) return published;
    }
    return fail('all ports are allocated');
  }

  #publishAt(container: Host, request: PublishRequest, port: number): Result<PublishedPort, string> {
    const { protocol, containerPort, hostAddress } = request;
    const shown = hostAddress === '' ? '0.0.0.0' : hostAddress;
    const clashes = [...this.#taken].some(
      (one) => one.port === port && one.protocol === protocol && overlap(one.hostAddress, hostAddress),
    );
    if (clashes) return fail(`Bind for ${shown}:${port} failed: port is already allocated`);
    const bound = this.#fabric.publish(this.#machine, {
      hostAddress,
      hostPort: port,
      protocol,
      container,
      containerPort,
    });
    if (!bound.ok) {
      const why = bound.error === 'EADDRINUSE' ? 'address already in use' : 'cannot assign requested address';
      const family = shown.includes(':') ? `${protocol}6 [${shown}]` : `${protocol}4 ${shown}`;
      return fail(`Error starting userland proxy: listen ${family}:${port}: bind: ${why}`);
    }
    const published: PublishedPort = {
      ...request,
      port,
      release: () => {
        if (this.#taken.delete(published)) bound.value();
      },
    };
    this.#taken.add(published);
    return ok(published);
  }
}

function overlap(one: string, other: string): boolean {
  const all = (address: string) => address === '' || address === '0.0.0.0' || address === '::';
  return one === other || all(one) || all(other);
}
