import { useEffect, useRef, useState } from 'react';
import { isStatus } from '../../kinds/status';
import type { ApiResponse } from '../../store/playgroundState';
import { useActions, usePlayground } from '../usePlayground';

export interface Answer<T> {
  readonly body: T | undefined;
  /** Why there is none, in the server's words. */
  readonly failure: string | undefined;
}

/** It is asked again at most so often, in milliseconds. */
const PAUSE = 400;
const NOTHING = { body: undefined, failure: undefined };

/** What the server answers the dashboard for a path, asked again whenever objects of these resources have changed. */
export function useAnswer<T>(path: string, query: string, ...resources: readonly string[]): Answer<T> {
  const actions = useActions();
  const [answer, setAnswer] = useState<{ readonly of: string; readonly value: Answer<T> }>();
  const key = `${path}?${query}`;
  const asked = useRef({ at: 0, key: '' });
  // pods of the dashboard itself come and go too
  const changed = usePlayground(({ objects }) => hashOf([...resources, 'pods'].map((one) => objects[one])));

  // biome-ignore lint/correctness/useExhaustiveDependencies: another state of the cluster may have another answer.
  useEffect(() => {
    let late = false;
    const since = performance.now() - asked.current.at;
    const wait = asked.current.key === key ? Math.max(0, PAUSE - since) : 0;
    const timer = setTimeout(async () => {
      asked.current = { at: performance.now(), key };
      const response = await actions.askDashboard({
        method: 'GET',
        path,
        query: Object.fromEntries(new URLSearchParams(query)),
      });
      if (!late)
        setAnswer({
          of: key,
          value: { body: isGood(response) ? (response.body as T) : undefined, failure: failureOf(response) },
        });
    }, wait);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [actions, key, path, query, changed]);

  return answer?.of === key ? answer.value : NOTHING;
}

/** Why an answer is none, in the server's words. */
export function failureOf({ code, body }: ApiResponse): string | undefined {
  if (isGood({ code, body })) return undefined;
  return (isStatus(body) ? body.message : undefined) ?? (typeof body === 'string' && body !== '' ? body : String(code));
}

function isGood({ code }: ApiResponse): boolean {
  return code >= 200 && code < 300;
}

const numbers = new WeakMap<object, number>();
let next = 1;

/** Tells states apart by their identity. */
function hashOf(groups: readonly (object | undefined)[]): string {
  return groups
    .map((group) => {
      if (group === undefined) return 0;
      const known = numbers.get(group) ?? next++;
      numbers.set(group, known);
      return known;
    })
    .join();
}
