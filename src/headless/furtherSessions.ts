/** More sessions for `bothClients`: volumes, access, nodes, jobs, files of several objects. */
import type { SharedSession } from './bothClients';

const STATEFUL = `apiVersion: v1
kind: Service
metadata: {name: db}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  replicas: 2
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: c, image: 'busybox:1.36', command: [sleep, '3600']}]}
`;
const DAEMON = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: {containers: [{name: c, image: 'busybox:1.36', command: [sleep, '3600']}]}
`;
const VOLUMES = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: slow}
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: disk}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], storageClassName: slow, hostPath: {path: /data}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: claim}
spec: {accessModes: [ReadWriteOnce], storageClassName: slow, resources: {requests: {storage: 500Mi}}}
`;
const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: only-web}
spec:
  podSelector: {matchLabels: {app: db}}
  policyTypes: [Ingress, Egress]
  ingress: [{from: [{podSelector: {matchLabels: {app: web}}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 5432}]}]
`;
const LIMITS = `apiVersion: v1
kind: LimitRange
metadata: {name: limits}
spec: {limits: [{type: Container, default: {cpu: 200m}, defaultRequest: {cpu: 100m}, max: {cpu: '1'}}]}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: quota}
spec: {hard: {pods: '1', requests.cpu: '1'}}
`;
const ROLES = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: looker}
rules: [{apiGroups: [''], resources: [pods, pods/log], verbs: [get, list]}, {nonResourceURLs: [/metrics], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: lookers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: looker}
subjects: [{kind: User, name: anna}, {kind: ServiceAccount, name: default, namespace: default}]
`;
const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: crons.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: crons, singular: cron, kind: Cron, shortNames: [cn]}
  versions:
  - name: v1
    served: true
    storage: true
    subresources: {status: {}, scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}}
    additionalPrinterColumns: [{name: Spec, type: string, jsonPath: .spec.when}, {name: Age, type: date, jsonPath: .metadata.creationTimestamp}]
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec: {type: object, required: [when], properties: {when: {type: string, pattern: '^[0-9* ]+$'}, replicas: {type: integer, minimum: 1, default: 1}}}
          status: {type: object, properties: {replicas: {type: integer}}}
