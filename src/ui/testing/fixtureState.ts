/** What the page sees in the middle of a lesson: a pod was deleted, and another takes its place. */
import type { Language, PlaygroundState } from '../../store';
import { chapters, glossary } from './courseFixture';
import { fixtureProgress, lessonTexts, SVC_YAML } from './lessonFixture';
import { fixtureObjects } from './objectsFixture';
import { fixtureTrace, START } from './traceFixture';

const NOW = START + 161_300;

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
    nodeImages: [],
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
