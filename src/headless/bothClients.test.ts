import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { compareClients } from './bothClients';
import { furtherSessions } from './furtherSessions';
import { sharedSessions } from './sharedSessions';

const version = (() => {
  try {
    return execFileSync('kubectl', ['version', '--client'], { encoding: 'utf8' });
  } catch {
    return '';
  }
})();
const usable = /Client Version: v1\.32\./.test(version);
const why = usable ? '' : ' (skipped: no kubectl 1.32 is installed)';

describe.skipIf(!usable)(`a real kubectl and our own${why}`, () => {
  it.each([...sharedSessions, ...furtherSessions].map((session) => [session.name, session] as const))(
    'say the same: %s',
    // The real client runs by the wall clock: a session that was paced unluckily has another try.
    { timeout: 300_000, retry: 2 },
    async (_name, session) => {
      for (const { command, real, own } of await compareClients(session)) {
        expect(`${command}\n${own}`).toBe(`${command}\n${real}`);
      }
    },
  );
});