`;
const CRON = (when: string) => `apiVersion: example.com/v1
kind: Cron
metadata: {name: nightly}
spec: {when: '${when}'}
`;
const CHART = {
  'base/kustomization.yaml':
    'namePrefix: dev-\nlabels: [{pairs: {team: a}}]\nresources: [cm.yaml]\nconfigMapGenerator: [{name: made, literals: [a=b]}]\n',
  'base/cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cm}\ndata: {a: b}\n',
};

export const furtherSessions: readonly SharedSession[] = [
  {
    name: 'sets of pods',
    files: { 'db.yaml': STATEFUL, 'agent.yaml': DAEMON },
    commands: [
      'kubectl apply -f db.yaml -f agent.yaml',
      'kubectl get sts,ds,pods',
      'kubectl get sts db -o yaml',
      'kubectl describe sts db',
      'kubectl describe ds agent',
      'kubectl rollout status sts/db',
      'kubectl rollout status ds/agent',
      'kubectl rollout history ds/agent',
      'kubectl scale sts db --replicas=1',
      'kubectl get pods -l app=db -o name',
      'kubectl set image ds/agent c=busybox:1.37',
      'kubectl rollout history ds/agent',
      'kubectl rollout undo ds/agent',
      `kubectl patch sts db -p '{"spec":{"serviceName":"x"}}'`,
      'kubectl get controllerrevisions -o name --no-headers',
      'kubectl exec db-0 -- hostname',
      'kubectl delete sts db --cascade=orphan',
      'kubectl get pods -l app=db -o name',
      'kubectl delete -f db.yaml --ignore-not-found',
    ],
  },
  {
    name: 'jobs',
    commands: [
      'kubectl create job once --image=busybox:1.36 -- echo done',
      'kubectl wait --for=condition=complete job/once --timeout=60s',
      'kubectl get jobs once --no-headers',
      'kubectl describe job once',
      'kubectl logs job/once',
      "kubectl create cronjob tick --image=busybox:1.36 --schedule='0 0 1 1 *' -- date",
      'kubectl create job now --from=cronjob/tick',
      'kubectl get job now -o yaml',
      'kubectl describe cronjob tick',
      'kubectl get cronjob tick -o yaml',
      `kubectl patch cronjob tick -p '{"spec":{"suspend":true}}'`,
      'kubectl get cronjobs',
      'kubectl create job bad --image=busybox --from=cronjob/tick',
      'kubectl delete job --all',
      'kubectl delete cronjob tick',
    ],
  },
  {
    name: 'volumes, policies, limits',
    files: { 'volumes.yaml': VOLUMES, 'policy.yaml': POLICY, 'limits.yaml': LIMITS },
    commands: [
      'kubectl apply -f volumes.yaml',
      'kubectl get pv,pvc,sc',
      'kubectl describe pv disk',
      'kubectl describe pvc claim',
      'kubectl describe sc slow',
      `kubectl patch pvc claim -p '{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}'`,
      'kubectl apply -f policy.yaml',
      'kubectl describe netpol only-web',
      'kubectl get netpol',
      'kubectl apply -f limits.yaml',
      'kubectl describe limits',
      'kubectl run one --image=nginx',
      'kubectl run two --image=nginx',
      'kubectl describe quota quota',
      "kubectl get pod one -o jsonpath='{.spec.containers[0].resources}'",
      'kubectl get quota',
      'kubectl delete pvc claim',
      'kubectl delete pv disk',
    ],
  },
  {
    name: 'access',
    files: { 'roles.yaml': ROLES },
    commands: [
      'kubectl auth reconcile -f roles.yaml',
      'kubectl auth reconcile -f roles.yaml --dry-run=client',
      'kubectl get clusterrole looker -o yaml',
      'kubectl describe clusterrole looker',
      'kubectl describe clusterrolebinding lookers',
      'kubectl get clusterrolebinding lookers -o wide',
      'kubectl auth can-i list pods --as=anna',
      'kubectl auth can-i get pods/log --as=anna',
      'kubectl auth can-i get /metrics --as=anna',
      'kubectl auth can-i delete pods --as=anna -q; echo $?',
      'kubectl auth can-i nothing nowhere',
      'kubectl get secrets --as=anna',
      'kubectl get pods --as=anna',
      'kubectl create clusterrolebinding x --clusterrole=cluster-admin --user=anna --as=anna',
      'kubectl set subject clusterrolebinding lookers --group=devs',
      'kubectl describe sa default',
      'kubectl create token default --as=anna',
      'kubectl auth whoami --as=anna --as-group=devs',
      'kubectl delete -f roles.yaml',
    ],
  },
  {
    name: 'nodes',
    commands: [
      'kubectl cordon node-1',
      'kubectl cordon node-1',
      'kubectl get nodes',
      'kubectl uncordon node-1',
      'kubectl taint nodes node-1 a=b:NoSchedule',
      'kubectl taint nodes node-1 a=c:NoSchedule',
      'kubectl taint nodes node-1 a=c:NoSchedule --overwrite',
      'kubectl taint nodes node-1 a-',
      'kubectl taint nodes node-1 a-',
      'kubectl taint nodes node-1 a=b:Sometimes',
      'kubectl label nodes node-1 disk=ssd',
      'kubectl get nodes -l disk=ssd -L disk',
      'kubectl create deployment web --image=nginx --replicas=3',
      'kubectl create pdb web --selector=app=web --min-available=3',
      'kubectl run lone --image=nginx',
      'kubectl delete pdb web',
      'kubectl top nodes',
      'kubectl get leases -n kube-node-lease',
      'kubectl get csinodes',
    ],
  },
  {
    name: 'kinds of one’s own',
    files: { 'crd.yaml': CRD, 'good.yaml': CRON('0 1 * * *'), 'bad.yaml': CRON('never') },
    commands: [
      'kubectl create -f crd.yaml',
      'kubectl get crd crons.example.com --no-headers -o custom-columns=N:.metadata.name,S:.spec.scope',
      'kubectl create -f bad.yaml',
      'kubectl apply -f good.yaml',
      'kubectl get cn',
      'kubectl get cron nightly -o yaml',
      'kubectl describe cron nightly',
      'kubectl explain cron.spec',
      'kubectl scale cron nightly --replicas=3',
      'kubectl scale cron nightly --replicas=0',
      `kubectl patch cron nightly --type=merge -p '{"spec":{"nope":1}}'`,
      `kubectl patch cron nightly -p '{"spec":{"replicas":2}}'`,
      'kubectl get crons.v1.example.com -o name',
      'kubectl api-resources --api-group=example.com',
      'kubectl delete crd crons.example.com',
    ],
  },
  {
    name: 'files and forms',
    files: {
      ...CHART,
      'list.json':
        '{"kind":"List","apiVersion":"v1","items":[{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"l1","labels":{"x":"y"}}},{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"l2","labels":{"x":"y"}}}]}',
      'data/one.txt': 'first\n',
      'data/two.txt': 'second\n',
      'env.txt': 'A=1\n# no\nB=2\n',
    },
    commands: [
      'kubectl kustomize base',
      'kubectl apply -k base',
      'kubectl get -k base',
      'kubectl diff -k base',
      'kubectl delete -k base',
      'kubectl apply -f list.json',
      'kubectl get cm -l x=y -o name',
      'kubectl get -f list.json -o json',
      'kubectl apply -f list.json --prune -l x=y',
      'kubectl create cm files --from-file=data --from-env-file=env.txt',
      'kubectl create cm files --from-file=data',
      'kubectl create cm envs --from-env-file=env.txt -o yaml --dry-run=client',
      'kubectl get cm files -o jsonpath="{.data}"',
      'kubectl describe cm files',
      'kubectl create cm files --from-file=data -o yaml --dry-run=client | kubectl replace -f -',
      'kubectl create cm fresh --from-literal=a=b --save-config -o yaml',
      'kubectl apply set-last-applied -f list.json',
      'kubectl apply edit-last-applied nothing',
      "KUBE_EDITOR='sed -i s/first/FIRST/' kubectl edit cm files",
      'KUBE_EDITOR=true kubectl edit cm files',
      'kubectl create deployment d --image=nginx --dry-run=client -o json',
      'kubectl create role r --verb=get --resource=pods --dry-run=server -o json',
      'kubectl run x --image=nginx --port=80 --env=A=b --dry-run=server -o json',
      'kubectl create ingress i --rule=a/b=c:80,tls=t --class=x --dry-run=client -o json',
      'kubectl annotate cm files a=b c=d',
      'kubectl annotate cm files a=x',
      'kubectl annotate cm files a- c-',
      'kubectl label cm --all kept=yes',
      'kubectl get cm -o jsonpath=\'{range .items[*]}{.metadata.name}{"\\n"}{end}\'',
      'kubectl get cm files -o go-template-file=missing',
      'kubectl replace --raw /api/v1/namespaces/default/configmaps/files -f missing',
      'kubectl delete cm --all --wait=false',
      'kubectl get cm',
    ],
  },
];
