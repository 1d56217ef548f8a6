/** The way of a request as stations: whose devices it passed, one after the other. */
import type { Passage, TraceEntry } from '../../../engine/trace';
import { type ExchangeEntry, isRequest } from '../../parts/exchanges';

export interface Stop {
  readonly passage: Passage;
  /** Milliseconds since the request began. */
  readonly after: number;
  /** The packet's addresses, where they are other than before. */
  readonly addressed: boolean;
}

export interface Station {
  /** The actor whose devices these are; kube-proxy's rules stand at their node. */
  readonly at: string;
  readonly stops: readonly Stop[];
  /** The packet travels inside another one at the end of it. */
  readonly wrapped: boolean;
}

export function stationsOf(exchange: ExchangeEntry): readonly Station[] {
  const { way = [] } = exchange;
  const began = exchange.hops[0]?.time ?? way[0]?.time ?? exchange.time;
  const stations: { at: string; stops: Stop[]; wrapped: boolean }[] = [];
  let before = '';
  for (const passage of way) {
    const at = passage.at.replace(/^(kube-proxy|docker-proxy)\//, (_all, part) =>
      part === 'kube-proxy' ? 'node/' : '',
    );
    const addresses = addressesOf(passage);
    const stop = { passage, after: Math.max(0, passage.time - began), addressed: addresses !== before };
    before = addresses;
    const last = stations.at(-1);
    const wrapped = passage.outer !== undefined;
    if (last?.at === at) Object.assign(last, { stops: [...last.stops, stop], wrapped });
    else stations.push({ at, stops: [stop], wrapped });
  }
  return stations;
}

function addressesOf({ source, destination, outer }: Passage): string {
  return [source, destination, outer?.source, outer?.destination].join(' ');
}

/** Requests that begin or end at, or pass, a place, newest first; questions of names are left out. */
export function requestsOf(trace: readonly TraceEntry[], place: string, most: number): readonly ExchangeEntry[] {
  const found: ExchangeEntry[] = [];
  for (let index = trace.length - 1; index >= 0 && found.length < most; index--) {
    const entry = trace[index];
    if (entry !== undefined && isRequest(entry) && passes(entry, place)) found.push(entry);
  }
  return found;
}

function passes({ actor, way = [] }: ExchangeEntry, place: string): boolean {
  return actor === place || way.some(({ at }) => at === place);
}
