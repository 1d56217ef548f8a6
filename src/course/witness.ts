/** Remembers what happened since a step began, as far as a condition may ask for it. */
import type { World } from '../engine';
import type { DaemonEvent } from '../engine/docker/daemon';
import type { Hop, TraceEntry } from '../engine/trace';
import type { SeenCall, SeenExchange, SeenRequest } from './check';
import { inspectContainer, nameOfDocument, namesOf } from './things/docker';

const HOME = '/home/learner/';
/** What is kept of each sort for a step; a lesson asks for a handful. */
const LIMIT = 500;

export class Witness {
  readonly #world: World;
  readonly #changed: () => void;
  readonly #stops: (() => void)[] = [];
  #exchanges: SeenExchange[] = [];
  #requests: SeenRequest[] = [];
  #calls: SeenCall[] = [];
  #events: DaemonEvent[] = [];

  /** `changed` is called whenever something may be otherwise than before. */
  constructor(world: World, changed: () => void) {
    this.#world = world;
    this.#changed = changed;
    this.#stops.push(world.trace.added.subscribe((entry) => this.#see(entry)));
    this.#stops.push(
      world.laptop.files.onChange((path) => {
        if (path.startsWith(HOME)) changed();
      }),
    );
    const { docker, images } = world;
    if (docker !== undefined) this.#stops.push(docker.onEvent((event) => this.#keep(this.#events, event)));
    if (images !== undefined) this.#stops.push(images.onChange(changed));
  }

  get exchanges(): readonly SeenExchange[] {
    return this.#exchanges;
  }

  get requests(): readonly SeenRequest[] {
    return this.#requests;
  }

  get calls(): readonly SeenCall[] {
    return this.#calls;
  }

  get events(): readonly DaemonEvent[] {
    return this.#events;
  }

  /** A new step begins. */
  forget(): void {
    this.#exchanges = [];
    this.#requests = [];
    this.#calls = [];
    this.#events = [];
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  #see(entry: TraceEntry): void {
    if (entry.kind === 'exchange') {
      const { actor, outcome, summary, hops, answer, way = [] } = entry;
      const devices = [...new Set(way.flatMap(({ device }) => device ?? []))];
      const seen = { from: actor, outcome, summary, places: hops.flatMap(placesOf), devices };
      this.#keep(this.#exchanges, answer === undefined ? seen : { ...seen, answer });
    } else if (entry.kind === 'request') {
      if (entry.actor === 'kubectl') {
        const { verb, code, object } = entry;
        this.#keep(this.#requests, { verb, code, resource: object.resource, name: object.name });
      } else if (entry.revision !== undefined) this.#changed();
    } else if (entry.kind === 'act' && entry.action === 'docker-request') {
      const call = String(entry.detail?.['call'] ?? '');
      this.#keep(this.#calls, { call, names: namesIn(this.#world, call) });
    }
  }

  #keep<T>(seen: T[], one: T): void {
    seen.push(one);
    if (seen.length > LIMIT) seen.shift();
    this.#changed();
  }
}

/** Where a hop was, and the service whose rules decided there (kube-proxy notes `service/NAMESPACE/NAME:PORT -> ...`). */
function placesOf({ at, note }: Hop): readonly string[] {
  const service = /\bservice\/[^/\s]+\/[^:\s]+/.exec(note ?? '')?.[0];
  return service === undefined ? [at] : [at, service];
}

/** Whom a call means: it may have been written as an ID or as the beginning of one. */
function namesIn({ docker, images }: World, call: string): readonly string[] {
  const container = /^\S+ \/containers\/([^/?]+)\/?/.exec(call)?.[1];
  if (container !== undefined && docker !== undefined) {
    const name = nameOfDocument(inspectContainer(docker, container));
    return name === '' ? [] : [name];
  }
  const image = /^\S+ \/images\/(.+)\/(?:json|history|tag|push)(?:\?|$)/.exec(call)?.[1];
  return image === undefined ? [] : namesOf(images?.find(image)?.names ?? []);
}
