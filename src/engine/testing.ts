/** A small world for tests: a clock, a trace, an API server and clients. */
import { Random } from '../base/random';
import { kinds } from '../kinds/registry';
import type { LocalApiServer } from './apiserver/apiServer';
import { createApiServer } from './apiserver/apiServer';
import { bootstrap } from './apiserver/bootstrap';
import { Client } from './client/client';
import { Clock } from './clock';
import { type Actor, Trace } from './trace';

export interface TestApi {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly api: LocalApiServer;
  /** A client for an administrator. */
  readonly client: Client;
  /** A client for someone else. */
  clientOf(actor: Actor): Client;
}

/** 2026-01-01T00:00:00Z */
export const TEST_START = 1_767_225_600_000;

/** A bootstrapped API server and nothing else. The same seed gives the same names and moments. */
export function testApi(seed: number | string = 1): TestApi {
  const clock = new Clock(TEST_START);
  const trace = new Trace(clock);
  const random = new Random(seed);
  const api = createApiServer({ clock, trace, random, kinds });
  bootstrap(api, { address: '10.0.0.10', port: 6443, serviceCidr: '10.96.0.0/12' });
  const clientOf = (actor: Actor) => new Client(api, { user: 'kubernetes-admin', groups: ['system:masters'], actor });
  return { clock, trace, random, api, client: clientOf('kubectl'), clientOf };
}
