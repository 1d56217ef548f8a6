// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { fakePlayground } from '../testing/fakePlayground';
import { testPage } from '../testing/testPage';
import { LessonPanel } from './LessonPanel';

const page = testPage();

function show(playground = fakePlayground()) {
  page.show(playground, <LessonPanel />);
  return playground;
}

describe('the lesson panel', () => {
  it('shows a step with its goals, what is reached and what the world shows now', () => {
    show();
    expect(page.place.querySelector('h1')?.textContent).toBe('파드 하나를 지워 보세요. 그다음은 클러스터가 합니다.');
    expect([...page.place.querySelectorAll('li[data-look]')].map((one) => one.textContent)).toEqual([
      '달성: 레플리케이션컨트롤러 kubia가 파드 셋을 유지합니다원하는 수 3 · 현재 3 · 준비됨 2',
      '아직: 지운 파드 대신 새 이름, 새 IP의 파드가 생깁니다지금: 실행 중 2 · 파드 3',
      '아직: 서비스는 그동안에도 대답합니다지금: 응답 0',
    ]);
  });

  it('changes its language without losing its place', () => {
    const playground = show();
    act(() => playground.setPreferences({ language: 'en' }));
    expect(page.place.querySelector('h1')?.textContent).toBe('Delete a pod. The cluster takes it from there.');
  });

  it('types a command into the terminal', () => {
    const playground = show();
    page.press('터미널에서 실행: kubectl delete pod kubia-4jfyf');
    expect(playground.asked).toEqual(['run kubectl delete pod kubia-4jfyf']);
  });

  it('writes a file once and then offers to open it', () => {
    const playground = show(fakePlayground({ files: {}, openFile: undefined }));
    page.press('kubia-svc.yaml 파일을 만들어 편집기에서 열기');
    expect(Object.keys(playground.getState().files)).toEqual(['kubia-svc.yaml']);
    expect(playground.getState().openFile).toBe('kubia-svc.yaml');
    page.press('편집기에서 열기');
  });

  it('asks for a guess and explains the answer only afterwards', () => {
    show();
    expect(page.place.textContent).not.toContain('완전히 다른 파드입니다');
    page.press('항상 같은 노드에 놓입니다');
    expect(page.place.textContent).toContain('아쉽지만 아닙니다.');
    expect(page.place.textContent).toContain('완전히 다른 파드입니다');
    expect(page.place.querySelectorAll('input:disabled')).toHaveLength(3);
  });

  it('opens one hint after the other, and at last offers to play the solution', () => {
    const playground = show();
    page.press('힌트 보기');
    expect(page.place.textContent).toContain('지금은 파드 셋이 모두 Running입니다.');
    expect(page.place.textContent).not.toContain('목록에서 볼 수 있습니다');
    page.press('힌트 하나 더');
    page.press('힌트 하나 더');
    page.press('풀이 보기');
    expect(playground.getState().copy).toBe(true);
  });

  it('never turns a lesson into HTML', () => {
    const text = '<img src=x onerror=alert(1)>';
    const playground = fakePlayground();
    const lessonText = playground.getState().lessonText!;
    const steps = lessonText.steps.map((step) => ({
      ...step,
      title: text,
      hints: [text],
      blocks: [{ kind: 'paragraph' as const, children: [{ kind: 'text' as const, text }] }],
    }));
    show(fakePlayground({ lessonText: { ...lessonText, steps } }));
    expect(page.place.querySelector('img')).toBeNull();
    expect(page.place.querySelector('h1')?.textContent).toBe(text);
  });
});
