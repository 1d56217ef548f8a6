/** A playground that stands still: the page's tests and its preview draw it. No engine, no worker, no storage. */
import type { ChapterSummary, Glossary, Language, Playground, PlaygroundState } from '../store';
import { containerDetailFixture } from '../store/docker/testing';
import type { ClusterObject, LessonProgress, LessonText, ObjectName, TraceEntry } from '../store/playgroundState';

const START = Date.UTC(2026, 0, 12, 9, 0, 0);
const NOW = START + 161_300;

export interface FakePlayground extends Playground {
  /** What was asked for, in words. */
  readonly asked: string[];
  /** Changes what the page sees. */
  change(change: Partial<PlaygroundState>): void;
}

/** A fake whose actions change what a page would see at once, and record what was asked for. */
export function fakePlayground(overrides: Partial<PlaygroundState> = {}): FakePlayground {
  let state: PlaygroundState = { ...fixtureState('ko'), ...overrides };
  const listeners = new Set<(state: PlaygroundState, previous: PlaygroundState) => void>();
  const asked: string[] = [];
  const set = (change: Partial<PlaygroundState>) => {
    const previous = state;
    state = { ...state, ...change };
    for (const listener of listeners) listener(state, previous);
  };
  return {
    asked,
    change: set,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start({ lesson, profile, example }) {
      asked.push(`start ${lesson ?? 'free'}${example === undefined ? '' : ` with ${example.open}`}`);
      set({ phase: 'ready', lesson, profile: profile ?? 'playground', shownStep: 0 });
    },
    leave: () => set({ phase: 'idle' }),
    play: () => set({ time: { ...state.time, running: true } }),
    pause: () => set({ time: { ...state.time, running: false } }),
    step: (size) => asked.push(`step ${size}`),
    setSpeed: (speed) => set({ time: { ...state.time, speed } }),
    openTerminal() {
      const id = Math.max(0, ...state.terminals.map((terminal) => terminal.id)) + 1;
      set({ terminals: [...state.terminals, { id }], activeTerminal: id });
      return id;
    },
    closeTerminal(id) {
      const terminals = state.terminals.filter((terminal) => terminal.id !== id);
      set({ terminals, activeTerminal: terminals[0]?.id ?? 0 });
    },
    activateTerminal: (activeTerminal) => set({ activeTerminal }),
    type: (_terminal, data) => asked.push(`type ${JSON.stringify(data)}`),
    resizeTerminal: () => {},
    onTerminalOutput(id, listener) {
      listener(id === 1 ? SCREEN.join('\r\n') : '\x1b[36mlearner@laptop\x1b[0m:~$ ');
      return () => {};
    },
    run: (command) => asked.push(`run ${command}`),
    writeFile: (path, text) => set({ files: { ...state.files, [path]: text } }),
    showFile: (openFile) => set({ openFile }),
    closeEdit: (editor) => set({ edits: state.edits.filter((edit) => edit.editor !== editor) }),
    select: (selection) => set({ selection }),
    askDashboard: async ({ method, path }) => {
      asked.push(`dashboard ${method} ${path}`);
      return { code: 200, body: { items: [] } };
    },
    request: async () => ({ code: 200, body: 'Kubia server starting...\nReceived request from ::ffff:10.244.1.1\n' }),
    inspect: async () => containerDetailFixture(),
    showStep: (shownStep) => set({ shownStep }),
    predict(step, option) {
      set({ progress: changeStep(state.progress, step, { predicted: option, answer: 1 }) });
    },
    hint(step) {
      const hints = (state.progress?.steps[step]?.hints ?? 0) + 1;
      set({ progress: changeStep(state.progress, step, { hints }) });
    },
    playSolution: () => set({ copy: true }),
    leaveCopy: () => set({ copy: false }),
    moveModel: (move) => asked.push(`model ${JSON.stringify(move)}`),
    setTraffic: (traffic) => {
      asked.push(traffic === undefined ? 'traffic off' : `traffic ${traffic.rate} ${traffic.host}${traffic.path}`);
      set({ traffic });
    },
    setFault: (part, fault) => asked.push(`fault ${part} ${fault}`),
    setPreferences(change) {
      const preferences = { ...state.preferences, ...change };
      set({ preferences, lessonText: state.lessonText && lessonTexts[preferences.language] });
    },
    dismissNotice: () => set({ notice: undefined }),
  };
}

