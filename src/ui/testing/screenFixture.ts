const PROMPT = '\x1b[36mlearner@laptop\x1b[0m:\x1b[34m~\x1b[0m$ ';

/** What stands in the terminal. */
export const SCREEN = [
  `${PROMPT}kubectl scale rc kubia --replicas=3`,
  'replicationcontroller/kubia scaled',
  `${PROMPT}kubectl delete pod kubia-4jfyf &`,
  '[1] 214',
  'pod "kubia-4jfyf" deleted',
  `${PROMPT}kubectl get pods -o wide`,
  'NAME          READY   STATUS        RESTARTS   AGE     IP           NODE',
  'kubia-4jfyf   1/1     Terminating   0          2m36s   10.244.2.2   worker-2',
  'kubia-9tr5s   1/1     Running       0          48s     10.244.1.3   worker-1',
  'kubia-w2pzk   1/1     Running       0          48s     10.244.3.2   worker-3',
  PROMPT,
];
