/** `systemctl` on a node, for the services that there are: kubelet, docker, containerd. */
import { civilTime, formatTime } from '../../base/time';
import type { Process } from '../../engine/processes/process';
import type { ClusterMachines, Command } from '../command';
import { switchOff } from './power';

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  kubelet: 'kubelet: The Kubernetes Node Agent',
  docker: 'Docker Application Container Engine',
  containerd: 'containerd container runtime',
};

const VERBS = ['status', 'start', 'stop', 'restart', 'is-active', 'is-enabled'];

/** Only the kubelet can be stopped here. */
export function createSystemctl(machines: ClusterMachines, node: string): Command {
  return {
    name: 'systemctl',
    summary: "look at and switch a node's services",
    *run(process) {
      const words = process.argv.slice(1).filter((word) => !['--no-pager', '-q', '-l', '--full'].includes(word));
      const [verb = 'status', ...units] = words;
      if (verb === 'poweroff' || verb === 'reboot') return yield* switchOff(process, machines, node, verb === 'reboot');
      if (!VERBS.includes(verb)) return fail(process, `systemctl ${verb} is not simulated here`);
      if (units.length === 0) return fail(process, `name a service: ${servicesOf(machines).join(', ')}`);
      let status = 0;
      for (const unit of units)
        status = control(process, machines, node, verb, unit.replace(/\.service$/, '')) || status;
      return status;
    },
  };
}

function servicesOf(machines: ClusterMachines): readonly string[] {
  return machines.profile.runtime.scheme === 'docker://'
    ? ['kubelet', 'docker', 'containerd']
    : ['kubelet', 'containerd'];
}

function control(process: Process, machines: ClusterMachines, node: string, verb: string, service: string): number {
  if (!servicesOf(machines).includes(service)) {
    if (verb === 'is-active') {
      process.stdout.write('inactive\n');
      return 4;
    }
    if (verb === 'is-enabled') {
      process.stderr.write(`Failed to get unit file state for ${service}.service: No such file or directory\n`);
      return 1;
    }
    if (verb === 'status') process.stderr.write(`Unit ${service}.service could not be found.\n`);
    else process.stderr.write(`Failed to ${verb} ${service}.service: Unit ${service}.service not found.\n`);
    return verb === 'status' ? 4 : 5;
  }
  const running = processOf(machines, node, service) !== undefined;
  if (verb === 'is-active') {
    process.stdout.write(running ? 'active\n' : 'inactive\n');
    return running ? 0 : 3;
  }
  if (verb === 'is-enabled') {
    process.stdout.write('enabled\n');
    return 0;
  }
  if (verb === 'status') return show(process, machines, node, service);
  if (process.uid !== 0) {
    process.stderr.write(
      `Failed to ${verb} ${service}.service: Interactive authentication required.\nSee system logs and 'systemctl status ${service}.service' for details.\n`,
    );
    return 1;
  }
  if (service !== 'kubelet')
    return fail(process, `stopping ${service} on a node is not simulated here; nothing was done`);
  if (verb !== 'start') machines.life.setKubelet(node, 'stopped');
  if (verb !== 'stop') machines.life.setKubelet(node, 'running');
  return 0;
}

/** The service's own process on the node, while it runs. */
function processOf(machines: ClusterMachines, node: string, service: string): Process | undefined {
  const { kernel } = machines.node(node) ?? {};
  return kernel?.processes.find(({ cgroup }) => cgroup.path === `/system.slice/${service}.service`);
}

function show(process: Process, machines: ClusterMachines, node: string, service: string): number {
  const main = processOf(machines, node, service);
  const mark = main === undefined ? '○' : '●';
  const loaded = `${mark} ${service}.service - ${DESCRIPTIONS[service]}\n     Loaded: loaded (/lib/systemd/system/${service}.service; enabled; preset: enabled)\n`;
  if (main === undefined) {
    process.stdout.write(`${loaded}     Active: inactive (dead)\n`);
    return 3;
  }
  const { clock } = process;
  const pid = machines.node(node)?.kernel.pidOf(main) ?? 0;
  const memory = (main.memory / 1024 ** 2).toFixed(1);
  process.stdout.write(
    `${loaded}     Active: active (running) since ${since(main.started)}; ${ago(clock.now - main.started)} ago\n   Main PID: ${pid} (${main.comm})\n      Tasks: 1\n     Memory: ${memory}M\n     CGroup: /system.slice/${service}.service\n             └─${pid} ${main.argv.join(' ')}\n`,
  );
  return 0;
}

/** `Mon 2026-01-05 08:50:11 UTC`. */
function since(moment: number): string {
  const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][civilTime(moment).weekday];
  return `${day} ${formatTime(moment).replace('T', ' ').replace('Z', ' UTC')}`;
}

/** The two largest units, as systemd tells a time that has passed: `2min 5s`, `1h 10min`. */
function ago(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const units = [
    ['day', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ] as const;
  const at = Math.max(
    0,
    units.findIndex(([, size]) => seconds >= size),
  );
  if (seconds < 1) return `${milliseconds}ms`;
  let rest = seconds;
  const words = units.slice(at, at + 2).flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count === 0) return [];
    return [unit === 'day' ? `${count} day${count === 1 ? '' : 's'}` : `${count}${unit}`];
  });
  return words.join(' ');
}

function fail(process: Process, message: string): number {
  process.stderr.write(`systemctl: ${message}\n`);
  return 1;
}
