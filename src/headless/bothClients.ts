/**
 * The same session through a real kubectl, against the served API, and through our own: two worlds with one seed, whose
 * terminals must say the same.
 */
import { createWorld, profiles } from '../engine';
import { programs } from '../shell';
import { quickJsModule } from './quickJsModule';
import { RealLaptop } from './realKubectl';
import { canonicaliser } from './recordings/canonical';
import { runSession, type StepResult } from './session';
import { wordsFor } from './wordsFor';

export interface SharedSession {
  readonly name: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Lines for bash. Before each both worlds settle. */
  readonly commands: readonly string[];
}

/** A command of which the clients do not say the same. */
export interface ClientDifference {
  readonly command: string;
  readonly real: string;
  readonly own: string;
}

const START = Date.UTC(2026, 0, 5, 9, 0, 0);
/** What differs between the two, command by command. @param kubectl the file of the real one */
export async function compareClients(session: SharedSession, kubectl: string): Promise<readonly ClientDifference[]> {
  const { files = {}, commands } = session;
  const real = await runReal(session, kubectl);
  const steps = commands.map((cmd) => ({ cmd, wait: 'settled' as const }));
  const own = runSession({ cluster: 'reference', files, steps }).steps;
  const given = [...commands, ...Object.entries(files).flat()].join('\n');
  const texts = [canonicaliser(given, false), canonicaliser(given, false)] as const;
  return commands.flatMap((command, at) => {
    const [first, second] = [real[at], own[at]].map((step, side) => shown(step, command, texts[side === 0 ? 0 : 1]));
    return first === second ? [] : [{ command, real: first ?? '', own: second ?? '' }];
  });
}

function shown(step: StepResult | undefined, command: string, canonical: (text: string, of: string) => string): string {
  if (step === undefined) return 'nothing';
  return `exit ${step.exit}\n${canonical(step.stdout, command)}\n--\n${canonical(step.stderr, command)}`;
}

async function runReal({ files = {}, commands }: SharedSession, kubectl: string): Promise<readonly StepResult[]> {
  const profile = profiles['reference'];
  if (profile === undefined) throw new Error('there is no reference cluster');
  const world = createWorld({ profile, seed: 1, start: START, programs, wordsFor, javascript: quickJsModule() });
  const laptop = new RealLaptop(kubectl);
  const results: StepResult[] = [];
  try {
    await laptop.connect(world, files);
    for (const command of commands) {
      world.clock.rest();
      results.push(await laptop.run(command));
    }
  } finally {
    await laptop.close();
  }
  return results;
}
