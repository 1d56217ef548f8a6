import { type Model, steps } from './model';

/** Megabytes of the host: its own system, and what makes virtual machines or containers. */
const HOST = { system: 1024, hypervisor: 256, engine: 128 };
/** Megabytes for each app besides its own: a guest's kernel and services with the machine's devices, or a shim. */
const EACH = { guest: 576, shim: 8 };
/** Processes: of the host's system, of a guest's, and beside each container. */
const PROCESSES = { host: 90, guest: 25, shim: 1 };
/** Seconds until an app answers. */
const START = { machine: 30, container: 1 };

/** Apps on one host, each in a virtual machine of its own or each in a container. */
export const machinesOrContainers: Model = {
  about: 'Apps on one host, each in a virtual machine or each in a container: memory, kernels, processes.',
  knobs: {
    kind: {
      kind: 'choice',
      about: 'what each app runs in',
      values: ['virtual-machines', 'containers'],
      start: 'virtual-machines',
    },
    apps: { kind: 'scale', about: 'how many apps are to run', values: steps(1, 60), start: 4 },
    memory: { kind: 'scale', about: 'of the host, in gigabytes', values: [8, 16, 32, 64], start: 8 },
    appMemory: { kind: 'scale', about: 'that each app needs, in megabytes', values: [64, 128, 256, 512], start: 128 },
    foreign: {
      kind: 'scale',
      about: 'how many apps need another kernel than the host’s',
      values: steps(0, 2),
      start: 0,
    },
  },
  acts: {},
  figures: {
    running: 'apps that run',
    waiting: 'apps for which there is no memory',
    impossible: 'apps that cannot run at all: they need another kernel',
    fits: 'how many of these would fit into the memory',
    kernels: 'kernels that run on the host, its own one included',
    appsMemory: 'megabytes that the apps themselves use',
    systemMemory: 'megabytes that everything around them uses',
    freeMemory: 'megabytes that are left',
    processes: 'all processes, those within virtual machines included',
    hostProcesses: 'processes that the host itself sees',
    startSeconds: 'seconds until one more app answers',
    oneKernel: 'apps that a fault in one kernel takes with it, at most',
  },
  assumptions: {
    host: HOST,
    each: EACH,
    processes: PROCESSES,
    start: START,
    foreign: {},
    real: {},
  },
  work(knobs) {
    const virtual = knobs['kind'] === 'virtual-machines';
    const appMemory = Number(knobs['appMemory']);
    const around = virtual ? EACH.guest : EACH.shim;
    const base = HOST.system + (virtual ? HOST.hypervisor : HOST.engine);
    const total = Number(knobs['memory']) * 1024;
    const apps = Number(knobs['apps']);
    const impossible = virtual ? 0 : Math.min(apps, Number(knobs['foreign']));
    const fits = Math.floor((total - base) / (appMemory + around));
    const running = Math.min(apps - impossible, fits);
    const systemMemory = base + running * around;
    const hostProcesses = PROCESSES.host + running * (virtual ? 1 : 1 + PROCESSES.shim);
    return {
      running,
      waiting: apps - impossible - running,
      impossible,
      fits,
      kernels: virtual ? 1 + running : 1,
      appsMemory: running * appMemory,
      systemMemory,
      freeMemory: total - systemMemory - running * appMemory,
      processes: hostProcesses + (virtual ? running * (PROCESSES.guest + 1) : 0),
      hostProcesses,
      startSeconds: virtual ? START.machine : START.container,
      oneKernel: virtual ? Math.min(1, running) : running,
    };
  },
};
