/** Volumes as clients ask for them. */
import { ok } from '../../../base/result';
import { formatTime } from '../../../base/time';
import type { Answer, DaemonVolumes, Filters, JsonObject } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { booleanFilter, checkFilters, matchesExactly, matchesLabels, matchesPattern } from '../filters';
import { conflict, failed } from '../refusal';
import type { DockerVolume } from './dockerVolume';

export function volumesApi(context: DaemonContext): DaemonVolumes {
  const { volumes } = context;
  return {
    list: (filters) => listVolumes(context, filters),
    inspect: (name) => {
      const found = volumes.get(name);
      return found.ok ? ok(inspectVolume(found.value)) : found;
    },
    create: (options) => createVolume(context, options),
    remove: (name, { force }) => {
      const found = volumes.get(name);
      if (!found.ok) return force ? ok(undefined) : found;
      return removeVolume(context, found.value);
    },
    prune: (filters) => pruneVolumes(context, filters),
  };
}

/** As the API gives it. */
export function inspectVolume(volume: DockerVolume): JsonObject & { readonly Name: string } {
  return {
    CreatedAt: formatTime(volume.created),
    Driver: 'local',
    Labels: volume.labels,
    Mountpoint: volume.mountpoint,
    Name: volume.name,
    Options: volume.options,
    Scope: 'local',
  };
}

function listVolumes(context: DaemonContext, filters: Filters): Answer<readonly JsonObject[]> {
  const known = checkFilters(filters, ['dangling', 'driver', 'label', 'name']);
  if (!known.ok) return known;
  const dangling = booleanFilter(filters, 'dangling');
  if (!dangling.ok) return dangling;
  const chosen = context.volumes.all.filter(
    (volume) =>
      matchesPattern(filters, 'name', [volume.name]) &&
      matchesExactly(filters, 'driver', 'local') &&
      matchesLabels(filters, volume.labels ?? {}) &&
      (dangling.value === undefined || dangling.value === isUnused(context, volume)),
  );
  return ok(chosen.map(inspectVolume));
}

function createVolume(context: DaemonContext, options: Parameters<DaemonVolumes['create']>[0]): Answer<JsonObject> {
  const { Name: name, Driver: driver, Labels: labels, DriverOpts: driverOptions } = options;
  if (!['', 'local', 'default'].includes(driver)) {
    return failed(`create ${name}: error looking up volume plugin ${driver}: plugin "${driver}" not found`);
  }
  if (Object.keys(driverOptions).length > 0) {
    return failed(`create ${name}: options of the driver local are not simulated in this playground`);
  }
  const made = context.volumes.create({ name, labels: Object.keys(labels).length === 0 ? null : labels });
  if (!made.ok) return made;
  const { volume, isNew } = made.value;
  if (isNew) recordVolume(context, volume, 'create');
  return ok(inspectVolume(volume));
}

function removeVolume(context: DaemonContext, volume: DockerVolume): Answer<void> {
  const users = context.containers.ofVolume(volume.name).map((container) => container.id);
  if (users.length > 0) return conflict(`remove ${volume.name}: volume is in use - [${users.join(', ')}]`);
  context.volumes.remove(volume);
  recordVolume(context, volume, 'destroy');
  return ok(undefined);
}

/** Anonymous ones only, unless `all` is asked for (as since Docker 23). */
function pruneVolumes(
  context: DaemonContext,
  filters: Filters,
): Answer<{ readonly VolumesDeleted: readonly string[]; readonly SpaceReclaimed: number }> {
  const known = checkFilters(filters, ['all', 'label', 'label!']);
  if (!known.ok) return known;
  const all = booleanFilter(filters, 'all');
  if (!all.ok) return all;
  const deleted: string[] = [];
  let reclaimed = 0;
  for (const volume of context.volumes.all) {
    if (!isUnused(context, volume) || (all.value !== true && !volume.anonymous)) continue;
    if (!matchesLabels(filters, volume.labels ?? {})) continue;
    reclaimed += context.volumes.size(volume);
    context.volumes.remove(volume);
    recordVolume(context, volume, 'destroy');
    deleted.push(volume.name);
  }
  return ok({ VolumesDeleted: deleted, SpaceReclaimed: reclaimed });
}

function isUnused(context: DaemonContext, volume: DockerVolume): boolean {
  return context.containers.ofVolume(volume.name).length === 0;
}

function recordVolume(context: DaemonContext, volume: DockerVolume, action: 'create' | 'destroy'): void {
  context.events.record('volume', action, volume.name, { driver: 'local' });
  context.trace.record({
    kind: 'act',
    actor: context.actor,
    action: action === 'create' ? 'create-volume' : 'remove-volume',
    detail: { volume: volume.name },
  });
}
