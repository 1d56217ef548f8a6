/** The models that lessons can name. A new one is one file and one line here, and its words in the two dictionaries. */
import { machinesOrContainers } from './machinesOrContainers';
import type { Model } from './model';
import { monolithOrServices } from './monolithOrServices';
import { scaleUpOrOut } from './scaleUpOrOut';

export const models: Readonly<Record<string, Model>> = {
  'monolith-or-services': monolithOrServices,
  'scale-up-or-out': scaleUpOrOut,
  'machines-or-containers': machinesOrContainers,
};
