/** Every image that the world's registries hold. A new one is one file here and one line below. */
import type { Program } from '../../processes/process';
import { clusterRepositories } from './clusterParts';
import { dashboardRepositories } from './dashboard';
import { alpineRepository, busyboxRepository, debianRepository, ubuntuRepository } from './distributions';
import { unknownProgram } from './generic';
import { hpaExampleRepository } from './hpaExample';
import { httpdRepository } from './httpd';
import { kubiaRepository } from './kubia';
import { nginxRepository } from './nginxImages';
import { nodeRepository } from './nodeImages';
import { redisRepository } from './redis';
import { registryRepository } from './registryImage';
import type { Repository } from './repository';
import { smallRepositories } from './smallServers';
import { unsimulatedRepositories } from './unsimulated';

export const repositories: readonly Repository[] = [
  kubiaRepository,
  nginxRepository,
  httpdRepository,
  hpaExampleRepository,
  busyboxRepository,
  alpineRepository,
  debianRepository,
  ubuntuRepository,
  redisRepository,
  nodeRepository,
  registryRepository,
  ...smallRepositories,
  ...unsimulatedRepositories,
  ...clusterRepositories,
  ...dashboardRepositories,
];

/** The images' own programs, for a kernel's `programs`; `registry` is the program of a registry, which the world has. */
export function imagePrograms(registry?: Program): ReadonlyMap<string, Program> {
  const programs = new Map<string, Program>([['unknown-program', unknownProgram]]);
  if (registry !== undefined) programs.set('registry', registry);
  for (const repository of repositories) {
    for (const [name, program] of Object.entries(repository.programs ?? {})) programs.set(name, program);
  }
  return programs;
}
