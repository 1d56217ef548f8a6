/** What the parts of the daemon share. */
import type { Random } from '../../base/random';
import type { Clock } from '../clock';
import type { ImageTransfers } from '../containers/imageTransfers';
import type { MachineImages } from '../containers/machineImages';
import type { Machine } from '../machine';
import type { Fabric } from '../network/fabric';
import type { Host } from '../network/host';
import type { Registries } from '../registries/registries';
import type { Trace } from '../trace';
import type { ContainerTable } from './containers/containerTable';
import type { EventLog } from './eventLog';
import type { NetworkTable } from './networks/networkTable';
import type { PortAllocator } from './networks/portAllocator';
import type { VolumeTable } from './volumes/volumeTable';

export interface DaemonContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly trace: Trace;
  /** Who the daemon is in the trace: `docker` on the laptop, `docker/NODE` elsewhere. */
  readonly actor: string;
  readonly machine: Machine;
  /** The machine's network. */
  readonly host: Host;
  readonly fabric: Fabric;
  readonly images: MachineImages;
  readonly transfers: ImageTransfers;
  readonly registries: Registries;
  readonly containers: ContainerTable;
  readonly networks: NetworkTable;
  readonly volumes: VolumeTable;
  readonly ports: PortAllocator;
  readonly events: EventLog;
  /** Nobody runs or restarts anything while the daemon is going down. */
  shuttingDown: boolean;
}

const HEX = '0123456789abcdef';

/** An ID as containers, networks, endpoints and execs have it. */
export function newId(context: Pick<DaemonContext, 'random'>): string {
  return context.random.token(HEX, 64);
}
