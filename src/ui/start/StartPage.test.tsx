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

function primary(): HTMLElement {
  return place.querySelector<HTMLElement>('button')!;
}

describe('the start page', () => {
  it('begins with the first lesson', () => {
    const playground = show({ lesson: undefined, finished: {} });
    expect(primary().textContent).toBe('첫 레슨 시작하기');
    act(() => primary().click());
    expect(playground.asked).toEqual(['start first-pod']);
  });

  it('goes on where the learner was, or with the next lesson when that one is finished', () => {
    show({ lesson: 'expose', finished: { 'first-pod': true } });
    expect(primary().textContent).toBe('이어서 하기: 바깥에서 들어오는 길');
    act(() => root.render(null));
    show({ lesson: 'expose', finished: { 'first-pod': true, expose: true } });
    expect(primary().textContent).toBe('이어서 하기: 계속 살아 있게');
  });

  it('lists every lesson with what is done, and every kind of cluster to play with', () => {
    const playground = show({ finished: { 'first-pod': true } });
    expect(place.querySelectorAll('ol button')).toHaveLength(5);
    expect(place.querySelectorAll('[data-done=true]')).toHaveLength(1);
    const free = [...place.querySelectorAll<HTMLElement>('button')].find((one) =>
      one.textContent?.includes('minikube'),
    );
    act(() => free!.click());
    expect(playground.asked).toEqual(['start free']);
    expect(playground.getState().profile).toBe('minikube');
  });
});