function changeStep(
  progress: LessonProgress | undefined,
  index: number,
  change: Partial<LessonProgress['steps'][number]>,
): LessonProgress | undefined {
  if (progress === undefined) return undefined;
  return { ...progress, steps: progress.steps.map((step, at) => (at === index ? { ...step, ...change } : step)) };
}

export function fixtureState(language: Language): PlaygroundState {
  return {
    phase: 'ready',
    failure: undefined,
    notice: undefined,
    profile: 'playground',
    model: undefined,
    started: START,
    time: { now: NOW, running: true, speed: 0.5, settled: false },
    objects: fixtureObjects(),
    docker: undefined,
    browser: undefined,
    stopped: [],
    traffic: undefined,
    trace: fixtureTrace(),
    terminals: [{ id: 1 }, { id: 2 }],
    activeTerminal: 1,
    files: { 'kubia-rc.yaml': RC_YAML, 'kubia-svc.yaml': SVC_YAML },
    openFile: 'kubia-rc.yaml',
    edits: [],
    chapters,
    glossary,
    lesson: 'self-healing',
    lessonText: lessonTexts[language],
    progress: fixtureProgress,
    shownStep: 1,
    finished: { 'first-pod': true, 'replication-controller': true },
    visits: { 'self-healing': { step: 1, done: 1 } },
    copy: false,
    selection: undefined,
    preferences: { language, theme: 'dark', screenReader: false, goal: false, layouts: {} },
  };
}

const PROMPT = '\x1b[36mlearner@laptop\x1b[0m:\x1b[34m~\x1b[0m$ ';

