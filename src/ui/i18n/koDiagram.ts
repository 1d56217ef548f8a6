/** The words of the diagram, in Korean. */
import type { enDiagram } from './enDiagram';

export const koDiagram: typeof enDiagram = {
  diagram: {
    controlPlane: '컨트롤 플레인',
    short: { kubelet: 'kubelet', 'kube-proxy': 'proxy', runtime: '런타임', laptop: 'curl' },
    outside: '바깥에서 들어오는 길',
    waitingPods: '노드를 기다리는 중',
    fit: '전체 보기',
    zoomIn: '확대',
    zoomOut: '축소',
    search: '그림에서 찾기',
    system: '시스템 파드',
    tree: '트리로 보기',
    picture: '그림으로 보기',
    noServices: '서비스가 아직 없어 들어올 길이 없습니다',
    noNodes: '워커 노드가 없습니다',
    pendingAddress: '주소 대기 중',
    ready: '준비됨',
    notReady: '준비되지 않음',
    cordoned: '새 파드를 받지 않음',
    label: '세계: 노트북, 컨트롤 플레인, 노드',
    keys: '키',
    notFound: '그런 이름은 없습니다',
    systemPods: { other: '시스템 파드 {count}개' },
    more: { other: '{count}개 더' },
    endpoints: { other: '엔드포인트 {count}개' },
    revision: '리비전 {revision}',
    objects: { other: '오브젝트 {count}개' },
  },
};
