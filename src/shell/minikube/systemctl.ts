/** `systemctl` on a node, for the services that there are: kubelet, docker, containerd. */
import type { Process } from '../../engine/processes/process';
import type { ClusterMachines, Command } from '../command';
import { switchOff } from './power';

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  kubelet: 'kubelet: The Kubernetes Node Agent',
  docker: 'Docker Application Container Engine',
  containerd: 'containerd container runtime',
};

const VERBS = ['status', 'start', 'stop', 'restart', 'is-active'];

/** Only the kubelet can be stopped here. */
export function createSystemctl(machines: ClusterMachines, node: string): Command {
  return {
    name: 'systemctl',
    summary: "look at and switch a node's services",
    *run(process) {
      const words = process.argv.slice(1).filter((word) => !['--no-pager', '-q', '--now', '-l'].includes(word));
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
    if (verb === 'status') process.stderr.write(`Unit ${service}.service could not be found.\n`);
    else process.stderr.write(`Failed to ${verb} ${service}.service: Unit ${service}.service not found.\n`);
    return verb === 'status' ? 4 : 5;
  }
  const running =
    service !== 'kubelet' ||
    machines.life.nodes.some(({ profile, kubeletRunning }) => profile.name === node && kubeletRunning);
  if (verb === 'is-active') {
    process.stdout.write(running ? 'active\n' : 'inactive\n');
    return running ? 0 : 3;
  }
  if (verb === 'status') return show(process, service, running);
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

function show(process: Process, service: string, running: boolean): number {
  const mark = running ? '●' : '○';
  process.stdout.write(
    `${mark} ${service}.service - ${DESCRIPTIONS[service]}\n     Loaded: loaded (/lib/systemd/system/${service}.service; enabled; preset: enabled)\n     Active: ${running ? 'active (running)' : 'inactive (dead)'}\n`,
  );
  return running ? 0 : 3;
}

function fail(process: Process, message: string): number {
  process.stderr.write(`systemctl: ${message}\n`);
  return 1;
}
