/**
 * How programs run without promises: a routine is a generator that yields whenever it has to wait. What it yields says
 * how to be woken: a function that registers the wake-up and returns how to call it off.
 */
export type Wake = () => void;
export type Suspend = (wake: Wake) => () => void;
export type Routine<T> = Generator<Suspend, T, void>;

/** Waits until `ready` is true; `subscribe` tells when it is worth looking again. */
export function* waitFor(ready: () => boolean, subscribe: (listener: () => void) => () => void): Routine<void> {
  while (!ready()) yield (wake) => subscribe(wake);
}

/**
 * Turns a callback into a wait: `start` begins something and is given `done`; it may call it at once or later, and
 * returns how to call the thing off.
 */
export function* callback<T>(start: (done: (value: T) => void) => (() => void) | undefined): Routine<T> {
  let result: { value: T } | undefined;
  let wakeUp: Wake | undefined;
  const cancel = start((value) => {
    result ??= { value };
    wakeUp?.();
  });
  try {
    while (result === undefined) {
      yield (wake) => {
        wakeUp = wake;
        return () => {
          wakeUp = undefined;
        };
      };
    }
    return result.value;
  } finally {
    if (result === undefined) cancel?.();
  }
}
