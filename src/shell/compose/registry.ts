/** Every subcommand of compose; a new one is a file in `commands/` and a line here. */
import { config } from './commands/config';
import { down } from './commands/down';
import { build, pull } from './commands/imageCommands';
import { exec, images, logs, run, top } from './commands/inside';
import { kill, pause, restart, rm, start, stop, unpause } from './commands/life';
import { ps } from './commands/ps';
import { scale } from './commands/scale';
import { ls, port, version } from './commands/show';
import { attach, commit, cp, exportFiles, stats, volumes, wait } from './commands/throughDocker';
import { create, up } from './commands/up';
import type { ComposeCommand } from './composeCommand';

export const composeCommands: readonly ComposeCommand[] = [
  attach,
  build,
  commit,
  config,
  cp,
  create,
  down,
  exec,
  exportFiles,
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
  scale,
  start,
  stats,
  stop,
  top,
  unpause,
  up,
  version,
  volumes,
  wait,
];

/** What compose has and this world does not. */
export const unsimulatedCommands: readonly string[] = ['bridge', 'events', 'publish', 'push', 'watch'];
