/** minikube's commands. A new one is one file and one line here. */

import { cp, dockerEnv, ip, kubectl, ssh, updateContext } from './commands/access';
import { addonsCommand } from './commands/addons';
import { dashboard } from './commands/dashboard';
import { image } from './commands/image';
import { node } from './commands/node';
import { completion, options } from './commands/options';
import { logs, pause, refusedCommands, unpause } from './commands/pause';
import { service } from './commands/service';
import { config, profile, version } from './commands/settings';
import { start } from './commands/start';
import { status } from './commands/status';
import { deleteCluster, stop } from './commands/stop';
import { tunnel } from './commands/tunnel';
import type { MinikubeCommand } from './minikubeCommand';

export const minikubeCommands: readonly MinikubeCommand[] = [
  start,
  status,
  stop,
  deleteCluster,
  dashboard,
  pause,
  unpause,
  kubectl,
  dockerEnv,
  image,
  addonsCommand,
  config,
  profile,
  updateContext,
  service,
  tunnel,
  cp,
  node,
  ssh,
  ip,
  logs,
  version,
  options,
  completion,
  ...refusedCommands,
];
