/** kill(2): who may send a signal to whom. */
import { fail, ok, type Result } from '../../base/result';
import type { Process, Signal } from './process';

/**
 * Sends a signal to a process by its number in the sender's PID namespace; `none` only looks. ESRCH: there is none;
 * EPERM: it is another user's. What nobody may do to PID 1 from inside is silently not done, as in Linux.
 */
export function signalProcess(sender: Process, pid: number, signal: Signal | 'none'): Result<void, 'ESRCH' | 'EPERM'> {
  const { kernel } = sender;
  const target = kernel.find(pid);
  if (target === undefined) return fail('ESRCH');
  const own = sender.machineUser === target.machineUser;
  if (!own && !sender.capable('KILL', target.namespaces.user)) return fail('EPERM');
  if (signal !== 'none') kernel.signal(pid, signal);
  return ok(undefined);
}
