/** Lists of what belongs to the object that is described. */
import { ok, type Result } from '../../../base/result';
import type { Routine } from '../../../engine/processes/routine';
import type { Status } from '../../../kinds/status';
import type { DescribeContext } from './describer';

interface Portion<T> {
  readonly items?: readonly T[];
  readonly metadata?: { readonly continue?: string };
}

/** All objects at a path, in portions as `--chunk-size` wants them. */
export function* listRelated<T>(
  { access, chunkSize }: Pick<DescribeContext, 'access' | 'chunkSize'>,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Routine<Result<readonly T[], Status>> {
  const limit: Record<string, string> = chunkSize > 0 ? { limit: String(chunkSize) } : {};
  const items: T[] = [];
  let next: string | undefined;
  do {
    const from: Record<string, string> = next === undefined ? {} : { continue: next };
    const list = yield* access.attempt<Portion<T>>({
      method: 'GET',
      path,
      query: { ...from, ...query, ...limit },
    });
    if (!list.ok) return list;
    items.push(...(list.value.items ?? []));
    next = list.value.metadata?.continue || undefined;
  } while (next !== undefined);
  return ok(items);
}
