/** Every subcommand of compose; a new one is a file in `commands/` and a line here. */
import { config } from './commands/config';
import { down } from './commands/down';
import { build, pull } from './commands/imageCommands';
import { exec, images, logs, run, top } from './commands/inside';
import { kill, pause, restart, rm, start, stop, unpause } from './commands/life';
import { ps } from './commands/ps';
import { ls, port, version } from './commands/show';
import { create, up } from './commands/up';
import type { ComposeCommand } from './composeCommand';

export const composeCommands: readonly ComposeCommand[] = [
  build,
  config,
  create,
  down,
  exec,
  images,
  kill,
  logs,
  ls,
  pause,
  port,
  ps,
  pull,
  restart,
  rm,
  run,
  start,
  stop,
  top,
  unpause,
  up,
  version,
];

/** What compose has and this world does not. */
export const unsimulatedCommands: readonly string[] = [
  'attach',
  'bridge',
  'commit',
  'cp',
  'events',
  'export',
  'publish',
  'push',
  'scale',
  'stats',
  'volumes',
  'wait',
  'watch',
];
