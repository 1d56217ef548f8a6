/** Images as clients ask for them; the store and the registries do the work. */

import { familiarName, parseDockerReference } from '../../../base/imageReference';
import { ok } from '../../../base/result';
import { type Deletions, deleteImage, noSuchImage, pruneImages } from '../../containers/imageDeletion';
import type { StoredImage } from '../../containers/imageStore';
import type { Builder } from '../build/builder';
import { untilOf } from '../containers/pruneContainers';
import type { Answer, DaemonImages, Filters } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { booleanFilter, checkFilters, matchesLabels } from '../filters';
import { badParameter, notFound } from '../refusal';
import { recordImage } from './imageEvents';
import { imageFilter } from './imageFilters';
import { importImage } from './importImage';
import { imageHistory, imageSummary, inspectImage } from './inspectImage';
import { loadImages } from './loadImages';
import { saveImages } from './saveImages';

export function imagesApi(context: DaemonContext, builder: Builder): DaemonImages {
  const { store } = context.images;
  const on = <T>(name: string, run: (stored: StoredImage) => Answer<T>): Answer<T> => {
    const stored = store.find(name);
    return stored === undefined ? { ok: false, error: noSuchImage(name) } : run(stored);
  };
  return {
    list: ({ all, filters }) => {
      const filter = imageFilter(store, filters, context.clock.now);
      if (!filter.ok) return filter;
      const shown = store.images.filter(
        (stored) => filter.value.matches(stored) && (all || !isIntermediate(context, stored)),
      );
      return ok(
        shown.map((stored) =>
          imageSummary(stored, { names: filter.value.namesOf(stored), digests: filter.value.digestsOf(stored) }),
        ),
      );
    },
    inspect: (name) => {
      const stored = store.find(name);
      return stored === undefined
        ? notFound(`no such image: ${name}: ${noSuchImage(name).message}`)
        : ok(inspectImage(stored));
    },
    history: (name) => on(name, (stored) => ok(imageHistory(store, stored))),
    tag: (source, target) => on(source, (stored) => tagImage(context, stored, target)),
    remove: (name, options) => {
      const users = (id: string) => usersOf(context, id);
      const removed = deleteImage(store, name, { ...options, users });
      if (removed.ok) recordDeletions(context, removed.value);
      return removed;
    },
    pull: (reference, options, progress, done) => {
      const { platform } = options;
      if (platform !== '' && !/^(linux\/)?amd64$/.test(platform)) {
        done(notFound(`no matching manifest for ${platform} in the manifest list entries`));
        return () => {};
      }
      return context.transfers.pull(reference, options, progress, (answer) => {
        if (answer.ok) recordImage(context, 'pull', reference, reference);
        done(answer);
      });
    },
    push: (reference, options, progress, done) =>
      context.transfers.push(reference, options, progress, (answer) => {
        if (answer.ok) recordImage(context, 'push', reference, reference);
        done(answer);
      }),
    search: (term, { limit, filters }, done) => {
      const kept = searchFilter(filters);
      if (!kept.ok) {
        done(kept);
        return () => {};
      }
      return context.transfers.search(term, { limit }, (answer) =>
        done(answer.ok ? ok(answer.value.filter(kept.value)) : answer),
      );
    },
    build: (request, progress, done) => builder.build(request, progress, done),
    save: (references) => saveImages(context, references),
    load: (archive) => loadImages(context, archive),
    import: (tree, options) => importImage(context, tree, options),
    prune: (filters) => prune(context, filters),
  };
}

/** Left by the classic builder: no name, and others stand on it. */
function isIntermediate(context: DaemonContext, { image, names, repositoryDigests }: StoredImage): boolean {
  const nameless = names.length + repositoryDigests.length === 0;
  return nameless && context.images.store.children(image.id).length > 0;
}

function usersOf(context: DaemonContext, imageId: string) {
  return context.containers
    .ofImage(imageId)
    .map((container) => ({ containerId: container.id, running: container.running }));
}

function tagImage(context: DaemonContext, { image }: StoredImage, target: string): Answer<void> {
  const reference = parseDockerReference(target);
  if (!reference.ok) return badParameter(reference.error);
  if (reference.value.digest !== undefined) return badParameter('refusing to create a tag with a digest reference');
  if (familiarName(reference.value.repository) === 'sha256') {
    return badParameter('refusing to create an ambiguous tag using digest algorithm as name');
  }
  context.images.store.tag(image.id, reference.value);
  recordImage(context, 'tag', image.id, target);
  return ok(undefined);
}

function recordDeletions(context: DaemonContext, deletions: Deletions): void {
  for (const one of deletions) {
    if ('Untagged' in one) recordImage(context, 'untag', one.Untagged, one.Untagged);
    else recordImage(context, 'delete', one.Deleted, one.Deleted);
  }
  context.trace.record({
    kind: 'act',
    actor: context.actor,
    action: 'remove-image',
    detail: { image: deletions.map((one) => ('Untagged' in one ? one.Untagged : one.Deleted))[0] ?? '' },
  });
}

type Found = { readonly star_count: number; readonly is_official: boolean };

function searchFilter(filters: Filters): Answer<(found: Found) => boolean> {
  const known = checkFilters(filters, ['is-automated', 'is-official', 'stars']);
  if (!known.ok) return known;
  const official = booleanFilter(filters, 'is-official');
  if (!official.ok) return official;
  const stars = filters['stars'] ?? [];
  const wrong = stars.find((one) => !/^\d+$/.test(one));
  if (wrong !== undefined) return badParameter(`Invalid filter 'stars=${wrong}'`);
  const least = Math.max(0, ...stars.map(Number));
  return ok(
    (found) => found.star_count >= least && (official.value === undefined || found.is_official === official.value),
  );
}

/** Those without names, unless `dangling=false`: then all that no container uses. */
function prune(
  context: DaemonContext,
  filters: Filters,
): Answer<{ readonly ImagesDeleted: Deletions; readonly SpaceReclaimed: number }> {
  const known = checkFilters(filters, ['dangling', 'label', 'label!', 'until']);
  if (!known.ok) return known;
  const dangling = booleanFilter(filters, 'dangling');
  if (!dangling.ok) return dangling;
  const until = untilOf(filters, context.clock.now);
  if (!until.ok) return until;
  const { deleted, reclaimed } = pruneImages(context.images.store, {
    danglingOnly: dangling.value !== false,
    matches: ({ image }) => image.created <= until.value && matchesLabels(filters, image.config.labels),
    users: (id) => usersOf(context, id),
  });
  if (deleted.length > 0) recordDeletions(context, deleted);
  return ok({ ImagesDeleted: deleted, SpaceReclaimed: reclaimed });
}
