import { ok, type Result } from '../../../../../base/result';
import { readFlags } from '../flags';
import type { InstructionKind, ReadProblem, RunMount } from '../instruction';
import { readCommandLine } from './commandLine';
import { problem } from './problems';
import { readMount } from './runMount';

const NETWORKS = ['default', 'none', 'host'] as const;

/** `RUN [--mount=...] [--network=...] COMMAND`: a command whose changes to files become a layer. */
export const run: InstructionKind = {
  keyword: 'RUN',
  read: ({ rest, flags, line, code, heredocs }) => {
    const values = readFlags(flags, { mount: 'list', network: 'text', security: 'text' });
    if (!values.ok) return problem(values.error);
    const security = values.value.text('security');
    if (security !== '' && security !== 'sandbox') {
      return problem(`security mode ${JSON.stringify(security)} is not simulated (only "sandbox" is)`);
    }
    const asked = values.value.text('network') || 'default';
    const network = NETWORKS.find((name) => name === asked);
    if (network === undefined) return problem(`invalid network mode: ${JSON.stringify(asked)}`);
    const mounts = readMounts(values.value.list('mount'));
    if (!mounts.ok) return mounts;
    const command = readCommandLine(rest);
    if (!command.ok) return command;
    return ok({ type: 'run', line, code, ...command.value, heredocs, mounts: mounts.value, network });
  },
};

function readMounts(texts: readonly string[]): Result<readonly RunMount[], ReadProblem> {
  const mounts: RunMount[] = [];
  for (const text of texts) {
    const mount = readMount(text);
    if (!mount.ok) return problem(mount.error);
    mounts.push(mount.value);
  }
  return ok(mounts);
}
