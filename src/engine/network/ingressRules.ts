/** Which backend an HTTP request belongs to, as the rules of ingresses say. */
import type { IngressBackend, IngressRule } from 'kubernetes-types/networking/v1';
import type { Ingress } from '../../kinds/networking/ingress';

export interface IngressTarget {
  readonly ingress: Ingress;
  readonly backend: IngressBackend;
}

/**
 * The backend of the most particular rule: a host that is named before one with a wildcard before none, an exact path
 * before a prefix, the longer path before the shorter; else a default backend; undefined when there is none.
 */
export function findBackend(ingresses: readonly Ingress[], host: string, path: string): IngressTarget | undefined {
  const found = ingresses
    .flatMap((ingress) =>
      (ingress.spec.rules ?? []).flatMap((rule) =>
        (rule.http?.paths ?? [])
          .filter((one) => matchesPath(one.pathType, one.path ?? '/', path))
          .map((one) => ({
            ingress,
            backend: one.backend,
            rank: [hostRank(rule, host), one.pathType === 'Exact' ? 1 : 0, (one.path ?? '/').length],
          })),
      ),
    )
    .filter(({ rank }) => (rank[0] ?? 0) > 0)
    .sort((a, b) => compareRanks(b.rank, a.rank))[0];
  if (found !== undefined) return found;
  const fallback = ingresses.find(({ spec }) => spec.defaultBackend !== undefined);
  const backend = fallback?.spec.defaultBackend;
  return fallback === undefined || backend === undefined ? undefined : { ingress: fallback, backend };
}

/** How well a rule's host fits: 0 not at all. A wildcard stands for one label. */
function hostRank({ host: wanted = '' }: IngressRule, host: string): number {
  if (wanted === '') return 1;
  if (wanted.startsWith('*.')) {
    const rest = host.slice(host.indexOf('.'));
    return host.includes('.') && rest === wanted.slice(1) ? 2 : 0;
  }
  return wanted === host ? 3 : 0;
}

/** A prefix is matched element by element: /foo matches /foo/bar and not /foobar. */
function matchesPath(type: string | undefined, wanted: string, path: string): boolean {
  if (type === 'Exact') return path === wanted;
  const prefix = wanted.replace(/\/$/, '');
  return path === prefix || path.startsWith(`${prefix}/`);
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
