/** `docker container prune`. */
import { ok } from '../../../base/result';
import { parseTime } from '../../../base/time';
import type { Answer, Filters } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { checkFilters, matchesLabels } from '../filters';
import { badParameter } from '../refusal';
import { writableSize } from './containerSize';
import { removeNow } from './removeContainer';

/** Removes everything that does not run, in the order of creation, newest first. */
export function pruneContainers(
  context: DaemonContext,
  filters: Filters,
): Answer<{ readonly ContainersDeleted: readonly string[]; readonly SpaceReclaimed: number }> {
  const known = checkFilters(filters, ['label', 'label!', 'until']);
  if (!known.ok) return known;
  const until = untilOf(filters, context.clock.now);
  if (!until.ok) return until;
  const deleted: string[] = [];
  let reclaimed = 0;
  for (const container of context.containers.all) {
    if (container.running || container.starting || container.removing) continue;
    if (container.container.createdAt > until.value || !matchesLabels(filters, container.config.labels)) continue;
    reclaimed += writableSize(container);
    removeNow(context, container, false);
    deleted.push(container.id);
  }
  return ok({ ContainersDeleted: deleted, SpaceReclaimed: reclaimed });
}

/** The moment that `until` names: what was made later stays. A duration back from now, a time, or seconds since 1970. */
export function untilOf(filters: Filters, now: number): Answer<number> {
  const [text, second] = filters['until'] ?? [];
  if (text === undefined) return ok(Number.POSITIVE_INFINITY);
  if (second !== undefined) return badParameter('more than one until filter specified');
  const duration = durationOf(text);
  if (duration !== undefined) return ok(now - duration);
  if (/^\d+(\.\d+)?$/.test(text)) return ok(Number(text) * 1000);
  const moment = parseTime(text);
  if (moment !== undefined) return ok(moment);
  return badParameter(`failed to parse value as time or duration: ${JSON.stringify(text)}`);
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** `1h30m` in milliseconds. */
function durationOf(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|h|m|s))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, value = '', , unit = ''] of text.matchAll(/(\d+(\.\d+)?)(ms|h|m|s)/g)) {
    sum += Number(value) * (UNITS[unit] ?? 0);
  }
  return sum;
}