const SCREEN = [
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

const RC_YAML = `apiVersion: v1
kind: ReplicationController
metadata:
  name: kubia
spec:
  replicas: 3
  selector:
    app: kubia
  template:
    metadata:
      labels:
        app: kubia
    spec:
      containers:
        - name: kubia
          image: luksa/kubia
          ports:
            - containerPort: 8080
`;

const SVC_YAML = `apiVersion: v1
kind: Service
metadata:
  name: kubia-http
spec:
  type: LoadBalancer
  selector:
    app: kubia
  ports:
    - port: 8080
      targetPort: 8080
`;

const glossary: Glossary = {
  replicationcontroller: {
    en: { term: 'ReplicationController', text: 'Keeps as many pods of one kind running as it was told.' },
    ko: { term: '레플리케이션컨트롤러', text: '정해 준 수만큼의 같은 파드를 늘 유지합니다.' },
  },
};

const chapters: readonly ChapterSummary[] = [
  {
    id: 'first-application',
    title: { en: 'A first application', ko: '첫 애플리케이션' },
    summary: {
      en: 'From one pod to three that answer the world.',
      ko: '파드 하나에서 시작해, 바깥에 대답하는 파드 셋까지.',
    },
    lessons: [
      lesson(
        'first-pod',
        'A first pod',
        '첫 파드',
        'kubectl run, and all that follows',
        'kubectl run, 그리고 그다음에 벌어지는 모든 일',
      ),
      lesson(
        'replication-controller',
        'Keep it alive',
        '계속 살아 있게',
        'A controller that wants one',
        '하나를 원하는 컨트롤러',
      ),
      lesson('expose', 'Let the world in', '바깥에서 들어오는 길', 'Services of every type', '서비스의 모든 유형'),
      lesson(
        'self-healing',
        'Desired state and self-healing',
        '원하는 상태와 자가 치유',
        'Say what you want; the cluster does the rest',
        '원하는 것을 말하면 나머지는 클러스터가 합니다',
      ),
      lesson(
        'which-node',
        'Which node, which address',
        '어느 노드, 어느 주소',
        'And why it does not matter',
        '그리고 그것이 중요하지 않은 이유',
      ),
    ],
  },
];

function lesson(id: string, en: string, ko: string, enSummary: string, koSummary: string) {
  return {
    id,
    chapter: 'first-application',
    title: { en, ko },
    summary: { en: enSummary, ko: koSummary },
    minutes: 8,
    steps: 3,
    rows: ['C5'],
    profile: 'playground',
  };
}

const fixtureProgress: LessonProgress = {
  lesson: 'self-healing',
  current: 1,
  done: false,
  goal: [],
  steps: [
    {
      id: 'scale',
      conditions: [{ id: 'three', met: true, reached: true, detail: { desired: 3, current: 3, ready: 3 } }],
      done: true,
      hints: 0,
      mistakes: [],
    },
    {
      id: 'delete',
      conditions: [
        { id: 'kept', met: true, reached: true, detail: { desired: 3, current: 3, ready: 2 } },
        { id: 'replaced', met: false, reached: false, detail: { running: 2, pods: 3 } },
        { id: 'answers', met: false, reached: false, detail: { answers: 0 } },
      ],
      done: false,
      hints: 0,
      mistakes: [],
    },
    {
      id: 'look',
      conditions: [{ id: 'seen', met: false, reached: false, detail: {} }],
      done: false,
      hints: 0,
      mistakes: [],
    },
  ],
};

const lessonTexts: Readonly<Record<Language, LessonText>> = {
  ko: {
    title: '원하는 상태와 자가 치유',
    summary: '원하는 것을 말하면 나머지는 클러스터가 합니다.',
    steps: [
      {
        id: 'scale',
        title: '하나를 셋으로 늘립니다',
        blocks: [
          {
            kind: 'paragraph',
            children: [{ kind: 'text', text: '무엇을 하라고 시키지 않고, 몇 개를 원하는지만 말합니다.' }],
          },
          { kind: 'command', text: 'kubectl scale rc kubia --replicas=3' },
        ],
        conditions: { three: '레플리케이션컨트롤러가 파드 셋을 원하고, 셋이 준비됩니다' },
        hints: [],
        mistakes: {},
      },
      {
        id: 'delete',
        title: '파드 하나를 지워 보세요. 그다음은 클러스터가 합니다.',
        blocks: [
          {
            kind: 'paragraph',
            children: [
              { kind: 'text', text: '방금 ' },
              { kind: 'strong', children: [{ kind: 'text', text: '세 개' }] },
              { kind: 'text', text: '를 원한다고 알려 주었습니다. 이제 하나를 지우면 실제 상태는 둘이 되고, ' },
              { kind: 'term', id: 'replicationcontroller', children: [{ kind: 'text', text: '레플리케이션컨트롤러' }] },
              { kind: 'text', text: '가 그 차이를 봅니다.' },
            ],
          },
          { kind: 'command', text: 'kubectl delete pod kubia-4jfyf' },
          {
            kind: 'paragraph',
            children: [
              { kind: 'text', text: '지우는 동안 다른 터미널에서 ' },
              { kind: 'code', text: 'kubectl get pods -w' },
              { kind: 'text', text: '로 지켜보아도 좋습니다.' },
            ],
          },
          {
            kind: 'file',
            path: 'kubia-svc.yaml',
            language: 'yaml',
            text: SVC_YAML,
          },
          {
            kind: 'note',
            children: [{ kind: 'text', text: '파드는 되살아나지 않습니다. 같은 틀에서 새 파드가 만들어질 뿐입니다.' }],
          },
        ],
        prediction: {
          question: '새 파드는 지워진 파드와 같은 노드에 놓일까요?',
          options: [
            '항상 같은 노드에 놓입니다',
            '스케줄러가 다시 정합니다',
            '파드가 가장 적은 노드가 스스로 가져갑니다',
          ],
          explanation:
            '새 파드는 완전히 다른 파드입니다. 스케줄러가 처음부터 다시 노드를 고르며, 우연히 같은 노드일 수도 있습니다.',
        },
        conditions: {
          kept: '레플리케이션컨트롤러 kubia가 파드 셋을 유지합니다',
          replaced: '지운 파드 대신 새 이름, 새 IP의 파드가 생깁니다',
          answers: '서비스는 그동안에도 대답합니다',
        },
        hints: [
          '지금은 파드 셋이 모두 Running입니다.',
          '파드의 이름은 목록에서 볼 수 있습니다.',
          'kubectl ______ pod ______',
        ],
        mistakes: {},
      },
      {
        id: 'look',
        title: '누가 한 일인지 물어봅니다',
        blocks: [
          { kind: 'paragraph', children: [{ kind: 'text', text: '그림에서 새 파드를 고르고 “왜?”를 눌러 보세요.' }] },
        ],
        conditions: { seen: '새 파드의 원인을 따라가 보았습니다' },
        hints: [],
        mistakes: {},
      },
    ],
  },
  en: {
    title: 'Desired state and self-healing',
    summary: 'Say what you want; the cluster does the rest.',
    steps: [
      {
        id: 'scale',
        title: 'Make one into three',
        blocks: [
          {
            kind: 'paragraph',
            children: [{ kind: 'text', text: 'You don’t say what to do, only how many you want.' }],
          },
          { kind: 'command', text: 'kubectl scale rc kubia --replicas=3' },
        ],
        conditions: { three: 'The ReplicationController wants three pods, and three are ready' },
        hints: [],
        mistakes: {},
      },
      {
        id: 'delete',
        title: 'Delete a pod. The cluster takes it from there.',
        blocks: [
          {
            kind: 'paragraph',
            children: [
              { kind: 'text', text: 'You have just said that you want ' },
              { kind: 'strong', children: [{ kind: 'text', text: 'three' }] },
              { kind: 'text', text: '. Delete one, and the actual state is two; the ' },
              {
                kind: 'term',
                id: 'replicationcontroller',
                children: [{ kind: 'text', text: 'ReplicationController' }],
              },
              { kind: 'text', text: ' sees the difference.' },
            ],
          },
          { kind: 'command', text: 'kubectl delete pod kubia-4jfyf' },
          {
            kind: 'paragraph',
            children: [
              { kind: 'text', text: 'You may watch it from another terminal with ' },
              { kind: 'code', text: 'kubectl get pods -w' },
              { kind: 'text', text: '.' },
            ],
          },
          { kind: 'file', path: 'kubia-svc.yaml', language: 'yaml', text: SVC_YAML },
          {
            kind: 'note',
            children: [
              { kind: 'text', text: 'A pod does not come back to life. A new one is made from the same mould.' },
            ],
          },
        ],
        prediction: {
          question: 'Will the new pod stand on the node of the deleted one?',
          options: ['Always on the same node', 'The scheduler decides anew', 'The emptiest node takes it by itself'],
          explanation:
            'The new pod is another pod altogether. The scheduler chooses a node from scratch; it may happen to be the same one.',
        },
        conditions: {
          kept: 'The ReplicationController kubia keeps three pods',
          replaced: 'A pod with a new name and a new IP takes the place of the deleted one',
          answers: 'The Service answers all the while',
        },
        hints: ['All three pods are Running now.', 'The list shows their names.', 'kubectl ______ pod ______'],
        mistakes: {},
      },
      {
        id: 'look',
        title: 'Ask who did it',
        blocks: [
          {
            kind: 'paragraph',
            children: [{ kind: 'text', text: 'Select the new pod in the picture and press “Why?”.' }],
          },
        ],
        conditions: { seen: 'You followed the new pod’s causes' },
        hints: [],
        mistakes: {},
      },
    ],
  },
};

function fixtureObjects(): PlaygroundState['objects'] {
  const pods = [
    pod('kubia-9tr5s', 'worker-1', '10.244.1.3', true),
    pod('kubia-4jfyf', 'worker-2', '10.244.2.2', true, '2026-01-12T09:02:38Z'),
    pod('kubia-w2pzk', 'worker-3', '10.244.3.2', true),
    pod('kubia-x8wq2', undefined, undefined, false),
  ];
  const nodes = [
    node('control-plane', '10.0.0.10', true),
    node('worker-1', '10.0.0.11'),
    node('worker-2', '10.0.0.12'),
    node('worker-3', '10.0.0.13'),
  ];
  return {
    pods: byKey(pods),
    nodes: byKey(nodes),
    replicationcontrollers: byKey([
      object('v1', 'ReplicationController', 'kubia', {
        spec: { replicas: 3, selector: { app: 'kubia' }, template: { metadata: { labels: { app: 'kubia' } } } },
        status: { replicas: 3, readyReplicas: 2, availableReplicas: 2 },
      }),
    ]),
    services: byKey([
      object('v1', 'Service', 'kubernetes', {
        spec: { type: 'ClusterIP', clusterIP: '10.96.0.1', ports: [{ port: 443, protocol: 'TCP' }] },
      }),
      object('v1', 'Service', 'kubia-http', {
        spec: {
          type: 'LoadBalancer',
          clusterIP: '10.96.41.8',
          selector: { app: 'kubia' },
          ports: [{ port: 8080, targetPort: 8080, nodePort: 31284, protocol: 'TCP' }],
        },
        status: { loadBalancer: { ingress: [{ ip: '34.64.10.7' }] } },
      }),
    ]),
    endpoints: byKey([
      object('v1', 'Endpoints', 'kubia-http', {
        subsets: [{ addresses: [{ ip: '10.244.1.3' }, { ip: '10.244.3.2' }], ports: [{ port: 8080 }] }],
      }),
    ]),
    events: byKey([
      object('v1', 'Event', 'kubia-9tr5s.1', {
        involvedObject: { kind: 'Pod', namespace: 'default', name: 'kubia-9tr5s', uid: 'uid-kubia-9tr5s' },
        reason: 'Scheduled',
        message: 'Successfully assigned default/kubia-9tr5s to worker-1',
        type: 'Normal',
        count: 1,
        lastTimestamp: '2026-01-12T09:01:53Z',
        source: { component: 'default-scheduler' },
      }),
      object('v1', 'Event', 'kubia-9tr5s.2', {
        involvedObject: { kind: 'Pod', namespace: 'default', name: 'kubia-9tr5s', uid: 'uid-kubia-9tr5s' },
        reason: 'Pulled',
        message:
          'Successfully pulled image "luksa/kubia" in 3.2s (3.2s including waiting). Image size: 249345123 bytes.',
        type: 'Normal',
        count: 1,
        lastTimestamp: '2026-01-12T09:01:57Z',
        source: { component: 'kubelet', host: 'worker-1' },
      }),
    ]),
  };
}

function object(apiVersion: string, kind: string, name: string, rest: object): ClusterObject {
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: 'default', uid: `uid-${name}`, creationTimestamp: '2026-01-12T09:01:53Z' },
    ...rest,
  };
}

