/**
 * Kubernetes' internal Go types of the specs of pods, claims and volumes: names and order of fields, as differences print them. Fields are
 * written `GoName:jsonName:type`; no JSON name means an embedded struct. Types are s(tring), i(nteger), b(oolean),
 * q(uantity), p(ort), a struct's name, `=T` for texts with a type of their own, `*T`, `[]T` and `{}T`.
 */

export type GoType =
  | { readonly kind: 'string'; readonly name?: string }
  | { readonly kind: 'integer' | 'boolean' | 'quantity' | 'port' }
  | { readonly kind: 'pointer'; readonly of: GoType }
  | { readonly kind: 'list'; readonly of: GoType }
  | { readonly kind: 'map'; readonly of: GoType }
  | { readonly kind: 'struct'; readonly name: string };

interface GoField {
  readonly name: string;
  /** Undefined for an embedded struct, whose fields stand in the same JSON object. */
  readonly json: string | undefined;
  readonly type: GoType;
}

export function goFields(struct: string): readonly GoField[] {
  const text = structs[struct] ?? '';
  return text.split(' ').flatMap((field) => {
    const [name = '', json = '', type = 's'] = field.split(':');
    return name === '' ? [] : [{ name, json: json === '' ? undefined : json, type: goType(type) }];
  });
}

/** `[]core.Container`, `core.ResourceList`, `map[string]string`. */
export function goTypeText(type: GoType): string {
  switch (type.kind) {
    case 'struct':
      return `core.${type.name}`;
    case 'list':
      return `[]${goTypeText(type.of)}`;
    case 'map':
      return type.of.kind === 'quantity' ? 'core.ResourceList' : 'map[string]string';
    case 'port':
      return 'intstr.IntOrString';
    case 'quantity':
      return 'resource.Quantity';
    case 'integer':
      return 'int64';
    case 'string':
      return type.name === undefined ? 'string' : `core.${type.name}`;
    default:
      return type.kind;
  }
}

function goType(code: string): GoType {
  if (code.startsWith('*')) return { kind: 'pointer', of: goType(code.slice(1)) };
  if (code.startsWith('[]')) return { kind: 'list', of: goType(code.slice(2)) };
  if (code.startsWith('{}')) return { kind: 'map', of: goType(code.slice(2)) };
  if (code.startsWith('=')) return { kind: 'string', name: code.slice(1) };
  const scalar = scalars[code];
  return scalar === undefined ? { kind: 'struct', name: code } : { kind: scalar };
}

const scalars: Readonly<Record<string, 'string' | 'integer' | 'boolean' | 'quantity' | 'port'>> = {
  s: 'string',
  i: 'integer',
  b: 'boolean',
  q: 'quantity',
  p: 'port',
};

const handlers = 'Exec:exec:*ExecAction HTTPGet:httpGet:*HTTPGetAction TCPSocket:tcpSocket:*TCPSocketAction';
const keySelector = 'LocalObjectReference::LocalObjectReference Key:key:s Optional:optional:*b';
const items = 'Items:items:[]KeyToPath';

const containerFields =
  'Name:name:s Image:image:s Command:command:[]s Args:args:[]s WorkingDir:workingDir:s Ports:ports:[]ContainerPort ' +
  'EnvFrom:envFrom:[]EnvFromSource Env:env:[]EnvVar Resources:resources:ResourceRequirements ' +
  'ResizePolicy:resizePolicy:[]ContainerResizePolicy RestartPolicy:restartPolicy:*s ' +
  'VolumeMounts:volumeMounts:[]VolumeMount VolumeDevices:volumeDevices:[]VolumeDevice ' +
  'LivenessProbe:livenessProbe:*Probe ReadinessProbe:readinessProbe:*Probe StartupProbe:startupProbe:*Probe ' +
  'Lifecycle:lifecycle:*Lifecycle TerminationMessagePath:terminationMessagePath:s ' +
  'TerminationMessagePolicy:terminationMessagePolicy:s ImagePullPolicy:imagePullPolicy:s ' +
  'SecurityContext:securityContext:*SecurityContext Stdin:stdin:b StdinOnce:stdinOnce:b TTY:tty:b';

