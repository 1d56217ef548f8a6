/** Kubernetes' example for autoscaling: a web page that computes for a while on every request. */
import type { HttpServer, Respond } from '../../network/namespace';
import { useCpu } from '../../processes/cpu';
import type { Process } from '../../processes/process';
import type { Routine } from '../../processes/routine';
import { bookwormSlim } from './debianBase';
import { binary } from './image';
import { imageLayer } from './layer';
import { accessLogTime, httpDate } from './logTimes';
import { image, type Repository } from './repository';

/** CPU time of one request: a million square roots. */
const WORK = 100;
/** Requests that wait for their turn; more are turned away. */
const BACKLOG = 150;

interface Waiting {
  readonly line: string;
  readonly respond: Respond;
  gone: boolean;
}

/** Apache with PHP and the page: one request after the other, as far as CPU time goes. */
function* apache(process: Process): Routine<number> {
  const waiting: Waiting[] = [];
  let wakeUp: (() => void) | undefined;
  let ended = false;
  const serve: HttpServer = (request, peer, respond, onHangUp) => {
    const line = `${peer.address} - - [${accessLogTime(process.clock.now)}] "${request.method} ${request.path} HTTP/1.1"`;
    if (waiting.length >= BACKLOG) {
      respond({ status: 503, headers: { Date: httpDate(process.clock.now) }, body: 'Service Unavailable\n' });
      return;
    }
    const one: Waiting = { line, respond, gone: false };
    onHangUp(() => {
      one.gone = true;
    });
    waiting.push(one);
    wakeUp?.();
  };
  const listening = process.network.listen(80, serve, { owner: process });
  if (!listening.ok) {
    process.stderr.write('(98)Address already in use: AH00072: make_sock: could not bind to address [::]:80\n');
    return 1;
  }
  const stops = (['SIGTERM', 'SIGWINCH', 'SIGINT'] as const).map((signal) =>
    process.handle(signal, () => {
      ended = true;
      wakeUp?.();
    }),
  );
  try {
    while (!ended) {
      const next = waiting.shift();
      if (next === undefined) {
        yield (wake) => {
          wakeUp = wake;
          return () => {
            wakeUp = undefined;
          };
        };
        continue;
      }
      if (next.gone) continue;
      yield* useCpu(process, WORK, { background: true });
      process.stdout.write(`${next.line} 200 3\n`);
      next.respond({
        status: 200,
        headers: { Date: httpDate(process.clock.now), Server: 'Apache/2.4.10 (Debian)', 'Content-Type': 'text/html' },
        body: 'OK!',
      });
    }
    return 0;
  } finally {
    listening.value();
    for (const stop of stops) stop();
  }
}

export const hpaExampleRepository: Repository = {
  name: 'registry.k8s.io/hpa-example',
  images: [
    image({
      tags: ['latest'],
      layers: [
        bookwormSlim,
        imageLayer('apache and php', 130_000_000, {
          '/usr/local/bin/apache2-foreground': binary('hpa-example', 1_346),
        }),
      ],
      command: ['apache2-foreground'],
      exposedPorts: [80],
    }),
  ],
  programs: { 'hpa-example': apache },
  description: 'A page that computes, to see autoscaling by',
};