function pod(name: string, nodeName: string | undefined, podIP: string | undefined, ready: boolean, deleted?: string) {
  const made = object('v1', 'Pod', name, {
    spec: {
      nodeName,
      containers: [{ name: 'kubia', image: 'luksa/kubia', ports: [{ containerPort: 8080 }] }],
    },
    status: {
      phase: nodeName === undefined ? 'Pending' : 'Running',
      podIP,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses:
        nodeName === undefined
          ? []
          : [
              {
                name: 'kubia',
                ready,
                restartCount: 0,
                image: 'docker.io/luksa/kubia:latest',
                state: { running: { startedAt: '2026-01-12T09:01:58Z' } },
              },
            ],
    },
  });
  made.metadata.labels = { app: 'kubia' };
  made.metadata.ownerReferences = [
    { apiVersion: 'v1', kind: 'ReplicationController', name: 'kubia', uid: 'uid-kubia', controller: true },
  ];
  if (deleted !== undefined) Object.assign(made.metadata, { deletionTimestamp: deleted });
  return made;
}

function node(name: string, address: string, control = false): ClusterObject {
  const made = object('v1', 'Node', name, {
    spec: control
      ? { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] }
      : { podCIDR: `10.244.${address.slice(-1)}.0/24` },
    status: {
      addresses: [{ type: 'InternalIP', address }],
      capacity: { cpu: '2', memory: '4Gi', pods: '110' },
      conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
      nodeInfo: {
        kubeletVersion: 'v1.32.0',
        osImage: 'Debian GNU/Linux 12',
        containerRuntimeVersion: 'containerd://2.0.0',
      },
    },
  });
  delete made.metadata.namespace;
  made.metadata.labels = control ? { 'node-role.kubernetes.io/control-plane': '' } : { 'kubernetes.io/hostname': name };
  return made;
}

