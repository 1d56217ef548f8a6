/** Lifecycle hooks: a command in the container, an HTTP request to it, or a pause. */
import type { LifecycleHandler } from 'kubernetes-types/core/v1';
import { fail, ok, type Result } from '../../base/result';
import type { ExchangeOutcome } from '../network/namespace';
import { sleep } from '../processes/kernel';
import { callback, type Routine } from '../processes/routine';
import type { ContainerRecord } from './containerRecord';
import { execute } from './execute';
import type { KubeletContext } from './kubeletContext';
import { httpRequest, resolvePort } from './probeActions';

/** Nothing waits longer for a hook, in milliseconds. */
const HOOK_TIMEOUT = 600_000;

/** Runs a hook to its end. */
export function* runHook(
  context: KubeletContext,
  record: ContainerRecord,
  podAddress: string,
  handler: LifecycleHandler,
): Routine<Result<void, string>> {
  if (handler.exec !== undefined && record.id !== undefined) {
    const outcome = yield* execute(context, record.id, handler.exec.command ?? [], HOOK_TIMEOUT);
    return outcome.ok && outcome.value.code === 0 ? ok(undefined) : fail('command failed');
  }
  if (handler.httpGet !== undefined) {
    const action = handler.httpGet;
    const port = resolvePort(action.port, record.spec);
    if (port === undefined) return fail('no such port');
    const request = httpRequest(action, podAddress, port);
    const outcome = yield* callback<ExchangeOutcome>((done) =>
      context.machine.network.exchange(request, { timeout: 30_000 }, done),
    );
    return outcome.ok ? ok(undefined) : fail(outcome.failure);
  }
  // LifecycleHandler.sleep is newer than the type package.
  const pause = (handler as { readonly sleep?: { readonly seconds?: number } }).sleep;
  if (pause !== undefined) yield* sleep(context.clock, (pause.seconds ?? 0) * 1000);
  return ok(undefined);
}
