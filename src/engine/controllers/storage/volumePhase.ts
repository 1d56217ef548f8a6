import { formatTime } from '../../../base/time';
import type { PersistentVolume } from '../../../kinds/storage/persistentVolume';

/** The volume in a phase; the same when it is there already. `message` says why. */
export function withPhase(volume: PersistentVolume, phase: string, now: number, message?: string): PersistentVolume {
  if (volume.status?.phase === phase && volume.status.message === message) return volume;
  const { message: _, ...rest } = volume.status ?? {};
  const status = {
    ...rest,
    ...(volume.status?.phase === phase ? {} : { lastPhaseTransitionTime: formatTime(now) }),
    ...(message === undefined ? {} : { message }),
    phase,
  };
  return { ...volume, status };
}
