/** A course of one chapter. */
import type { ChapterSummary, Glossary } from '../../store';

export const glossary: Glossary = {
  replicationcontroller: {
    en: { term: 'ReplicationController', text: 'Keeps as many pods of one kind running as it was told.' },
    ko: { term: '레플리케이션컨트롤러', text: '정해 준 수만큼의 같은 파드를 늘 유지합니다.' },
  },
};

export const chapters: readonly ChapterSummary[] = [
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
