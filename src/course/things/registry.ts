/** The things besides API objects that checks may ask about. A new one is one file and one line here. */
import type { Thing } from '../thing';
import { cgroup } from './cgroup';
import { container } from './container';
import { image } from './image';
import { layer } from './layer';
import { machine } from './machine';
import { network } from './network';
import { part } from './part';
import { process } from './process';
import { repository } from './repository';
import { volume } from './volume';

export const things: Readonly<Record<string, Thing>> = {
  container,
  image,
  layer,
  repository,
  volume,
  network,
  process,
  cgroup,
  machine,
  part,
};