function byKey(objects: readonly ClusterObject[]): Record<string, ClusterObject> {
  return Object.fromEntries(
    objects.map((one) => {
      const { namespace, name } = one.metadata;
      return [namespace === undefined ? name : `${namespace}/${name}`, one];
    }),
  );
}

function fixtureTrace(): TraceEntry[] {
  const rc: ObjectName = { resource: 'replicationcontrollers', namespace: 'default', name: 'kubia' };
  const named = (name: string): ObjectName => ({ resource: 'pods', namespace: 'default', name, uid: `uid-${name}` });
  const at = (seconds: number) => START + seconds * 1000;
  return [
    { kind: 'input', actor: 'laptop', text: 'kubectl create -f kubia-rc.yaml', sequence: 1, time: at(4), cause: 0 },
    {
      kind: 'request',
      actor: 'kubectl',
      verb: 'create',
      object: rc,
      code: 201,
      revision: 1101,
      sequence: 2,
      time: at(4.2),
      cause: 1,
    },
    {
      kind: 'watch',
      actor: 'controller-manager',
      type: 'ADDED',
      object: rc,
      revision: 1101,
      sequence: 3,
      time: at(4.3),
      cause: 2,
    },
    {
      kind: 'request',
      actor: 'controller-manager',
      verb: 'create',
      object: named('kubia-4jfyf'),
      code: 201,
      revision: 1102,
      sequence: 4,
      time: at(4.4),
      cause: 3,
    },
    {
      kind: 'request',
      actor: 'scheduler',
      verb: 'create',
      object: named('kubia-4jfyf'),
      subresource: 'binding',
      code: 201,
      revision: 1103,
      sequence: 5,
      time: at(4.6),
      cause: 4,
    },
    {
      kind: 'act',
      actor: 'runtime/worker-2',
      action: 'pull',
      object: named('kubia-4jfyf'),
      detail: { image: 'luksa/kubia' },
      sequence: 6,
      time: at(5),
      cause: 5,
    },
    {
      kind: 'input',
      actor: 'laptop',
      text: 'kubectl expose rc kubia --type=LoadBalancer --name kubia-http',
      sequence: 7,
      time: at(40),
      cause: 0,
    },
    {
      kind: 'request',
      actor: 'kubectl',
      verb: 'create',
      object: { resource: 'services', namespace: 'default', name: 'kubia-http' },
      code: 201,
      revision: 1140,
      sequence: 8,
      time: at(40.2),
      cause: 7,
    },
    {
      kind: 'exchange',
      actor: 'laptop',
      summary: 'GET http://34.64.10.7:8080/',
      outcome: 'ok',
      hops: [],
      sequence: 9,
      time: at(60),
      cause: 7,
    },
    {
      kind: 'input',
      actor: 'laptop',
      text: 'kubectl scale rc kubia --replicas=3',
      sequence: 10,
      time: at(112),
      cause: 0,
    },
    {
      kind: 'request',
      actor: 'kubectl',
      verb: 'patch',
      object: rc,
      subresource: 'scale',
      code: 200,
      revision: 1180,
      sequence: 11,
      time: at(112.1),
      cause: 10,
    },
    {
      kind: 'request',
      actor: 'controller-manager',
      verb: 'create',
      object: named('kubia-9tr5s'),
      code: 201,
      revision: 1181,
      sequence: 12,
      time: at(112.4),
      cause: 11,
    },
    {
      kind: 'request',
      actor: 'controller-manager',
      verb: 'create',
      object: named('kubia-w2pzk'),
      code: 201,
      revision: 1182,
      sequence: 13,
      time: at(112.5),
      cause: 11,
    },
    {
      kind: 'request',
      actor: 'kubelet/worker-1',
      verb: 'patch',
      object: named('kubia-9tr5s'),
      subresource: 'status',
      code: 200,
      revision: 1190,
      sequence: 14,
      time: at(117),
      cause: 12,
    },
    { kind: 'input', actor: 'laptop', text: 'kubectl delete pod kubia-4jfyf', sequence: 15, time: at(158), cause: 0 },
    {
      kind: 'request',
      actor: 'kubectl',
      verb: 'delete',
      object: named('kubia-4jfyf'),
      code: 200,
      revision: 1204,
      sequence: 16,
      time: at(158.2),
      cause: 15,
    },
    {
      kind: 'watch',
      actor: 'controller-manager',
      type: 'MODIFIED',
      object: named('kubia-4jfyf'),
      revision: 1204,
      sequence: 17,
      time: at(158.3),
      cause: 16,
    },
    {
      kind: 'request',
      actor: 'controller-manager',
      verb: 'create',
      object: named('kubia-x8wq2'),
      code: 201,
      revision: 1207,
      sequence: 18,
      time: at(161.2),
      cause: 17,
    },
  ];
}
