import type { Command } from '../command';

/** A tool that this world does not have yet: it says so and fails. */
export function notSimulated(name: string): Command {
  return {
    name,
    summary: 'not simulated yet',
    // biome-ignore lint/correctness/useYield: it has nothing to wait for
    *run(process) {
      process.stderr.write(`${name}: this tool is not simulated here yet; nothing was done\n`);
      return 1;
    },
  };
}
