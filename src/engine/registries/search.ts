/** `docker search`: repositories of a registry whose name or description has the words in it. */
import type { HostedRegistry } from './hostedRegistry';

export interface FoundRepository {
  /** As Docker shows it: `nginx`, `luksa/kubia`. */
  readonly name: string;
  readonly description: string;
  readonly star_count: number;
  readonly is_official: boolean;
}

/** The best first: the name itself, official images, then by stars. */
export function searchRegistry(registry: HostedRegistry, term: string, limit: number): readonly FoundRepository[] {
  const words = term.toLowerCase();
  const found = registry.storage.repositories.flatMap((path): readonly FoundRepository[] => {
    const published = registry.storage.published(path);
    const description = published?.description ?? '';
    if (!`${path} ${description}`.toLowerCase().includes(words)) return [];
    const isOfficial = path.startsWith('library/');
    const name = isOfficial ? path.slice('library/'.length) : path;
    return [{ name, description, star_count: published?.stars ?? 0, is_official: isOfficial }];
  });
  const rank = (one: FoundRepository) => (one.name === words ? 0 : one.is_official ? 1 : 2);
  const order = (a: FoundRepository, b: FoundRepository) => rank(a) - rank(b) || b.star_count - a.star_count;
  return found.sort((a, b) => order(a, b) || (a.name < b.name ? -1 : 1)).slice(0, limit);
}
