/**
 * ingress-nginx as a program: what runs in the pods of its controller. It follows the ingresses of its class and passes
 * HTTP requests on to the pods behind their backends, as its service account.
 *
 * Simplified: no TLS (nothing listens on 443, and hosts with TLS are served in the clear), no annotations, no
 * configuration of nginx; requests go from one ready pod to the next.
 */
import type { IngressServiceBackend } from 'kubernetes-types/networking/v1';
import { clone } from '../../base/clone';
import { equal } from '../../base/equality';
import { type EndpointSlice, endpointSliceKind } from '../../kinds/endpointSlice';
import { type Ingress, ingressKind } from '../../kinds/networking/ingress';
import { type IngressClass, ingressClassKind } from '../../kinds/networking/ingressClass';
import { INGRESS_CLASS_ANNOTATION } from '../../kinds/networking/validateIngress';
import { type Service, serviceKind } from '../../kinds/service';
import { Client } from '../client/client';
import type { ApiServer } from '../client/door';
import { EventRecorder } from '../client/eventRecorder';
import { Informer } from '../client/informer';
import { buildNamed } from '../processes/executable';
import type { Process, Program } from '../processes/process';
import type { Routine } from '../processes/routine';
import { addressesOfNodes, addressesOfService, publishedService } from './ingressAddresses';
import { findBackend } from './ingressRules';
import type { HttpServer, Respond } from './namespace';

export const INGRESS_CONTROLLER = 'k8s.io/ingress-nginx';
const PUBLISH_PERIOD = 1000;
/** How often it looks anew under which addresses of nodes it is reached. */
const NODES_PERIOD = 60_000;
const SLICE_LABEL = 'kubernetes.io/service-name';

const LINE = '-------------------------------------------------------------------------------';

/** What it writes first: which release it is, and the commit that its binary was built from. */
export function ingressControllerStartLines({ executable, files }: Process): readonly string[] {
  const text = files.read(executable);
  const [release = 'UNKNOWN', commit = 'UNKNOWN'] = (text.ok ? buildNamed(text.value) : undefined)?.split(' ') ?? [];
  return [
    LINE,
    'NGINX Ingress controller',
    `  Release:       ${release}`,
    `  Build:         ${commit}`,
    '  Repository:    https://github.com/kubernetes/ingress-nginx',
    '  nginx version: nginx/1.25.5',
    '',
    LINE,
  ];
}

/** Makes the program, to be put into the nodes' kernels under the name `nginx-ingress-controller`. */
export function ingressController(api: ApiServer): Program {
  return function* (process) {
    const controller = new IngressController(api, process);
    const listening = process.network.listen(80, controller.serve, { owner: process });
    if (!listening.ok) {
      process.stderr.write('Port 80 is already in use. Please check the flag --http-port\n');
      return 1;
    }
    for (const line of ingressControllerStartLines(process)) process.stdout.write(`${line}\n`);
    const health: HttpServer = (_request, _peer, respond) => respond({ status: 200, headers: {}, body: 'ok' });
    const healthy = process.network.listen(10_254, health, { owner: process });
    controller.start();
    try {
      return yield* untilTerminated(process);
    } finally {
      controller.stop();
      listening.value();
      if (healthy.ok) healthy.value();
    }
  };
}

class IngressController {
  readonly #process: Process;
  readonly #client: Client;
  readonly #recorder: EventRecorder;
  readonly #ingresses: Informer<Ingress>;
  readonly #classes: Informer<IngressClass>;
  readonly #services: Informer<Service>;
  readonly #slices: Informer<EndpointSlice>;
  #turn = 0;
  #publishing: { cancel(): void } | undefined;
  #again: { cancel(): void } | undefined;

