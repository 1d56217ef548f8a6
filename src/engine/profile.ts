/** What a cluster looks like when the world begins, as data. */
import type { Identity } from './client/door';
import type { StorageProfile } from './storage/storageProfile';

export interface NodeProfile {
  readonly name: string;
  readonly address: string;
  readonly podCidr: string;
  /** Such as `2` and `4Gi`. */
  readonly cpu: string;
  readonly memory: string;
  readonly pods: number;
  readonly roles: readonly string[];
  readonly taints: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  readonly labels: Readonly<Record<string, string>>;
  readonly osImage: string;
  readonly kernelVersion: string;
  /** Such as `20Gi`. */
  readonly ephemeralStorage: string;
  /** /etc/machine-id; made up from the name when left out. */
  readonly machineId?: string;
  /** When it joined, in milliseconds after the cluster was started; 0 when left out. */
  readonly joinedAfter?: number;
}

export interface ClusterProfile {
  readonly name: string;
  readonly nodes: readonly NodeProfile[];
  /** True for an API server with its controllers alone: nothing is scheduled, and whoever asks may do everything. */
  readonly controlPlaneOnly?: boolean;
  /** Admission plugins that are switched off, by their names (`--disable-admission-plugins`). */
  readonly withoutAdmission?: readonly string[];
  /** Bearer tokens and who they stand for (`--token-auth-file`). */
  readonly tokens?: Readonly<Record<string, Identity>>;
  /** `https://127.0.0.1:6443`: what cluster-info prints and the kubeconfig holds. */
  readonly server: string;
  /** Where the API server listens for the cluster itself: the endpoint of the `kubernetes` service. */
  readonly apiServerAddress: string;
  /** The kubeconfig's names: context, cluster, user. */
  readonly context: string;
  readonly clusterName: string;
  readonly userName: string;
  /** The network that nodes and laptop share, such as `10.0.0.0/24`, and the laptop's address in it. */
  readonly nodeNetwork: string;
  readonly laptopAddress: string;
  /** Whose shell it is on the laptop: `learner` when left out. */
  readonly laptopUser?: 'root';
  /** In bytes; 4 GiB when left out. */
  readonly laptopMemory?: number;
  /** Docker on the laptop; without it there is none. */
  readonly docker?: {
    /** Where its daemon listens, when that is not the usual socket: `unix:///...`; the shell's DOCKER_HOST then says so. */
    readonly socket?: string;
    /** Images that are there from the beginning, by their names in the catalogue; or those of the recorded machine. */
    readonly images: readonly string[] | 'handmade';
    /** True when a registry runs on the laptop's port 5000. */
    readonly registry?: boolean;
  };
  readonly serviceCidr: string;
  readonly runtime: { readonly scheme: string; readonly version: string };
  readonly version: string;
  /** What the API server says of its build, beyond or instead of what follows from the version: its commit, ... */
  readonly build?: Readonly<Record<string, string>>;
  /** True when a cloud controller manager hands out load balancer addresses. */
  readonly cloud: boolean;
  /** True when ingress-nginx serves ingresses of the class nginx. */
  readonly ingressController?: boolean;
  /** Who makes volumes for claims that name no class; without it nobody does. */
  readonly storage?: StorageProfile;
  /** flannel's backend, where it sees to the ways between the nodes' pods; else the site's network does. */
  readonly flannel?: 'host-gw' | 'vxlan';
  /** True when the pod network enforces network policies; else they are objects that nobody heeds. */
  readonly networkPolicies: boolean;
  /** True when kube-system holds DNS and the parts that a real cluster runs there. */
  readonly systemPods: boolean;
  /** True when a metrics server measures what nodes and pods use. */
  readonly metrics?: boolean;
  /** True when any image name can be pulled (unknown ones just run), but those that contain `nope`. */
  readonly anyImage: boolean;
  /** How long ago the cluster was started when the learner arrives, in milliseconds. */
  readonly age: number;
  readonly kubelet: {
    /** True: one image at a time on a node, as kubelets do unless told otherwise. */
    readonly serializeImagePulls: boolean;
    /** True when node status lists the images that are on the node. */
    readonly reportImages: boolean;
  };
  /** Fixed durations in milliseconds where the profile has them; else they follow from sizes and programs. */
  readonly durations?: { readonly sandbox?: number; readonly pull?: number; readonly stop?: number };
}