const structs: Readonly<Record<string, string>> = {
  PodSpec:
    'Volumes:volumes:[]Volume InitContainers:initContainers:[]Container Containers:containers:[]Container ' +
    'EphemeralContainers:ephemeralContainers:[]EphemeralContainer RestartPolicy:restartPolicy:s ' +
    'TerminationGracePeriodSeconds:terminationGracePeriodSeconds:*i ActiveDeadlineSeconds:activeDeadlineSeconds:*i ' +
    'DNSPolicy:dnsPolicy:s NodeSelector:nodeSelector:{}s ServiceAccountName:serviceAccountName:s ' +
    'AutomountServiceAccountToken:automountServiceAccountToken:*b NodeName:nodeName:s ' +
    'SecurityContext:securityContext:*PodSecurityContext ImagePullSecrets:imagePullSecrets:[]LocalObjectReference ' +
    'Hostname:hostname:s Subdomain:subdomain:s SetHostnameAsFQDN:setHostnameAsFQDN:*b Affinity:affinity:*Affinity ' +
    'SchedulerName:schedulerName:s Tolerations:tolerations:[]Toleration HostAliases:hostAliases:[]HostAlias ' +
    'PriorityClassName:priorityClassName:s Priority:priority:*i PreemptionPolicy:preemptionPolicy:*s ' +
    'DNSConfig:dnsConfig:*PodDNSConfig ReadinessGates:readinessGates:[]PodReadinessGate ' +
    'RuntimeClassName:runtimeClassName:*s Overhead:overhead:{}q EnableServiceLinks:enableServiceLinks:*b ' +
    'TopologySpreadConstraints:topologySpreadConstraints:[]TopologySpreadConstraint OS:os:*PodOS ' +
    'SchedulingGates:schedulingGates:[]PodSchedulingGate ResourceClaims:resourceClaims:[]PodResourceClaim ' +
    'Resources:resources:*ResourceRequirements',
  Container: containerFields,
  EphemeralContainer: 'EphemeralContainerCommon::EphemeralContainerCommon TargetContainerName:targetContainerName:s',
  EphemeralContainerCommon: containerFields,
  Affinity:
    'NodeAffinity:nodeAffinity:*NodeAffinity PodAffinity:podAffinity:*PodAffinity ' +
    'PodAntiAffinity:podAntiAffinity:*PodAntiAffinity',
  Capabilities: 'Add:add:[]s Drop:drop:[]s',
  ConfigMapEnvSource: 'LocalObjectReference::LocalObjectReference Optional:optional:*b',
  ConfigMapKeySelector: keySelector,
  ConfigMapProjection: `LocalObjectReference::LocalObjectReference ${items} Optional:optional:*b`,
  ConfigMapVolumeSource: `LocalObjectReference::LocalObjectReference ${items} DefaultMode:defaultMode:*i Optional:optional:*b`,
  ContainerPort: 'Name:name:s HostPort:hostPort:i ContainerPort:containerPort:i Protocol:protocol:s HostIP:hostIP:s',
  ContainerResizePolicy: 'ResourceName:resourceName:s RestartPolicy:restartPolicy:s',
  DownwardAPIProjection: 'Items:items:[]DownwardAPIVolumeFile',
  DownwardAPIVolumeFile:
    'Path:path:s FieldRef:fieldRef:*ObjectFieldSelector ResourceFieldRef:resourceFieldRef:*ResourceFieldSelector Mode:mode:*i',
  DownwardAPIVolumeSource: 'Items:items:[]DownwardAPIVolumeFile DefaultMode:defaultMode:*i',
  EmptyDirVolumeSource: 'Medium:medium:s SizeLimit:sizeLimit:*q',
  EnvFromSource: 'Prefix:prefix:s ConfigMapRef:configMapRef:*ConfigMapEnvSource SecretRef:secretRef:*SecretEnvSource',
  EnvVar: 'Name:name:s Value:value:s ValueFrom:valueFrom:*EnvVarSource',
  EnvVarSource:
    'FieldRef:fieldRef:*ObjectFieldSelector ResourceFieldRef:resourceFieldRef:*ResourceFieldSelector ' +
    'ConfigMapKeyRef:configMapKeyRef:*ConfigMapKeySelector SecretKeyRef:secretKeyRef:*SecretKeySelector',
  ExecAction: 'Command:command:[]s',
  GRPCAction: 'Port:port:i Service:service:*s',
  HTTPGetAction: 'Path:path:s Port:port:p Host:host:s Scheme:scheme:s HTTPHeaders:httpHeaders:[]HTTPHeader',
  HTTPHeader: 'Name:name:s Value:value:s',
  HostAlias: 'IP:ip:s Hostnames:hostnames:[]s',
  HostPathVolumeSource: 'Path:path:s Type:type:*s',
  KeyToPath: 'Key:key:s Path:path:s Mode:mode:*i',
  LabelSelector: 'MatchLabels:matchLabels:{}s MatchExpressions:matchExpressions:[]LabelSelectorRequirement',
  LabelSelectorRequirement: 'Key:key:s Operator:operator:s Values:values:[]s',
  Lifecycle: 'PostStart:postStart:*LifecycleHandler PreStop:preStop:*LifecycleHandler',
  LifecycleHandler: `${handlers} Sleep:sleep:*SleepAction`,
  LocalObjectReference: 'Name:name:s',
  NFSVolumeSource: 'Server:server:s Path:path:s ReadOnly:readOnly:b',
  NodeAffinity:
    'RequiredDuringSchedulingIgnoredDuringExecution:requiredDuringSchedulingIgnoredDuringExecution:*NodeSelector ' +
    'PreferredDuringSchedulingIgnoredDuringExecution:preferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm',
  NodeSelector: 'NodeSelectorTerms:nodeSelectorTerms:[]NodeSelectorTerm',
  NodeSelectorRequirement: 'Key:key:s Operator:operator:s Values:values:[]s',
  NodeSelectorTerm:
    'MatchExpressions:matchExpressions:[]NodeSelectorRequirement MatchFields:matchFields:[]NodeSelectorRequirement',
  ObjectFieldSelector: 'APIVersion:apiVersion:s FieldPath:fieldPath:s',
  CSIPersistentVolumeSource:
    'Driver:driver:s VolumeHandle:volumeHandle:s ReadOnly:readOnly:b FSType:fsType:s VolumeAttributes:volumeAttributes:{}s ' +
    'ControllerPublishSecretRef:controllerPublishSecretRef:*SecretReference ' +
    'NodeStageSecretRef:nodeStageSecretRef:*SecretReference NodePublishSecretRef:nodePublishSecretRef:*SecretReference ' +
    'ControllerExpandSecretRef:controllerExpandSecretRef:*SecretReference NodeExpandSecretRef:nodeExpandSecretRef:*SecretReference',
  LocalVolumeSource: 'Path:path:s FSType:fsType:*s',
  PersistentVolumeClaimSpec:
    'AccessModes:accessModes:[]=PersistentVolumeAccessMode Selector:selector:*LabelSelector ' +
    'Resources:resources:VolumeResourceRequirements VolumeName:volumeName:s StorageClassName:storageClassName:*s ' +
    'VolumeMode:volumeMode:*s DataSource:dataSource:*TypedLocalObjectReference ' +
    'DataSourceRef:dataSourceRef:*TypedObjectReference VolumeAttributesClassName:volumeAttributesClassName:*s',
  PersistentVolumeSource:
    'GCEPersistentDisk:gcePersistentDisk:*GCEPersistentDiskVolumeSource ' +
    'AWSElasticBlockStore:awsElasticBlockStore:*AWSElasticBlockStoreVolumeSource HostPath:hostPath:*HostPathVolumeSource ' +
    'Glusterfs:glusterfs:*GlusterfsPersistentVolumeSource NFS:nfs:*NFSVolumeSource RBD:rbd:*RBDPersistentVolumeSource ' +
    'Quobyte:quobyte:*QuobyteVolumeSource ISCSI:iscsi:*ISCSIPersistentVolumeSource ' +
    'FlexVolume:flexVolume:*FlexPersistentVolumeSource Cinder:cinder:*CinderPersistentVolumeSource ' +
    'CephFS:cephfs:*CephFSPersistentVolumeSource FC:fc:*FCVolumeSource Flocker:flocker:*FlockerVolumeSource ' +
    'AzureFile:azureFile:*AzureFilePersistentVolumeSource VsphereVolume:vsphereVolume:*VsphereVirtualDiskVolumeSource ' +
    'AzureDisk:azureDisk:*AzureDiskVolumeSource PhotonPersistentDisk:photonPersistentDisk:*PhotonPersistentDiskVolumeSource ' +
    'PortworxVolume:portworxVolume:*PortworxVolumeSource ScaleIO:scaleIO:*ScaleIOPersistentVolumeSource ' +
    'Local:local:*LocalVolumeSource StorageOS:storageos:*StorageOSPersistentVolumeSource CSI:csi:*CSIPersistentVolumeSource',
  PersistentVolumeClaimVolumeSource: 'ClaimName:claimName:s ReadOnly:readOnly:b',
  PodDNSConfig: 'Nameservers:nameservers:[]s Searches:searches:[]s Options:options:[]PodDNSConfigOption',
  PodDNSConfigOption: 'Name:name:s Value:value:*s',
  PodOS: 'Name:name:s',
  PodReadinessGate: 'ConditionType:conditionType:s',
  PodSchedulingGate: 'Name:name:s',
  PodSecurityContext:
    'HostNetwork:hostNetwork:b HostPID:hostPID:b HostIPC:hostIPC:b ShareProcessNamespace:shareProcessNamespace:*b ' +
    'HostUsers:hostUsers:*b SELinuxOptions:seLinuxOptions:*SELinuxOptions ' +
    'WindowsOptions:windowsOptions:*WindowsSecurityContextOptions RunAsUser:runAsUser:*i RunAsGroup:runAsGroup:*i ' +
    'RunAsNonRoot:runAsNonRoot:*b SupplementalGroups:supplementalGroups:[]i ' +
    'SupplementalGroupsPolicy:supplementalGroupsPolicy:*s FSGroup:fsGroup:*i ' +
    'FSGroupChangePolicy:fsGroupChangePolicy:*s Sysctls:sysctls:[]Sysctl SeccompProfile:seccompProfile:*SeccompProfile ' +
    'AppArmorProfile:appArmorProfile:*AppArmorProfile SELinuxChangePolicy:seLinuxChangePolicy:*s',
  PreferredSchedulingTerm: 'Weight:weight:i Preference:preference:NodeSelectorTerm',
  Probe:
    'ProbeHandler::ProbeHandler InitialDelaySeconds:initialDelaySeconds:i TimeoutSeconds:timeoutSeconds:i ' +
    'PeriodSeconds:periodSeconds:i SuccessThreshold:successThreshold:i FailureThreshold:failureThreshold:i ' +
    'TerminationGracePeriodSeconds:terminationGracePeriodSeconds:*i',
  ProbeHandler: `${handlers} GRPC:grpc:*GRPCAction`,
  ProjectedVolumeSource: 'Sources:sources:[]VolumeProjection DefaultMode:defaultMode:*i',
  ResourceFieldSelector: 'ContainerName:containerName:s Resource:resource:s Divisor:divisor:q',
  ResourceRequirements: 'Limits:limits:{}q Requests:requests:{}q Claims:claims:[]ResourceClaim',
  SeccompProfile: 'Type:type:s LocalhostProfile:localhostProfile:*s',
  SecretEnvSource: 'LocalObjectReference::LocalObjectReference Optional:optional:*b',
  SecretKeySelector: keySelector,
  SecretProjection: `LocalObjectReference::LocalObjectReference ${items} Optional:optional:*b`,
  SecretVolumeSource: `SecretName:secretName:s ${items} DefaultMode:defaultMode:*i Optional:optional:*b`,
  SecurityContext:
    'Capabilities:capabilities:*Capabilities Privileged:privileged:*b SELinuxOptions:seLinuxOptions:*SELinuxOptions ' +
    'WindowsOptions:windowsOptions:*WindowsSecurityContextOptions RunAsUser:runAsUser:*i RunAsGroup:runAsGroup:*i ' +
    'RunAsNonRoot:runAsNonRoot:*b ReadOnlyRootFilesystem:readOnlyRootFilesystem:*b ' +
    'AllowPrivilegeEscalation:allowPrivilegeEscalation:*b ProcMount:procMount:*s ' +
    'SeccompProfile:seccompProfile:*SeccompProfile AppArmorProfile:appArmorProfile:*AppArmorProfile',
  ServiceAccountTokenProjection: 'Audience:audience:s ExpirationSeconds:expirationSeconds:i Path:path:s',
  SecretReference: 'Name:name:s Namespace:namespace:s',
  SleepAction: 'Seconds:seconds:i',
  Sysctl: 'Name:name:s Value:value:s',
  TCPSocketAction: 'Port:port:p Host:host:s',
  Toleration: 'Key:key:s Operator:operator:s Value:value:s Effect:effect:s TolerationSeconds:tolerationSeconds:*i',
  TopologySpreadConstraint:
    'MaxSkew:maxSkew:i TopologyKey:topologyKey:s WhenUnsatisfiable:whenUnsatisfiable:s ' +
    'LabelSelector:labelSelector:*LabelSelector MinDomains:minDomains:*i NodeAffinityPolicy:nodeAffinityPolicy:*s ' +
    'NodeTaintsPolicy:nodeTaintsPolicy:*s MatchLabelKeys:matchLabelKeys:[]s',
  TypedLocalObjectReference: 'APIGroup:apiGroup:*s Kind:kind:s Name:name:s',
  TypedObjectReference: 'APIGroup:apiGroup:*s Kind:kind:s Name:name:s Namespace:namespace:*s',
  VolumeResourceRequirements: 'Limits:limits:{}q Requests:requests:{}q',
  Volume: 'Name:name:s VolumeSource::VolumeSource',
  VolumeDevice: 'Name:name:s DevicePath:devicePath:s',
  VolumeMount:
    'Name:name:s ReadOnly:readOnly:b RecursiveReadOnly:recursiveReadOnly:*s MountPath:mountPath:s SubPath:subPath:s ' +
    'MountPropagation:mountPropagation:*s SubPathExpr:subPathExpr:s',
  VolumeProjection:
    'Secret:secret:*SecretProjection DownwardAPI:downwardAPI:*DownwardAPIProjection ' +
    'ConfigMap:configMap:*ConfigMapProjection ServiceAccountToken:serviceAccountToken:*ServiceAccountTokenProjection ' +
    'ClusterTrustBundle:clusterTrustBundle:*ClusterTrustBundleProjection',
  VolumeSource:
    'HostPath:hostPath:*HostPathVolumeSource EmptyDir:emptyDir:*EmptyDirVolumeSource ' +
    'GCEPersistentDisk:gcePersistentDisk:*GCEPersistentDiskVolumeSource ' +
    'AWSElasticBlockStore:awsElasticBlockStore:*AWSElasticBlockStoreVolumeSource GitRepo:gitRepo:*GitRepoVolumeSource ' +
    'Secret:secret:*SecretVolumeSource NFS:nfs:*NFSVolumeSource ISCSI:iscsi:*ISCSIVolumeSource ' +
    'Glusterfs:glusterfs:*GlusterfsVolumeSource ' +
    'PersistentVolumeClaim:persistentVolumeClaim:*PersistentVolumeClaimVolumeSource RBD:rbd:*RBDVolumeSource ' +
    'Quobyte:quobyte:*QuobyteVolumeSource FlexVolume:flexVolume:*FlexVolumeSource Cinder:cinder:*CinderVolumeSource ' +
    'CephFS:cephfs:*CephFSVolumeSource Flocker:flocker:*FlockerVolumeSource ' +
    'DownwardAPI:downwardAPI:*DownwardAPIVolumeSource FC:fc:*FCVolumeSource AzureFile:azureFile:*AzureFileVolumeSource ' +
    'ConfigMap:configMap:*ConfigMapVolumeSource VsphereVolume:vsphereVolume:*VsphereVirtualDiskVolumeSource ' +
    'AzureDisk:azureDisk:*AzureDiskVolumeSource PhotonPersistentDisk:photonPersistentDisk:*PhotonPersistentDiskVolumeSource ' +
    'Projected:projected:*ProjectedVolumeSource PortworxVolume:portworxVolume:*PortworxVolumeSource ' +
    'ScaleIO:scaleIO:*ScaleIOVolumeSource StorageOS:storageos:*StorageOSVolumeSource CSI:csi:*CSIVolumeSource ' +
    'Ephemeral:ephemeral:*EphemeralVolumeSource Image:image:*ImageVolumeSource',
};
