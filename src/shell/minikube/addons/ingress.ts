/**
 * ingress-nginx as minikube installs it: on the node's own ports 80 and 443, with two jobs that make the certificate of
 * its webhook. Nobody calls the webhook: this cluster calls none.
 */
import type { AddonManifest, ManifestObject } from './manifest';

const NAMESPACE = 'ingress-nginx';
const CONTROLLER_IMAGE = 'registry.k8s.io/ingress-nginx/controller:v1.11.3';
const CERTGEN_IMAGE = 'registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.4.4';
const RBAC = 'rbac.authorization.k8s.io';
const LABELS = { 'app.kubernetes.io/instance': 'ingress-nginx', 'app.kubernetes.io/name': 'ingress-nginx' };
const CONTROLLER = { ...LABELS, 'app.kubernetes.io/component': 'controller' };
const WEBHOOK = { ...LABELS, 'app.kubernetes.io/component': 'admission-webhook' };
const ADMISSION = 'ingress-nginx-admission';
const PRIMARY = { 'kubernetes.io/os': 'linux', 'minikube.k8s.io/primary': 'true' };
const POD_NAMESPACE = { name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } };
const READS = ['list', 'watch'];

type Rule = readonly [group: string, resources: readonly string[], verbs: readonly string[]];

function rules(...all: readonly Rule[]) {
  return all.map(([group, resources, verbs]) => ({ apiGroups: [group], resources, verbs }));
}

/** A role and its binding to a service account of the same name. */
function rights(kind: 'ClusterRole' | 'Role', name: string, labels: object, granted: readonly object[]) {
  const apiVersion = `${RBAC}/v1`;
  const metadata = { name, labels, ...(kind === 'Role' ? { namespace: NAMESPACE } : {}) };
  return [
    { apiVersion, kind, metadata, rules: granted },
    {
      apiVersion,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: RBAC, kind, name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: NAMESPACE }],
    },
  ];
}

function account(name: string, labels: object): ManifestObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: NAMESPACE, labels } };
}

function configMap(name: string, data: object = {}): ManifestObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: NAMESPACE, labels: CONTROLLER }, ...data };
}

function service(name: string, spec: object): ManifestObject {
  const metadata = { name, namespace: NAMESPACE, labels: CONTROLLER };
  return { apiVersion: 'v1', kind: 'Service', metadata, spec: { ...spec, selector: CONTROLLER } };
}

function job(step: 'create' | 'patch', args: readonly string[]): ManifestObject {
  const name = `${ADMISSION}-${step}`;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace: NAMESPACE, labels: WEBHOOK },
    spec: {
      template: {
        metadata: { name, labels: WEBHOOK },
        spec: {
          containers: [
            {
              name: step,
              image: CERTGEN_IMAGE,
              imagePullPolicy: 'IfNotPresent',
              args: [step, ...args, '--namespace=$(POD_NAMESPACE)', `--secret-name=${ADMISSION}`],
              env: [POD_NAMESPACE],
              securityContext: { allowPrivilegeEscalation: false },
            },
          ],
          nodeSelector: PRIMARY,
          restartPolicy: 'OnFailure',
          securityContext: { runAsNonRoot: true, runAsUser: 2000 },
          serviceAccountName: ADMISSION,
        },
      },
    },
  };
}

const probe = (failureThreshold: number) => ({
  failureThreshold,
  httpGet: { path: '/healthz', port: 10_254, scheme: 'HTTP' },
  initialDelaySeconds: 10,
  periodSeconds: 10,
});

const container = {
  name: 'controller',
  image: CONTROLLER_IMAGE,
  imagePullPolicy: 'IfNotPresent',
  args: [
    '/nginx-ingress-controller',
    '--election-id=ingress-nginx-leader',
    '--controller-class=k8s.io/ingress-nginx',
    '--watch-ingress-without-class=true',
    '--configmap=$(POD_NAMESPACE)/ingress-nginx-controller',
    '--tcp-services-configmap=$(POD_NAMESPACE)/tcp-services',
    '--udp-services-configmap=$(POD_NAMESPACE)/udp-services',
    '--validating-webhook=:8443',
    '--validating-webhook-certificate=/usr/local/certificates/cert',
    '--validating-webhook-key=/usr/local/certificates/key',
  ],
  env: [
    { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    POD_NAMESPACE,
    { name: 'LD_PRELOAD', value: '/usr/local/lib/libmimalloc.so' },
  ],
  livenessProbe: probe(5),
  readinessProbe: probe(3),
  ports: [
    { name: 'http', containerPort: 80, hostPort: 80, protocol: 'TCP' },
    { name: 'https', containerPort: 443, hostPort: 443, protocol: 'TCP' },
    { name: 'webhook', containerPort: 8443, protocol: 'TCP' },
  ],
  resources: { requests: { cpu: '100m', memory: '90Mi' } },
  securityContext: {
    allowPrivilegeEscalation: true,
    capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
    runAsUser: 101,
  },
  volumeMounts: [{ name: 'webhook-cert', mountPath: '/usr/local/certificates/', readOnly: true }],
};

const deployment: ManifestObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'ingress-nginx-controller', namespace: NAMESPACE, labels: CONTROLLER },
  spec: {
    minReadySeconds: 0,
    revisionHistoryLimit: 10,
    selector: { matchLabels: CONTROLLER },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
    template: {
      metadata: { labels: { ...CONTROLLER, 'gcp-auth-skip-secret': 'true' } },
      spec: {
        containers: [container],
        dnsPolicy: 'ClusterFirst',
        nodeSelector: PRIMARY,
        serviceAccountName: 'ingress-nginx',
        terminationGracePeriodSeconds: 0,
        tolerations: [{ key: 'node-role.kubernetes.io/master', operator: 'Equal', effect: 'NoSchedule' }],
        volumes: [{ name: 'webhook-cert', secret: { secretName: ADMISSION } }],
      },
    },
  },
};

