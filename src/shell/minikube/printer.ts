/** minikube's lines: an emoji before each on a terminal, a plain mark elsewhere. */
import type { Output } from '../../engine/processes/pipe';
import type { Process } from '../../engine/processes/process';
import { isTerminal } from '../../engine/processes/pty';

/** What a line is about, with minikube's sign for it and the mark where there is no terminal. */
const styles = {
  happy: ['😄  ', '* '],
  sparkle: ['✨  ', '* '],
  thumbsUp: ['👍  ', '* '],
  pulling: ['🚜  ', '* '],
  startingMachine: ['🔥  ', '* '],
  restarting: ['🔄  ', '* '],
  running: ['🏃  ', '* '],
  docker: ['🐳  ', '* '],
  containerd: ['📦  ', '* '],
  network: ['🔗  ', '* '],
  check: ['🔎  ', '* '],
  subStep: ['    ▪ ', '  - '],
  addon: ['🌟  ', '* '],
  addonOff: ['🌑  ', '* '],
  ready: ['🏄  ', '* '],
  stopping: ['✋  ', '* '],
  stopped: ['🛑  ', '* '],
  deleting: ['🔥  ', '* '],
  gone: ['💀  ', '* '],
  shrug: ['🤷  ', '* '],
  meh: ['🙄  ', '* '],
  enabling: ['🔌  ', '* '],
  verifying: ['🤔  ', '* '],
  launch: ['🚀  ', '* '],
  tip: ['👉  ', '  '],
  pause: ['⏸️  ', '* '],
  unpause: ['⏯️  ', '* '],
  celebrate: ['🎉  ', '* '],
  sad: ['😿  ', '* '],
  tunnel: ['🏃  ', '* '],
  notice: ['📌  ', '* '],
  information: ['💡  ', '* '],
  warning: ['❗  ', '! '],
  failure: ['❌  ', 'X '],
  conflict: ['💢  ', '! '],
  stopSign: ['⛔  ', 'X '],
} as const;

export type Style = keyof typeof styles;

/** Lines on standard error. */
const TO_ERRORS: ReadonlySet<Style> = new Set([
  'warning',
  'failure',
  'conflict',
  'stopSign',
  'information',
  'enabling',
  'verifying',
  'launch',
]);

export class Printer {
  readonly #process: Process;

  constructor(process: Process) {
    this.#process = process;
  }

  /** Prints a line in one of minikube's styles. */
  step(style: Style, text: string): void {
    const { stdout, stderr } = this.#process;
    const output = TO_ERRORS.has(style) ? stderr : stdout;
    output.write(`${this.#sign(style, output)}${text}\n`);
  }

  plain(text: string): void {
    this.#process.stdout.write(text);
  }

  error(text: string): void {
    this.#process.stderr.write(text);
  }

  /** minikube looks whether it speaks to a terminal, and lets MINIKUBE_IN_STYLE say otherwise. */
  #sign(style: Style, output: Output): string {
    const wish = this.#process.env.get('MINIKUBE_IN_STYLE');
    const fancy = wish === undefined ? isTerminal(output) : wish === 'true' || wish === '1';
    return styles[style][fancy ? 0 : 1];
  }
}
