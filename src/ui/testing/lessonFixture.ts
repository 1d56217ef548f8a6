/** The prose of a lesson in both languages, and how far somebody has come in it. */
import type { Language } from '../../store';
import type { LessonProgress, LessonText } from '../../store/playgroundState';

export const SVC_YAML = `apiVersion: v1
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

export const fixtureProgress: LessonProgress = {
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

export const lessonTexts: Readonly<Record<Language, LessonText>> = {
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