  constructor(api: ApiServer, process: Process) {
    this.#process = process;
    const { clock, network } = process;
    this.#client = new Client(api, {
      user: 'system:serviceaccount:ingress-nginx:ingress-nginx',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:ingress-nginx', 'system:authenticated'],
      actor: network.name,
    });
    const client = this.#client;
    this.#recorder = new EventRecorder(client, { name: 'nginx-ingress-controller' }, clock);
    const told = (ingress: Ingress) => {
      if (this.#isOurs(ingress)) this.#recorder.event(ingress, 'Normal', 'Sync', 'Scheduled for sync');
    };
    this.#classes = new Informer<IngressClass>(client, ingressClassKind, { clock });
    this.#services = new Informer<Service>(client, serviceKind, { clock });
    this.#slices = new Informer<EndpointSlice>(client, endpointSliceKind, {
      clock,
      indexes: { service: ({ metadata }) => [`${metadata.namespace}/${metadata.labels?.[SLICE_LABEL] ?? ''}`] },
    });
    this.#ingresses = new Informer<Ingress>(client, ingressKind, {
      clock,
      onAdd: (ingress) => {
        told(ingress);
        this.#publishSoon();
      },
      onUpdate: (old, ingress) => {
        if (!equal(old.spec, ingress.spec)) told(ingress);
        this.#publishSoon();
      },
    });
    this.#services.handle({ onAdd: () => this.#publishSoon(), onUpdate: () => this.#publishSoon() });
  }

  start(): void {
    for (const informer of [this.#classes, this.#services, this.#slices, this.#ingresses]) informer.start();
    if (publishedService(this.#process) === undefined) this.#publishAgain();
  }

  stop(): void {
    for (const informer of [this.#classes, this.#services, this.#slices, this.#ingresses]) informer.stop();
    this.#publishing?.cancel();
    this.#again?.cancel();
  }

  readonly serve: HttpServer = (request, peer, respond, onHangUp) => {
    const host = (headerOf(request.headers, 'host') ?? request.host).replace(/:\d+$/, '');
    const [path = '/'] = request.path.split('?');
    const target = findBackend(
      this.#ingresses.list().filter((one) => this.#isOurs(one)),
      host,
      path,
    );
    const log = (status: number, name: string, upstream: string) => {
      const line = `${peer.address} - - "${request.method} ${request.path} HTTP/1.1" ${status} [${name}] ${upstream}`;
      this.#process.stdout.write(`${line}\n`);
    };
    const service = target?.backend.service;
    const namespace = target?.ingress.metadata.namespace ?? '';
    if (service === undefined) {
      log(404, 'upstream-default-backend', '-');
      page(respond, 404, 'Not Found');
      return;
    }
    const name = `${namespace}-${service.name}-${service.port?.number ?? service.port?.name ?? ''}`;
    const endpoints = this.#endpointsOf(namespace, service);
    const endpoint = endpoints[this.#turn++ % Math.max(1, endpoints.length)];
    if (endpoint === undefined) {
      log(503, name, '-');
      page(respond, 503, 'Service Temporarily Unavailable');
      return;
    }
    const headers = {
      ...request.headers,
      'X-Real-IP': peer.address,
      'X-Forwarded-For': peer.address,
      'X-Forwarded-Host': host,
      'X-Forwarded-Port': '80',
      'X-Forwarded-Proto': 'http',
      'X-Forwarded-Scheme': 'http',
      'X-Scheme': 'http',
    };
    const passed = { ...request, scheme: 'http' as const, host: endpoint.address, port: endpoint.port, headers };
    const cancel = this.#process.network.exchange(passed, { timeout: 60_000, connectTimeout: 5000 }, (outcome) => {
      const upstream = `${endpoint.address}:${endpoint.port}`;
      if (outcome.ok) {
        log(outcome.response.status, name, upstream);
        respond(outcome.response);
      } else {
        const late = outcome.failure === 'timeout';
        log(late ? 504 : 502, name, upstream);
        page(respond, late ? 504 : 502, late ? 'Gateway Time-out' : 'Bad Gateway');
      }
    });
    onHangUp(cancel);
  };

  get #takesAny(): boolean {
    return this.#process.argv.includes('--watch-ingress-without-class=true');
  }

  /** Those of a class that names this controller or of the old annotation, and those of none if it is told to. */
  #isOurs({ metadata, spec }: Ingress): boolean {
    const annotated = metadata.annotations?.[INGRESS_CLASS_ANNOTATION];
    if (spec.ingressClassName === undefined) return annotated === undefined ? this.#takesAny : annotated === 'nginx';
    return this.#classes.get(spec.ingressClassName)?.spec.controller === INGRESS_CONTROLLER;
  }

  /** The ready pods behind a backend's port. */
  #endpointsOf(namespace: string, { name, port }: IngressServiceBackend) {
    const service = this.#services.get(`${namespace}/${name}`);
    const meant = service?.spec.ports?.find((one) =>
      port?.number ? one.port === port.number : one.name === port?.name,
    );
    if (meant === undefined) return [];
    return this.#slices.byIndex('service', `${namespace}/${name}`).flatMap(({ endpoints, ports }) => {
      const number = ports?.find((one) => (one.name ?? '') === (meant.name ?? ''))?.port;
      if (number === undefined) return [];
      return (endpoints ?? [])
        .filter(({ conditions }) => conditions?.ready !== false)
        .map(({ addresses }) => ({ address: addresses[0] ?? '', port: number }));
    });
  }

  #publishSoon(): void {
    this.#publishing ??= this.#process.clock.after(PUBLISH_PERIOD, () => {
      this.#publishing = undefined;
      this.#publish();
    });
  }

  #publishAgain(): void {
    this.#again = this.#process.clock.after(
      NODES_PERIOD,
      () => {
        this.#publish();
        this.#publishAgain();
      },
      { background: true },
    );
  }

  /** Writes on its ingresses where they are reached. */
  #publish(): void {
    const service = publishedService(this.#process);
    const addresses =
      service === undefined
        ? addressesOfNodes(this.#client, this.#process)
        : addressesOfService(this.#services.get(service));
    if (addresses.length === 0) return;
    for (const ingress of this.#ingresses.list().filter((one) => this.#isOurs(one))) {
      if (equal(ingress.status?.loadBalancer?.ingress, addresses)) continue;
      const changed = clone(ingress);
      changed.status = { loadBalancer: { ingress: [...addresses] } };
      this.#client.updateStatus(ingressKind, changed);
    }
  }
}

function headerOf(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** nginx's own page for an error. */
function page(respond: Respond, status: number, title: string): void {
  const head = `<html>\r\n<head><title>${status} ${title}</title></head>\r\n`;
  const body = `${head}<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  respond({ status, headers: { 'Content-Type': 'text/html', 'Content-Length': String(body.length) }, body });
}

function* untilTerminated(process: Process): Routine<number> {
  let terminated = false;
  let wakeUp: (() => void) | undefined;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const) {
    process.handle(signal, () => {
      terminated = true;
      wakeUp?.();
    });
  }
  while (!terminated) {
    yield (wake) => {
      wakeUp = wake;
      return () => {};
    };
  }
  return 0;
}
