/** `ssh` from the laptop to a node of the cluster, whose root has the laptop's key. */
import type { Command, ShellServices } from './command';
import { runOnNode } from './minikube/remote';

const USAGE = 'usage: ssh [-t] [-l login_name] [user@]destination [command [argument ...]]\n';

export function createSsh(services: ShellServices): Command {
  return {
    name: 'ssh',
    summary: "a shell on one of the cluster's machines",
    *run(process) {
      const words = process.argv.slice(1);
      let user = 'root';
      while (words[0]?.startsWith('-') === true) {
        const option = words.shift() ?? '';
        if (option === '-l') user = words.shift() ?? '';
        else if (!['-t', '-T', '-q', '-A'].includes(option)) {
          process.stderr.write(`ssh: the option ${option} is not simulated here\n${USAGE}`);
          return 255;
        }
      }
      const [destination, ...command] = words;
      if (destination === undefined) {
        process.stderr.write(USAGE);
        return 255;
      }
      const [first = '', second] = destination.split('@');
      if (second !== undefined) user = first;
      const name = second ?? first;
      const known = services.machines?.life.nodes.find(
        ({ profile }) => profile.name === name || profile.address === name,
      );
      if (known === undefined) {
        const why = /^[\d.]+$/.test(name)
          ? `connect to host ${name} port 22: Connection refused`
          : `Could not resolve hostname ${name}: Name or service not known`;
        process.stderr.write(`ssh: ${why}\n`);
        return 255;
      }
      const line = command.length === 0 ? {} : { command: command.join(' ') };
      const status = yield* runOnNode(process, services, known.profile.name, { user, ...line });
      const lost = services.machines?.life.nodes.every((node) => node.profile !== known.profile || !node.powered);
      if (status !== undefined && lost === true) {
        process.stderr.write(`Connection to ${name} closed by remote host.\n`);
        return 255;
      }
      if (status !== undefined) return status;
      const { address } = known.profile;
      process.stderr.write(
        known.powered
          ? `${user}@${name}: Permission denied (publickey).\n`
          : `ssh: connect to host ${address} port 22: No route to host\n`,
      );
      return 255;
    },
    *complete({ words }) {
      const names = (services.machines?.life.nodes ?? []).map(({ profile }) => profile.name);
      return words.length <= 2 ? { items: names } : { items: [], files: 'files' };
    },
  };
}
