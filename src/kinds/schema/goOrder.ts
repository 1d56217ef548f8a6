/** The order in which Go's structs have their fields, for what clients write as they made it. */
import { definitionName, definitions, type FieldType } from './structure';

/** By definition; `*` for all that isn't named here. Fields that a list leaves out follow in the order of their names. */
const ORDERS: Readonly<Record<string, string>> = {
  '*': 'kind apiVersion metadata spec status',
  'meta/v1.ObjectMeta':
    'name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds labels annotations ownerReferences finalizers managedFields',
  'meta/v1.OwnerReference': 'apiVersion kind name uid controller blockOwnerDeletion',
  'meta/v1.LabelSelector': 'matchLabels matchExpressions',
  'core/v1.ConfigMap': 'kind apiVersion metadata immutable data binaryData',
  'core/v1.Secret': 'kind apiVersion metadata immutable data stringData type',
  'core/v1.ServiceSpec':
    'ports selector clusterIP clusterIPs type externalIPs sessionAffinity loadBalancerIP loadBalancerSourceRanges externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig ipFamilies ipFamilyPolicy allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy trafficDistribution',
  'core/v1.ServicePort': 'name protocol appProtocol port targetPort nodePort',
  'core/v1.ResourceQuotaSpec': 'hard scopes scopeSelector',
  'core/v1.PodTemplateSpec': 'metadata spec',
  'core/v1.PodSpec':
    'volumes initContainers containers ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName serviceAccount automountServiceAccountToken nodeName hostNetwork hostPID hostIPC shareProcessNamespace securityContext imagePullSecrets hostname subdomain affinity schedulerName tolerations hostAliases priorityClassName priority dnsConfig readinessGates runtimeClassName enableServiceLinks preemptionPolicy overhead topologySpreadConstraints setHostnameAsFQDN os hostUsers schedulingGates resourceClaims resources',
  'core/v1.Container':
    'name image command args workingDir ports envFrom env resources resizePolicy restartPolicy volumeMounts volumeDevices livenessProbe readinessProbe startupProbe lifecycle terminationMessagePath terminationMessagePolicy imagePullPolicy securityContext stdin stdinOnce tty',
  'core/v1.ContainerPort': 'name hostPort containerPort protocol hostIP',
  'core/v1.EnvVar': 'name value valueFrom',
  'core/v1.EnvVarSource': 'fieldRef resourceFieldRef configMapKeyRef secretKeyRef',
  'core/v1.EnvFromSource': 'prefix configMapRef secretRef',
  'core/v1.ConfigMapKeySelector': 'name key optional',
  'core/v1.SecretKeySelector': 'name key optional',
  'core/v1.VolumeMount': 'name readOnly recursiveReadOnly mountPath subPath mountPropagation subPathExpr',
  'core/v1.Volume': 'name',
  'core/v1.ProjectedVolumeSource': 'sources defaultMode',
  'core/v1.VolumeProjection': 'secret downwardAPI configMap serviceAccountToken',
  'core/v1.ConfigMapProjection': 'name items optional',
  'core/v1.SecretProjection': 'name items optional',
  'core/v1.ConfigMapVolumeSource': 'name items defaultMode optional',
  'core/v1.KeyToPath': 'key path mode',
  'core/v1.ServiceAccountTokenProjection': 'audience expirationSeconds path',
  'core/v1.DownwardAPIVolumeFile': 'path fieldRef resourceFieldRef mode',
  'core/v1.Toleration': 'key operator value effect tolerationSeconds',
  'core/v1.ResourceRequirements': 'limits requests claims',
  'apps/v1.DeploymentSpec':
    'replicas selector template strategy minReadySeconds revisionHistoryLimit paused progressDeadlineSeconds',
  'apps/v1.DeploymentStrategy': 'type rollingUpdate',
  'apps/v1.RollingUpdateDeployment': 'maxUnavailable maxSurge',
  'apps/v1.DaemonSetSpec': 'selector template updateStrategy minReadySeconds revisionHistoryLimit',
  'apps/v1.StatefulSetSpec':
    'replicas selector template volumeClaimTemplates serviceName podManagementPolicy updateStrategy revisionHistoryLimit minReadySeconds persistentVolumeClaimRetentionPolicy ordinals',
  'batch/v1.JobSpec':
    'parallelism completions activeDeadlineSeconds podFailurePolicy successPolicy backoffLimit backoffLimitPerIndex maxFailedIndexes selector manualSelector template ttlSecondsAfterFinished completionMode suspend podReplacementPolicy managedBy',
  'batch/v1.CronJobSpec':
    'schedule timeZone startingDeadlineSeconds concurrencyPolicy suspend jobTemplate successfulJobsHistoryLimit failedJobsHistoryLimit',
  'autoscaling/v1.HorizontalPodAutoscalerSpec': 'scaleTargetRef minReplicas maxReplicas targetCPUUtilizationPercentage',
  'autoscaling/v1.CrossVersionObjectReference': 'kind name apiVersion',
  'networking/v1.IngressSpec': 'ingressClassName defaultBackend tls rules',
  'networking/v1.IngressTLS': 'hosts secretName',
  'networking/v1.IngressRule': 'host http',
  'networking/v1.HTTPIngressPath': 'path pathType backend',
  'networking/v1.IngressBackend': 'service resource',
  'networking/v1.IngressServiceBackend': 'name port',
  'networking/v1.ServiceBackendPort': 'name number',
  'policy/v1.PodDisruptionBudgetSpec': 'minAvailable selector maxUnavailable unhealthyPodEvictionPolicy',
  'policy/v1.PodDisruptionBudgetStatus':
    'observedGeneration disruptedPods disruptionsAllowed currentHealthy desiredHealthy expectedPods conditions',
  'rbac/v1.PolicyRule': 'verbs apiGroups resources resourceNames nonResourceURLs',
  'rbac/v1.ClusterRole': 'kind apiVersion metadata rules aggregationRule',
  'rbac/v1.RoleBinding': 'kind apiVersion metadata subjects roleRef',
  'rbac/v1.ClusterRoleBinding': 'kind apiVersion metadata subjects roleRef',
  'rbac/v1.Subject': 'kind apiGroup name namespace',
  'rbac/v1.RoleRef': 'apiGroup kind name',
  'scheduling/v1.PriorityClass': 'kind apiVersion metadata value globalDefault description preemptionPolicy',
};

/** A copy of an object of a kind with its members as Go's struct has them; maps have their keys sorted. */
export function inGoOrder(schema: string, object: object): object {
  return ordered({ kind: 'definition', name: definitionName(schema) }, object) as object;
}

function ordered(type: FieldType | undefined, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => ordered(type?.kind === 'list' ? type.of : undefined, item));
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  const definition = type?.kind === 'definition' ? type.name : '';
  const order = (definition === '' ? '' : (ORDERS[definition] ?? ORDERS['*'] ?? '')).split(' ');
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  const keys = Object.keys(record).filter((key) => record[key] !== undefined);
  keys.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const typeOf = (key: string) => (type?.kind === 'map' ? type.of : definitions.get(definition)?.fields.get(key)?.type);
  return Object.fromEntries(keys.map((key) => [key, ordered(typeOf(key), record[key])]));
}
