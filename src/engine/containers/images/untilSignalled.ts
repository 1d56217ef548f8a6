import type { Process, Signal } from '../../processes/process';
import type { Routine } from '../../processes/routine';

/** Waits for the first of these signals, which are handled meanwhile. */
export function* untilSignalled(process: Process, signals: readonly Signal[]): Routine<Signal> {
  let received: Signal | undefined;
  let wakeUp: (() => void) | undefined;
  const stops = signals.map((signal) =>
    process.handle(signal, () => {
      received ??= signal;
      wakeUp?.();
    }),
  );
  try {
    for (;;) {
      if (received !== undefined) return received;
      yield (wake) => {
        wakeUp = wake;
        return () => {};
      };
    }
  } finally {
    for (const stop of stops) stop();
  }
}

/** Waits for ever: only a signal that isn't handled ends it. */
export function* forever(): Routine<never> {
  for (;;) yield () => () => {};
}
