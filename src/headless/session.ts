/** `headless session`: reads a session on standard input, runs it on a simulated cluster, prints the result. */
import { createWorld, profiles, type World } from '../engine';
import { HOME, LaptopShell, prepareHome, programs } from '../shell';
import '../shell/late/all';
import { quickJsModule } from './quickJsModule';
import { wordsFor } from './wordsFor';

interface Step {
  readonly cmd: string;
  readonly wait?: 'settled' | 'none';
  readonly nodes?: Readonly<Record<string, 'dead' | 'alive'>>;
  /** Seconds of cluster time before the step. */
  readonly sleep?: number;
  /** A command that is repeated until it succeeds. */
  readonly until?: string;
  /** Seconds of cluster time after which the command is interrupted. */
  readonly timeout?: number;
  readonly lets?: Readonly<Record<string, string>>;
}

export interface Session {
  readonly name?: string;
  readonly cluster?: string;
  readonly seed?: number;
  readonly hash?: boolean;
  readonly files?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface StepResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
  readonly hash?: string;
}

/** The moment at which every session begins: the same one, so that the same session gives the same result. */
const START = Date.UTC(2026, 0, 5, 9, 0, 0);
/** Milliseconds of cluster time: how long `until` goes on, and the pause between two tries. */
const UNTIL = 60_000;
const PAUSE = 250;

/** Runs a session to its end. */
export function runSession(session: Session): { readonly steps: readonly StepResult[] } {
  const profile = profiles[session.cluster ?? 'reference'];
  if (profile === undefined)
    throw new Error(`there is no cluster ${session.cluster}; there are ${Object.keys(profiles).join(', ')}`);
  const world = createWorld({
    profile,
    seed: session.seed ?? 1,
    start: START,
    programs,
    wordsFor,
    javascript: quickJsModule(),
  });
  // The home of recorded docker sessions held nothing but their files, which builds take as their context.
  if (session.cluster !== 'docker') prepareHome(world.laptop, profile);
  else world.laptop.files.makeDirectory(HOME, { parents: true });
  for (const [path, text] of Object.entries(session.files ?? {})) {
    const whole = path.startsWith('/') ? path : `${HOME}/${path}`;
    world.laptop.files.makeDirectory(whole.slice(0, whole.lastIndexOf('/')), { parents: true });
    world.laptop.files.write(whole, text);
  }
  // Recorded sessions of docker ran in a directory with the session's name, which compose names projects after.
  const project: Record<string, string> = {};
  if (session.cluster === 'docker' && session.name !== undefined) project['COMPOSE_PROJECT_NAME'] = session.name;
  const shell = new LaptopShell(world, project);
  const steps = session.steps.map((step) => {
    prepare(step, world, shell);
    const result = shell.run(
      withValues(step, shell),
      step.timeout === undefined ? {} : { timeout: step.timeout * 1000 },
    );
    return session.hash === true ? { ...result, hash: world.hash() } : result;
  });
  return { steps };
}

function prepare(step: Step, world: World, shell: LaptopShell): void {
  for (const [node, state] of Object.entries(step.nodes ?? {}))
    world.setFault(`kubelet/${node}`, state === 'dead' ? 'stopped' : 'running');
  if (step.sleep !== undefined) world.clock.advance(step.sleep * 1000);
  if (step.until !== undefined) {
    const end = world.clock.now + UNTIL;
    while (shell.run(step.until, { silent: true }).exit !== 0 && world.clock.now < end) world.clock.advance(PAUSE);
  }
  if (step.wait !== 'none') world.clock.rest();
}

/** The command with `{{NAME}}` replaced by what the step's commands print. */
function withValues(step: Step, shell: LaptopShell): string {
  let { cmd } = step;
  for (const [name, command] of Object.entries(step.lets ?? {})) {
    const [line = ''] = shell.run(command, { silent: true }).stdout.split('\n');
    cmd = cmd.replaceAll(`{{${name}}}`, () => line);
  }
  return cmd;
}

/** Reads the session from standard input and prints the result as JSON. */
export async function sessionCommand(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const session = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Session;
  process.stdout.write(`${JSON.stringify(runSession(session))}\n`);
}
