/** When a CronJob is due: the arithmetic of Kubernetes' pkg/controller/cronjob/utils.go. */
import { fail, ok, type Result } from '../../../base/result';
import { parseTime } from '../../../base/time';
import type { CronJob } from '../../../kinds/batch/cronJob';
import type { Schedule } from '../../../kinds/batch/schedule';

/** A controller that wakes up a little late sees the minute that it waited for. */
const LATE = 100;
/** More than so many missed times are worth a warning. */
const MANY = 100;

interface Recent {
  /** Before this nothing is due. */
  readonly earliest: number;
  /** The last time that was due; undefined when there was none. */
  readonly due: number | undefined;
  readonly missed: number;
}

function recentTime(cronJob: CronJob, now: number, schedule: Schedule, withDeadline: boolean): Result<Recent, string> {
  const { startingDeadlineSeconds } = cronJob.spec;
  let earliest = parseTime(cronJob.status?.lastScheduleTime) ?? parseTime(cronJob.metadata.creationTimestamp) ?? now;
  if (withDeadline && startingDeadlineSeconds !== undefined) {
    earliest = Math.max(earliest, now - startingDeadlineSeconds * 1000);
  }
  const first = schedule.next(earliest);
  const second = first === undefined ? undefined : schedule.next(first);
  // What is never due, such as the 31st of February, is what Go's times make this of.
  if (first === undefined || second === undefined)
    return fail('time difference between two schedules is less than 1 second');
  if (now < first) return ok({ earliest, due: undefined, missed: 0 });
  if (now < second) return ok({ earliest, due: first, missed: 0 });
  const between = Math.round((second - first) / 1000);
  const missed = Math.trunc((now - first) / 1000 / between) + 1;
  let due: number | undefined;
  let time = schedule.next(first + (missed - 2) * between * 1000);
  while (time !== undefined && time <= now) {
    due = time;
    time = schedule.next(time);
  }
  return ok({ earliest, due, missed });
}

/** The time for which a Job has to be made now, and whether very many were missed before it. */
export function dueTime(
  cronJob: CronJob,
  now: number,
  schedule: Schedule,
): Result<{ readonly time: number | undefined; readonly missedMany: boolean }, string> {
  const recent = recentTime(cronJob, now, schedule, true);
  if (!recent.ok) return recent;
  return ok({ time: recent.value.due, missedMany: recent.value.missed > MANY });
}

/** Milliseconds until the CronJob has to be looked at again; undefined when it is never due. */
export function untilNext(cronJob: CronJob, now: number, schedule: Schedule): number | undefined {
  const recent = recentTime(cronJob, now, schedule, false);
  let from = now;
  if (recent.ok) {
    const { due, earliest, missed } = recent.value;
    from = due ?? (missed === 0 ? earliest : now);
  }
  const next = schedule.next(from);
  return next === undefined ? undefined : next + LATE - now;
}
