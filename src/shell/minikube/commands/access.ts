/** Ways to the cluster: ip, ssh, kubectl, update-context, docker-env, cp. */
import type { FileError } from '../../../engine/files/fileSystem';
import { describeFileError, normalise } from '../../../engine/files/fileSystem';
import { waitForExit } from '../../../engine/processes/kernel';
import { startProgram } from '../../programs';
import { healthyNodes, nodeNamed, runningNodes } from '../cluster';
import { exitingDueTo, exits, MinikubeFailure, notSimulated } from '../failure';
import { addContext, hasContext } from '../kubeConfigFile';
import type { MinikubeCommand } from '../minikubeCommand';
import { runOnNode } from '../remote';

const nodeFlag = {
  name: 'node',
  shorthand: 'n',
  type: 'string',
  usage: 'The node that is meant; else the first one',
} as const;

export const ip: MinikubeCommand = {
  name: 'ip',
  group: 'Troubleshooting',
  short: "Print a node's address",
  flags: [nodeFlag],
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(invocation) {
    const node = nodeNamed(runningNodes(invocation), invocation.flags.string('node'));
    invocation.out.plain(`${node.profile.address}\n`);
    return 0;
  },
};

export const ssh: MinikubeCommand = {
  name: 'ssh',
  group: 'Troubleshooting',
  short: "Open a shell on a node's machine, or run one command there",
  usage: '[-- COMMAND [args...]]',
  flags: [
    nodeFlag,
    { name: 'native-ssh', type: 'bool', default: true, usage: "minikube's own client in place of ssh" },
  ],
  inOrder: true,
  *run(invocation) {
    const { args, flags, process, services } = invocation;
    const node = nodeNamed(runningNodes(invocation), flags.string('node'));
    const line = args.length === 0 ? {} : { command: args.join(' ') };
    const status = yield* runOnNode(process, services, node.profile.name, { user: 'docker', ...line });
    if (status === undefined)
      throw new MinikubeFailure(exits.guestUnavailable, {
        style: 'shrug',
        text: `The ${node.profile.name} host is not running: state=Stopped`,
      });
    if (status !== 0 && args.length > 0) invocation.out.error(`ssh: Process exited with status ${status}\n`);
    return status === 0 ? 0 : args.length > 0 ? 1 : status;
  },
};

export const kubectl: MinikubeCommand = {
  name: 'kubectl',
  group: 'Basic',
  short: "Run a kubectl of the cluster's version",
  usage: '-- [kubectl arguments]',
  inOrder: true,
  *run(invocation) {
    const { process, args, machines } = invocation;
    const child = startProgram(process, ['kubectl', `--context=${machines.profile.context}`, ...args]);
    if (!child.ok) throw exitingDueTo('INET_CACHE_KUBECTL', 40, 'kubectl was not found');
    return (yield* waitForExit(child.value)).code;
  },
};

export const updateContext: MinikubeCommand = {
  name: 'update-context',
  group: 'Configuration and Management',
  short: "Write the cluster's address into the kubeconfig, and make it the current one",
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(invocation) {
    const { machines, out, process } = invocation;
    runningNodes(invocation);
    const { context, apiServerAddress } = machines.profile;
    const known = hasContext(process, machines.profile);
    addContext(process, machines.profile);
    if (known) out.step('celebrate', `No changes required for the "${context}" context`);
    else out.step('celebrate', `"${context}" context has been updated to point to ${apiServerAddress}:8443`);
    out.step('happy', `Current context is "${context}"`);
    return 0;
  },
};

export const dockerEnv: MinikubeCommand = {
  name: 'docker-env',
  group: 'Configuration and Management',
  short: "Print what makes the laptop's docker speak to the node's daemon",
  flags: [
    nodeFlag,
    { name: 'unset', shorthand: 'u', type: 'bool', usage: 'Print how to undo it' },
    { name: 'shell', type: 'string', default: 'bash', usage: 'The shell that reads it', notSimulated: true },
    { name: 'ssh-host', type: 'bool', usage: 'Through ssh', notSimulated: true },
  ],
  *run(invocation) {
    const { flags, out, process, profile } = invocation;
    const names = ['DOCKER_TLS_VERIFY', 'DOCKER_HOST', 'DOCKER_CERT_PATH', 'MINIKUBE_ACTIVE_DOCKERD'];
    if (flags.bool('unset')) {
      out.plain(names.map((name) => `unset ${name};\n`).join(''));
      return 0;
    }
    const node = nodeNamed(runningNodes(invocation), flags.string('node'));
    const values = [
      '1',
      `tcp://${node.profile.address}:2376`,
      `${process.env.get('HOME') ?? ''}/.minikube/certs`,
      profile,
    ];
    out.plain(names.map((name, at) => `export ${name}="${values[at]}"\n`).join(''));
    out.plain("\n# To point your shell to minikube's docker-daemon, run:\n# eval $(minikube -p minikube docker-env)\n");
    return 0;
  },
};

export const cp: MinikubeCommand = {
  name: 'cp',
  group: 'Advanced',
  short: "Copy a file between the laptop and a node's machine",
  usage: '[NODE:]SOURCE [NODE:]TARGET',
  *run(invocation) {
    const { args, machines, process } = invocation;
    const [source, target] = args;
    if (source === undefined || target === undefined || args.length > 2)
      throw exitingDueTo(
        'MK_USAGE',
        exits.usage,
        'Please specify the path to copy: minikube cp <source file path> <target file absolute path>',
      );
    const nodes = healthyNodes(invocation);
    const placeOf = (text: string, remote: boolean) => {
      const [, name = '', path = text] = /^([\w-]+):(.*)$/.exec(text) ?? [];
      if (name === '' && !remote) return { files: process.files, path: normalise(path, process.workingDirectory) };
      if (!path.startsWith('/'))
        throw exitingDueTo(
          'MK_USAGE',
          exits.usage,
          `<target file absolute path> must be an absolute Path. Relative Path is not allowed (example: "${target}")`,
        );
      const machine = machines.node(nodeNamed(nodes, name).profile.name);
      if (machine === undefined) throw notSimulated('this copy');
      return { files: machine.files, path };
    };
    const from = placeOf(source, false);
    const to = placeOf(target, from.files === process.files);
    const text = from.files.read(from.path);
    if (!text.ok) throw copyFailure(source, text.error);
    to.files.makeDirectory(to.path.slice(0, to.path.lastIndexOf('/')) || '/', { parents: true });
    const written = to.files.write(to.path, text.value);
    if (!written.ok) throw copyFailure(target, written.error);
    return 0;
  },
};

function copyFailure(path: string, error: FileError): MinikubeFailure {
  return exitingDueTo('GUEST_CP', exits.guestError, `copying ${path}: ${describeFileError(error).toLowerCase()}`);
}
