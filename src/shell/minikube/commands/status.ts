/** minikube status. */
import type { NodeLife } from '../../../engine/boot/clusterLife';
import { nodeNamed, nodesOf } from '../cluster';
import { exitingDueTo, exits } from '../failure';
import { hasContext } from '../kubeConfigFile';
import type { MinikubeCommand, MinikubeInvocation } from '../minikubeCommand';
import { parseTemplate } from '../template';

/** Bits of the exit code. */
const MACHINE_NOT_OK = 1;
const CLUSTER_NOT_OK = 2;
const KUBERNETES_NOT_OK = 4;

interface NodeStatus {
  readonly Name: string;
  readonly Host: string;
  readonly Kubelet: string;
  readonly APIServer: string;
  readonly Kubeconfig: string;
  readonly Worker: boolean;
}

export const status: MinikubeCommand = {
  name: 'status',
  group: 'Basic',
  short: 'Say how the cluster is; the exit code tells too: 1 machine, 2 cluster, 4 Kubernetes are not all right',
  flags: [
    {
      name: 'format',
      shorthand: 'f',
      type: 'string',
      usage: 'A Go template: {{.Name}}, {{.Host}}, {{.Kubelet}}, {{.APIServer}}, {{.Kubeconfig}}',
    },
    { name: 'output', shorthand: 'o', type: 'string', default: 'text', usage: 'text or json' },
    {
      name: 'layout',
      shorthand: 'l',
      type: 'string',
      default: 'nodes',
      usage: 'Of JSON: nodes or cluster',
      notSimulated: true,
    },
    { name: 'node', shorthand: 'n', type: 'string', usage: 'One node only' },
    {
      name: 'watch',
      shorthand: 'w',
      type: 'duration',
      default: '0s',
      alone: '1s',
      usage: 'Again and again',
      notSimulated: true,
    },
  ],
  *run(invocation) {
    const { flags, out } = invocation;
    const output = flags.string('output');
    if (output !== 'text' && output !== 'json')
      throw exitingDueTo('MK_USAGE', exits.usage, `invalid output format: ${output}. Valid values: 'text', 'json'`);
    if (output === 'json' && flags.changed('format'))
      throw exitingDueTo('MK_USAGE', exits.usage, 'Cannot use both --output and --format options');
    const nodes = nodesOf(invocation);
    const shown = flags.changed('node') ? [nodeNamed(nodes, flags.string('node'))] : nodes;
    const statuses = shown.map((node) => statusOf(invocation, node));
    if (output === 'json') {
      out.plain(statuses.length === 1 ? JSON.stringify(statuses[0]) : JSON.stringify(statuses));
      out.plain('\n');
    } else if (flags.changed('format'))
      for (const one of statuses) out.plain(parseTemplate(flags.string('format'), one));
    else for (const one of statuses) out.plain(textOf(one));
    return statuses.reduce((code, one) => code | codeOf(one), 0);
  },
};

function statusOf({ machines, process }: MinikubeInvocation, node: NodeLife): NodeStatus {
  const { powered, paused, kubeletRunning, profile } = node;
  const worker = !profile.roles.includes('control-plane');
  const serving = powered && machines.life.serving;
  const apiServer = !powered ? 'Stopped' : paused ? 'Paused' : serving ? 'Running' : 'Stopped';
  return {
    Name: profile.name,
    Host: powered ? 'Running' : 'Stopped',
    Kubelet: kubeletRunning ? 'Running' : 'Stopped',
    APIServer: worker ? 'Irrelevant' : apiServer,
    Kubeconfig: worker
      ? 'Irrelevant'
      : !powered
        ? 'Stopped'
        : hasContext(process, machines.profile)
          ? 'Configured'
          : 'Misconfigured',
    Worker: worker,
  };
}

function textOf({ Name, Host, Kubelet, APIServer, Kubeconfig, Worker }: NodeStatus): string {
  if (Worker) return `${Name}\ntype: Worker\nhost: ${Host}\nkubelet: ${Kubelet}\n\n`;
  const warning =
    Kubeconfig === 'Misconfigured'
      ? '\n\nWARNING: Your kubectl is pointing to stale minikube-vm.\nTo fix the kubectl context, run `minikube update-context`\n'
      : '';
  return `${Name}\ntype: Control Plane\nhost: ${Host}\nkubelet: ${Kubelet}\napiserver: ${APIServer}\nkubeconfig: ${Kubeconfig}\n\n${warning}`;
}

function codeOf({ Host, Kubelet, APIServer, Kubeconfig, Worker }: NodeStatus): number {
  let code = 0;
  if (Host !== 'Running') code |= MACHINE_NOT_OK;
  if ((APIServer !== 'Running' && !Worker) || Kubelet !== 'Running') code |= CLUSTER_NOT_OK;
  if (Kubeconfig !== 'Configured' && !Worker) code |= KUBERNETES_NOT_OK;
  return code;
}
