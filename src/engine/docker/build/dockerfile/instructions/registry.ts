/** Every instruction of Dockerfiles. A new one is one file here and one line below. */
import type { InstructionKind } from '../instruction';
import { arg } from './arg';
import { cmd } from './cmd';
import { add, copy } from './copy';
import { entrypoint } from './entrypoint';
import { env } from './env';
import { expose } from './expose';
import { from } from './from';
import { healthcheck } from './healthcheck';
import { label } from './label';
import { maintainer } from './maintainer';
import { onBuild } from './onBuild';
import { run } from './run';
import { shell } from './shell';
import { stopSignal } from './stopSignal';
import { user } from './user';
import { volume } from './volume';
import { workdir } from './workdir';

const kinds: readonly InstructionKind[] = [
  add,
  arg,
  cmd,
  copy,
  entrypoint,
  env,
  expose,
  from,
  healthcheck,
  label,
  maintainer,
  onBuild,
  run,
  shell,
  stopSignal,
  user,
  volume,
  workdir,
];

/** By keyword in capitals. */
export const instructionKinds: ReadonlyMap<string, InstructionKind> = new Map(
  kinds.map((kind) => [kind.keyword, kind]),
);
