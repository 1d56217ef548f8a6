/** The cluster and the files that random command lines are about: every common kind once, small. */

const OBJECTS = `apiVersion: v1
kind: Namespace
metadata: {name: dev, labels: {tier: dev}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: 'nginx:1.27', ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: p, labels: {a: b}, annotations: {note: first}}
spec:
  terminationGracePeriodSeconds: 1
  containers: [{name: c, image: 'nginx:1.27'}, {name: side, image: 'busybox:1.36', command: [sleep, '9999']}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cm, labels: {a: b}}
data: {k: v, other: 'two words'}
---
apiVersion: v1
kind: Secret
metadata: {name: s}
stringData: {password: hidden}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: robot}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  replicas: 1
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: 'busybox:1.36', command: [sleep, '9999']}]}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      terminationGracePeriodSeconds: 1
      nodeSelector: {kubernetes.io/hostname: node-1}
      containers: [{name: c, image: 'busybox:1.36', command: [sleep, '9999']}]
---
apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: 'busybox:1.36', command: [date]}]}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: cj}
spec:
  schedule: '0 0 1 1 *'
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: 'busybox:1.36', command: [date]}]}}}}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: disk}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], storageClassName: none, hostPath: {path: /data}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: claim}
spec: {accessModes: [ReadWriteOnce], storageClassName: none, resources: {requests: {storage: 500Mi}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i}
spec: {rules: [{host: a.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: only-web}
spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader}
rules: [{apiGroups: [''], resources: [pods], verbs: [get, list]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: readers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: robot, namespace: default}]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: budget}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  maxReplicas: 3
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: high}
value: 100
---
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: csr}
spec: {request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIV01IOENBUUF3SFRFTU1Bb0dBMVVFQ2d3RFpHVjJNUTB3Q3dZRFZRUUREQVJoYm01aE1Ga3dFd1lIS29aSQp6ajBDQVFZSUtvWkl6ajBEQVFjRFFnQUV0NVhUU2FpSmd1WjhURGlqVlE3aVNTZUU4bDE4ZndGekRLS0d3eFlDCjBYdmdKQXBoSFFmM3MzTmlJd2RJdEtocXh3dE9HemV3K01jWnBBNWNmVDBjZTZBQU1Bb0dDQ3FHU000OUJBTUMKQTBjQU1FUUNJRUxOTFBXY3lkMHZZaktvYlBqOEJpZVhzY0ltMUxmYk1LdGwveU9vNkdKTkFpQkZ2a29aUWlieApscDI4WVYyRkV4cUdZcmlDdzBNU2haQWVTVTQ3UFJmRTZBPT0KLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==, signerName: example.com/signer, usages: [client auth]}
---
apiVersion: v1
kind: ReplicationController
metadata: {name: old}
spec:
  replicas: 0
  selector: {app: old}
  template: {metadata: {labels: {app: old}}, spec: {containers: [{name: c, image: nginx}]}}
`;

const POD = `apiVersion: v1
kind: Pod
metadata: {name: fresh, labels: {a: b}}
spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: nginx}]}
`;
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cm, labels: {a: c}}\ndata: {k: w}\n';

/** Files at home on either laptop, by path. */
export const files: Readonly<Record<string, string>> = {
  'all.yaml': OBJECTS,
  'pod.yaml': POD,
  'cm.yaml': CONFIG,
  'two.yaml': `${CONFIG}---\n${POD}`,
  'halfWrong.yaml': `${CONFIG}---\n${POD.replace('image: nginx', 'image: 5')}`,
  'list.json': JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: ['one', 'two'].map((name) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: {} })),
  }),
  'deploy.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: 'nginx:1.28', ports: [{containerPort: 80}]}]}
`,
  'unknownField.yaml': POD.replace('image:', 'imag:'),
  'wrongName.yaml': POD.replace('fresh', 'Fresh_One'),
  'wrongKind.yaml': POD.replace('kind: Pod', 'kind: Pood'),
  'otherNamespace.yaml': CONFIG.replace('name: cm', 'name: cm, namespace: dev'),
  'generated.yaml': CONFIG.replace('name: cm', 'generateName: cm-'),
  'broken.yaml': 'apiVersion: v1\nkind: [\n',
  'noKind.yaml': 'apiVersion: v1\nmetadata: {name: x}\n',
  'empty.yaml': '',
  'patch.yaml': 'metadata: {labels: {patched: "yes"}}\n',
  'role.yaml':
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: reader}\nrules: [{apiGroups: [apps], resources: [deployments], verbs: [get]}]\n',
  'kustom/kustomization.yaml': 'namePrefix: k-\nresources: [cm.yaml]\n',
  'kustom/cm.yaml': CONFIG,
  'data/a.txt': 'one\n',
  'data/b.txt': 'two\n',
  'vars.env': 'A=1\nB=two\n# comment\n',
  'columns.txt': 'NAME KIND\nmetadata.name kind\n',
  'template.txt': '{{.kind}} {{.metadata.name}}\n',
  'path.txt': '{.metadata.name}',
  'other.config': `apiVersion: v1
kind: Config
current-context: one
clusters: [{name: here, cluster: {server: 'http://127.0.0.1:9'}}]
contexts: [{name: one, context: {cluster: here, user: me, namespace: dev}}, {name: two, context: {cluster: gone, user: me}}]
users: [{name: me, user: {token: secret}}]
`,
};
