/** A small world for tests: a clock, a trace, an API server and clients. */

import type { Container, PodSpec } from 'kubernetes-types/core/v1';
import { Random } from '../base/random';
import { quickJsModule } from '../headless/quickJsModule';
import { eventKind } from '../kinds/event';
import { type Pod, podKind } from '../kinds/pod';
import { summarizePod } from '../kinds/pods/podSummary';
import { servedKinds } from '../kinds/registry';
import type { LocalApiServer } from './apiserver/apiServer';
import { createApiServer } from './apiserver/apiServer';
import { bootstrap } from './apiserver/bootstrap/bootstrap';
import { Client } from './client/client';
import { Clock } from './clock';
import type { Program } from './processes/process';
import { findProfile } from './profiles/registry';
import { type Actor, Trace } from './trace';
import { createWorld, type World } from './world';

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
  const api = createApiServer({ clock, trace, random, kinds: servedKinds });
  bootstrap(api, { address: '10.0.0.10', port: 6443, serviceCidr: '10.96.0.0/12' });
  const clientOf = (actor: Actor) => new Client(api, { user: 'kubernetes-admin', groups: ['system:masters'], actor });
  return { clock, trace, random, api, client: clientOf('kubectl'), clientOf };
}

/** A stand-in for the shell floor's `cp`, which the network's agents begin with. */
// biome-ignore lint/correctness/useYield: it ends in its first step
const nothing: Program = function* () {
  return 0;
};

/** A whole world for tests, spoken to in short sentences. */
export class TestWorld {
  readonly world: World;
  readonly client: Client;

  constructor(profile = 'reference', seed = 1) {
    const found = findProfile(profile);
    if (found === undefined) throw new Error(`no profile ${profile}`);
    this.world = createWorld({
      profile: found,
      seed,
      start: TEST_START,
      programs: { cp: nothing },
      javascript: quickJsModule(),
    });
    const caller = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' };
    this.client = new Client(this.world.api, caller);
  }

  /** Creates a pod with one container `app`; returns its name. */
  run(name: string, container: Partial<Container> = {}, spec: Partial<PodSpec> = {}): string {
    const created = this.client.create(podKind, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default' },
      spec: { containers: [{ name: 'app', image: 'nginx', ...container }], ...spec },
    });
    if (!created.ok) throw new Error(created.error.message);
    return name;
  }

  delete(name: string): void {
    const deleted = this.client.delete(podKind, name, 'default');
    if (!deleted.ok) throw new Error(deleted.error.message);
  }

  settle(): this {
    this.world.clock.settle();
    return this;
  }

  /** Lets so many seconds of cluster time pass. */
  advance(seconds: number): this {
    this.world.clock.advance(seconds * 1000);
    return this;
  }

  pod(name: string): Pod {
    const found = this.client.get(podKind, name, 'default');
    if (!found.ok) throw new Error(found.error.message);
    return found.value;
  }

  /** The pods of a namespace as `NAME READY STATUS RESTARTS`. */
  pods(namespace = 'default'): string[] {
    const list = this.client.list(podKind, { namespace });
    if (!list.ok) throw new Error(list.error.message);
    return list.value.items.map((pod) => line(pod));
  }

  /** From now on, what a watch of the pods tells: `TYPE NAME READY STATUS RESTARTS`. */
  watch(): string[] {
    const seen: string[] = [];
    this.client.watch(
      podKind,
      { namespace: 'default' },
      { event: ({ type, object }) => void seen.push(`${type} ${line(object as Pod)}`) },
    );
    return seen;
  }

  /** The events about an object, oldest first, as `TYPE REASON MESSAGE`, with `(xN)` when told more than once. */
  events(name: string): string[] {
    const list = this.client.list(eventKind);
    if (!list.ok) throw new Error(list.error.message);
    return list.value.items
      .filter((event) => event.involvedObject.name === name)
      .sort((a, b) => (stampOf(a.metadata.name) < stampOf(b.metadata.name) ? -1 : 1))
      .map(
        ({ type, reason, message, count }) => `${type} ${reason} ${message}${(count ?? 1) > 1 ? ` (x${count})` : ''}`,
      );
  }
}

/** Events' names end in the moment at which they were first told of. */
function stampOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function line(pod: Pod): string {
  const { status, readyContainers, totalContainers, restarts } = summarizePod(pod);
  return `${pod.metadata.name} ${readyContainers}/${totalContainers} ${status} ${restarts}`;
}
