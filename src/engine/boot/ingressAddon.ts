/** ingress-nginx as its manifest for clouds installs it: a controller behind a load balancer, and the class nginx. */
import { deploymentKind } from '../../kinds/deployment';
import { namespaceKind } from '../../kinds/namespace';
import { ingressClassKind } from '../../kinds/networking/ingressClass';
import { serviceKind } from '../../kinds/service';
import { serviceAccountKind } from '../../kinds/serviceAccount';
import type { Client } from '../client/client';
import { INGRESS_CONTROLLER } from '../network/ingressController';

const NAMESPACE = 'ingress-nginx';
const INGRESS_IMAGE = 'registry.k8s.io/ingress-nginx/controller:v1.12.0';

export function createIngressAddon(client: Client): void {
  const labels = {
    'app.kubernetes.io/instance': 'ingress-nginx',
    'app.kubernetes.io/name': 'ingress-nginx',
  };
  const selector = { ...labels, 'app.kubernetes.io/component': 'controller' };
  const name = 'ingress-nginx-controller';
  client.create(namespaceKind, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: NAMESPACE, labels },
    spec: {},
  });
  client.create(serviceAccountKind, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'ingress-nginx', namespace: NAMESPACE, labels },
  });
  client.create(ingressClassKind, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'nginx', labels: selector },
    spec: { controller: INGRESS_CONTROLLER },
  });
  client.create(serviceKind, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: NAMESPACE, labels: selector },
    spec: {
      type: 'LoadBalancer',
      selector,
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'http', appProtocol: 'http' }],
    },
  });
  client.create(deploymentKind, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: NAMESPACE, labels: selector },
    spec: {
      replicas: 1,
      selector: { matchLabels: selector },
      template: {
        metadata: { labels: selector },
        spec: {
          serviceAccountName: 'ingress-nginx',
          terminationGracePeriodSeconds: 300,
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          containers: [
            {
              name: 'controller',
              image: INGRESS_IMAGE,
              imagePullPolicy: 'IfNotPresent',
              args: ['/nginx-ingress-controller', `--publish-service=$(POD_NAMESPACE)/${name}`],
              env: [{ name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
              ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }],
              readinessProbe: { httpGet: { path: '/healthz', port: 10254 }, periodSeconds: 10 },
              resources: { requests: { cpu: '100m', memory: '90Mi' } },
            },
          ],
        },
      },
    },
  });
}
