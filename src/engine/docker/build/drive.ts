/** Runs a routine that belongs to no process: the builder's own work. */
import type { Clock, Timer } from '../../clock';
import type { Routine } from '../../processes/routine';
import type { Cancel } from './host';

/** Starts at the next moment. Called off, the routine is left where it waits, and its `finally` blocks run. */
export function drive(clock: Clock, routine: Routine<void>): Cancel {
  let over = false;
  let timer: Timer;
  let cancelWait: (() => void) | undefined;
  const resume = () => {
    const step = routine.next();
    if (step.done === true) {
      over = true;
      return;
    }
    let woken = false;
    let cancel: (() => void) | undefined;
    const wake = () => {
      if (woken || over) return;
      woken = true;
      cancel?.();
      cancelWait = undefined;
      timer = clock.after(0, resume);
    };
    cancel = step.value(wake);
    if (woken) cancel();
    else cancelWait = cancel;
  };
  timer = clock.after(0, resume);
  return () => {
    if (over) return;
    over = true;
    timer.cancel();
    cancelWait?.();
    routine.return();
  };
}
