/** CoreDNS as a program: what runs in the kube-dns service's pods. */
import { Client } from '../client/client';
import type { ApiServer } from '../client/door';
import { sleep } from '../processes/kernel';
import type { Process, Program } from '../processes/process';
import type { Routine } from '../processes/routine';
import type { HttpServer } from './namespace';
import { ServiceNames } from './serviceNames';

/** What it writes when it is ready. */
export const coreDnsStartLines: readonly string[] = [
  '.:53',
  '[INFO] plugin/reload: Running configuration SHA512 = 591cf328cccc12bc490481273e738df59329c62c0b729d94e8b61db9961c2fa5f046dd37f1cf888b953814040d180f52594972691cd6ff41be96639138a43908',
  'CoreDNS-1.11.3',
  'linux/amd64, go1.21.11, a6338e9',
];

/** The plugin's lame duck: how long it still answers after SIGTERM, in milliseconds. */
const LAME_DUCK = 5_000;

/**
 * Makes the program, to be put into the nodes' kernels under the name `coredns`. It follows services and endpoints as
 * its own service account and answers on port 53 of its pod; /health on 8080, /ready on 8181.
 *
 * Simplified: its Corefile is not read; it answers for cluster.local, and nothing else has a name.
 */
export function coreDns(api: ApiServer): Program {
  return function* (process) {
    const caller = {
      user: 'system:serviceaccount:kube-system:coredns',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
      actor: process.network.name,
    };
    const names = new ServiceNames(new Client(api, caller), process.clock);
    const serving = process.network.serveNames((question, _peer, respond) => {
      const answer = names.answer(question);
      process.clock.after(0.1 + 0.2 * process.random.next(), () => respond(answer));
    });
    if (!serving.ok) {
      process.stderr.write('Listen: listen tcp :53: bind: address already in use\n');
      return 1;
    }
    const text =
      (status: number, body: string): HttpServer =>
      (_request, _peer, respond) =>
        respond({ status, headers: { 'Content-Length': String(body.length) }, body });
    const stops = [serving.value];
    for (const [port, server] of [
      [8080, text(200, 'OK')],
      [8181, text(200, 'OK')],
      [9153, text(404, '404 page not found\n')],
    ] as const) {
      const listening = process.network.listen(port, server, { owner: process });
      if (listening.ok) stops.push(listening.value);
    }
    names.start();
    for (const line of coreDnsStartLines) process.stdout.write(`${line}\n`);
    try {
      return yield* untilTerminated(process);
    } finally {
      names.stop();
      for (const stop of stops) stop();
    }
  };
}

function* untilTerminated(process: Process): Routine<number> {
  let terminated = false;
  let wakeUp: (() => void) | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
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
  process.stdout.write('[INFO] SIGTERM: Shutting down servers then terminating\n');
  process.stdout.write('[INFO] plugin/health: Going into lameduck mode for 5s\n');
  yield* sleep(process.clock, LAME_DUCK);
  return 0;
}
