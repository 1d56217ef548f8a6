import { describe, expect, it } from 'vitest';
import { compareClients } from './bothClients';
import { furtherSessions } from './furtherSessions';
import { mistakeSessions } from './mistakeSessions';
import { findRealKubectl } from './realKubectl';
import { sharedSessions } from './sharedSessions';

const kubectl = findRealKubectl();
const why = kubectl === undefined ? ' (skipped: no kubectl 1.32 is installed)' : '';

describe.skipIf(kubectl === undefined)(`a real kubectl and our own${why}`, () => {
  it.each(
    [...sharedSessions, ...furtherSessions, ...mistakeSessions].map((session) => [session.name, session] as const),
  )(
    'say the same: %s',
    // The real client runs by the wall clock: a session that was paced unluckily has another try.
    { timeout: 300_000, retry: 2 },
    async (_name, session) => {
      for (const { command, real, own } of await compareClients(session, kubectl ?? '')) {
        expect(`${command}\n${own}`).toBe(`${command}\n${real}`);
      }
    },
  );
});
