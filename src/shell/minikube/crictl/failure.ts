/** What crictl prints to standard error before it ends with status 1. */
export class CrictlFailure extends Error {}

/** As its logger prints what ends it. */
export function fatal(message: string): CrictlFailure {
  return new CrictlFailure(`FATA[0000] ${message}`);
}
