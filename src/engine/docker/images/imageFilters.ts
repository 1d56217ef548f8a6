/** Filters of `docker images` and `docker image prune`. */

import { familiarName } from '../../../base/imageReference';
import { ok } from '../../../base/result';
import { noSuchImage } from '../../containers/imageDeletion';
import type { ImageStore, StoredImage } from '../../containers/imageStore';
import { untilOf } from '../containers/pruneContainers';
import type { Answer, Filters } from '../daemon';
import { booleanFilter, checkFilters, matchesLabels } from '../filters';
import { badParameter } from '../refusal';

const ACCEPTED = ['before', 'dangling', 'label', 'label!', 'reference', 'since', 'until'];

/** Which images, and which of their names; an image of which no name is left is not shown. */
export interface ImageFilter {
  matches(image: StoredImage): boolean;
  /** In short form. */
  namesOf(image: StoredImage): readonly string[];
  digestsOf(image: StoredImage): readonly string[];
}

export function imageFilter(store: ImageStore, filters: Filters, now: number): Answer<ImageFilter> {
  const known = checkFilters(filters, ACCEPTED);
  if (!known.ok) return known;
  const dangling = booleanFilter(filters, 'dangling');
  if (!dangling.ok) return dangling;
  const until = untilOf(filters, now);
  if (!until.ok) return until;
  const age = ageFilter(store, filters);
  if (!age.ok) return age;
  // A class that is not closed is no pattern.
  if (filters['reference']?.some((one) => /\[[^\]]*$/.test(one)) === true)
    return badParameter('syntax error in pattern');
  const patterns = (filters['reference'] ?? []).map(referencePattern);
  const chosen = (names: readonly string[]) => {
    const short = names.map(familiarName);
    return patterns.length === 0 ? short : short.filter((name) => patterns.some((matches) => matches(name)));
  };
  const namesOf = ({ names }: StoredImage) => (dangling.value === true ? [] : chosen(names));
  const digestsOf = ({ repositoryDigests }: StoredImage) => chosen(repositoryDigests);
  return ok({
    namesOf,
    digestsOf,
    matches: (stored) =>
      age.value(stored) &&
      stored.image.created <= until.value &&
      matchesLabels(filters, stored.image.config.labels) &&
      (dangling.value === undefined || (stored.names.length === 0) === dangling.value) &&
      (patterns.length === 0 || namesOf(stored).length + digestsOf(stored).length > 0),
  });
}

/** `before` and `since` an image, by the time at which they were made. */
function ageFilter(store: ImageStore, filters: Filters): Answer<(image: StoredImage) => boolean> {
  let [first, last] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const name of filters['since'] ?? []) {
    const found = store.find(name);
    if (found === undefined) return { ok: false, error: noSuchImage(name) };
    first = Math.max(first, found.image.created);
  }
  for (const name of filters['before'] ?? []) {
    const found = store.find(name);
    if (found === undefined) return { ok: false, error: noSuchImage(name) };
    last = Math.min(last, found.image.created);
  }
  return ok(({ image }) => image.created > first && image.created < last);
}

/** As a shell's pattern, of a name with or without its tag; `*` does not cross a slash. */
function referencePattern(pattern: string): (name: string) => boolean {
  const text = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  let whole: RegExp;
  try {
    whole = new RegExp(`^${text}$`);
  } catch {
    return () => false;
  }
  return (name) => {
    const repository = name.split('@')[0] ?? '';
    const colon = repository.lastIndexOf(':');
    const bare = colon > repository.lastIndexOf('/') ? repository.slice(0, colon) : repository;
    return whole.test(name) || whole.test(bare);
  };
}