const webhook: ManifestObject = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: ADMISSION, labels: WEBHOOK },
  webhooks: [
    {
      name: 'validate.nginx.ingress.kubernetes.io',
      admissionReviewVersions: ['v1'],
      clientConfig: {
        service: {
          name: 'ingress-nginx-controller-admission',
          namespace: NAMESPACE,
          path: '/networking/v1/ingresses',
        },
      },
      failurePolicy: 'Fail',
      matchPolicy: 'Equivalent',
      rules: [
        {
          apiGroups: ['networking.k8s.io'],
          apiVersions: ['v1'],
          operations: ['CREATE', 'UPDATE'],
          resources: ['ingresses'],
        },
      ],
      sideEffects: 'None',
    },
  ],
};

const clusterRules = rules(
  ['', ['configmaps', 'endpoints', 'nodes', 'pods', 'secrets', 'namespaces'], READS],
  ['', ['nodes'], ['get']],
  ['', ['services'], ['get', ...READS]],
  ['networking.k8s.io', ['ingresses'], ['get', ...READS]],
  ['', ['events'], ['create', 'patch']],
  ['networking.k8s.io', ['ingresses/status'], ['update']],
  ['networking.k8s.io', ['ingressclasses'], ['get', ...READS]],
  ['coordination.k8s.io', ['leases'], READS],
  ['discovery.k8s.io', ['endpointslices'], ['get', ...READS]],
);

const ownRules = rules(
  ['', ['namespaces'], ['get']],
  ['', ['configmaps', 'pods', 'secrets', 'endpoints'], ['get', ...READS]],
  ['', ['services'], ['get', ...READS]],
  ['networking.k8s.io', ['ingresses', 'ingressclasses'], ['get', ...READS]],
  ['networking.k8s.io', ['ingresses/status'], ['update']],
  ['coordination.k8s.io', ['leases'], ['create', 'get', 'update']],
  ['', ['events'], ['create', 'patch']],
  ['discovery.k8s.io', ['endpointslices'], ['get', ...READS]],
);

export const ingressManifest: AddonManifest = {
  images: [CONTROLLER_IMAGE, CERTGEN_IMAGE, CERTGEN_IMAGE],
  mark: `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/ingress-nginx-controller`,
  waitsFor: { namespace: NAMESPACE, labelSelector: 'app.kubernetes.io/name=ingress-nginx' },
  objects: [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE, labels: LABELS } },
    { ...account('ingress-nginx', CONTROLLER), automountServiceAccountToken: true },
    account(ADMISSION, WEBHOOK),
    ...rights('Role', 'ingress-nginx', CONTROLLER, ownRules),
    ...rights('Role', ADMISSION, WEBHOOK, rules(['', ['secrets'], ['get', 'create']])),
    ...rights('ClusterRole', 'ingress-nginx', LABELS, clusterRules),
    ...rights(
      'ClusterRole',
      ADMISSION,
      WEBHOOK,
      rules(['admissionregistration.k8s.io', ['validatingwebhookconfigurations'], ['get', 'update']]),
    ),
    configMap('ingress-nginx-controller', { data: { hsts: 'false' } }),
    configMap('tcp-services'),
    configMap('udp-services'),
    service('ingress-nginx-controller', {
      type: 'NodePort',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ports: [
        { name: 'http', port: 80, protocol: 'TCP', targetPort: 'http', appProtocol: 'http' },
        { name: 'https', port: 443, protocol: 'TCP', targetPort: 'https', appProtocol: 'https' },
      ],
    }),
    service('ingress-nginx-controller-admission', {
      type: 'ClusterIP',
      ports: [{ name: 'https-webhook', port: 443, targetPort: 'webhook', appProtocol: 'https' }],
    }),
    deployment,
    job('create', [
      '--host=ingress-nginx-controller-admission,ingress-nginx-controller-admission.$(POD_NAMESPACE).svc',
    ]),
    job('patch', [`--webhook-name=${ADMISSION}`, '--patch-mutating=false', '--patch-failure-policy=Fail']),
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: {
        name: 'nginx',
        labels: CONTROLLER,
        annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' },
      },
      spec: { controller: 'k8s.io/ingress-nginx' },
    },
    webhook,
  ],
};
