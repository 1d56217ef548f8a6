/** A pod's sandbox: its namespaces, held by the pause process, and the files that its containers share. */
import type { FileSystem } from '../files/fileSystem';
import type { Host } from '../network/host';
import type { NetworkNamespace } from '../network/namespace';
import type { Cgroup } from '../processes/cgroup';
import type { Kernel } from '../processes/kernel';
import type { Namespaces } from '../processes/namespaces';
import type { Process } from '../processes/process';
import type { Container } from './container';
import type { Image } from './images/image';
import type { Sandbox, SandboxOptions } from './runtime';

export class PodSandbox implements Sandbox {
  readonly id: string;
  readonly options: SandboxOptions;
  readonly address: string | undefined;
  readonly network: NetworkNamespace;
  /** The namespace's own host; undefined with host network. */
  readonly host: Host | undefined;
  /** Holds the namespaces as long as it runs. */
  readonly pause: Container;
  readonly pauseImage: Image;
  /** The namespaces that its containers share. */
  readonly namespaces: Pick<Namespaces, 'uts' | 'ipc'>;
  /** The shim that pause and the containers are children of. */
  readonly shim: Process;
  /** Of the pod, in the machine's tree. */
  readonly cgroup: Cgroup;
  /** The runtime's: `containerd://`. */
  readonly scheme: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Volumes that its containers share, by name. */
  readonly volumes = new Map<string, FileSystem>();
  /** IDs of its containers, oldest first. */
  readonly containers: string[] = [];

  constructor(parts: {
    readonly id: string;
    readonly options: SandboxOptions;
    readonly address: string | undefined;
    readonly network: NetworkNamespace;
    readonly host: Host | undefined;
    readonly pause: Container;
    readonly pauseImage: Image;
    readonly namespaces: Pick<Namespaces, 'uts' | 'ipc'>;
    readonly shim: Process;
    readonly cgroup: Cgroup;
    readonly scheme: string;
  }) {
    this.id = parts.id;
    this.options = parts.options;
    this.address = parts.address;
    this.network = parts.network;
    this.host = parts.host;
    this.pause = parts.pause;
    this.pauseImage = parts.pauseImage;
    this.namespaces = parts.namespaces;
    this.shim = parts.shim;
    this.cgroup = parts.cgroup;
    this.scheme = parts.scheme;
    this.createdAt = parts.pause.createdAt;
  }

  /** The PID namespace that its containers share, where they do. */
  get sharedPids(): Kernel | undefined {
    return this.options.pidNamespace === undefined ? undefined : this.pause.place?.pid;
  }

  /** What the kubelet writes for every container of the pod. */
  get configuration(): Readonly<Record<string, string>> {
    const { hostname, dns } = this.options;
    return {
      '/etc/hostname': `${hostname}\n`,
      '/etc/hosts': hostsText(this.address, this.options),
      '/etc/resolv.conf': resolvText(dns),
    };
  }
}

/** A pod's /etc/hosts as the kubelet manages it. */
export function hostsText(address: string | undefined, options: SandboxOptions): string {
  const { hostname, domainName, hosts = '' } = options;
  const names = domainName === undefined ? hostname : `${domainName}\t${hostname}`;
  const own = address === undefined ? '' : `${address}\t${names}\n`;
  return `# Kubernetes-managed hosts file${options.hostNetwork ? ' (host network)' : ''}.
127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
fe00::0\tip6-mcastprefix
fe00::1\tip6-allnodes
fe00::2\tip6-allrouters
${own}${hosts}`;
}

function resolvText({ searches, nameservers, options = [] }: SandboxOptions['dns']): string {
  const search = searches.length === 0 ? '' : `search ${searches.join(' ')}\n`;
  const servers = nameservers.map((server) => `nameserver ${server}\n`).join('');
  return `${search}${servers}${options.length === 0 ? '' : `options ${options.join(' ')}\n`}`;
}

/** The pod that a sandbox is for, as the trace names objects. */
export function podObject(options: SandboxOptions) {
  return { resource: 'pods', namespace: options.podNamespace, name: options.podName, uid: options.podUid };
}
