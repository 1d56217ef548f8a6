// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakePlayground } from '../testing';
import { PlaygroundContext } from '../usePlayground';
import { StartPage } from './StartPage';

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});

afterEach(() => {
  act(() => root.unmount());
  place.remove();
});

function show(overrides: Parameters<typeof fakePlayground>[0]) {
  const playground = fakePlayground({ phase: 'idle', ...overrides });
  act(() =>
    root.render(
      <PlaygroundContext value={playground}>
        <StartPage />
      </PlaygroundContext>,
    ),
  );
  return playground;
}

/** The one thing to do next. */
function primary(): HTMLAnchorElement {
  return place.querySelector<HTMLAnchorElement>('main a')!;
}

describe('the start page', () => {
  it('begins with the first lesson', () => {
    show({ lesson: undefined, finished: {}, visits: {} });
    expect(primary().textContent).toBe('첫 레슨 시작하기');
    expect(primary().getAttribute('href')).toBe('#lesson=first-pod');
  });

  it('goes on where the learner was, or with the next lesson when that one is finished', () => {
    show({ lesson: 'expose', finished: { 'first-pod': true }, visits: { expose: { step: 2, done: 1 } } });
    expect(primary().textContent).toBe(
      '33%마지막으로 하던 곳바깥에서 들어오는 길1장3단계 중 3단계약 5분 남음이어서 하기',
    );
    expect(primary().getAttribute('href')).toBe('#lesson=expose&step=3');
    act(() => root.render(null));
    show({ lesson: 'expose', finished: { 'first-pod': true, expose: true }, visits: {} });
    expect(primary().textContent).toBe('1다음 차례원하는 상태와 자가 치유1장약 8분시작하기');
    expect(primary().getAttribute('href')).toBe('#lesson=self-healing');
  });

  it('lists every lesson with what is done, and every kind of cluster to play with', () => {
    const playground = show({ finished: { 'first-pod': true } });
    const standings = [...place.querySelectorAll<HTMLElement>('[data-lesson]')].map(
      ({ dataset }) => `${dataset['lesson']} ${dataset['standing']}`,
    );
    expect(standings).toEqual([
      'first-pod done',
      'replication-controller ahead',
      'expose ahead',
      'self-healing begun',
      'which-node ahead',
    ]);
    const free = [...place.querySelectorAll<HTMLElement>('button')].find((one) =>
      one.textContent?.includes('minikube'),
    );
    act(() => free!.click());
    expect(playground.asked).toEqual(['start free']);
    expect(playground.getState().profile).toBe('minikube');
  });
});
