// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { fakePlayground } from '../testing/fakePlayground';
import { testPage } from '../testing/testPage';
import { StartPage } from './StartPage';

const page = testPage();

function show(overrides: Parameters<typeof fakePlayground>[0]) {
  const playground = fakePlayground({ phase: 'idle', ...overrides });
  page.show(playground, <StartPage />);
  return playground;
}

/** The one thing to do next. */
function primary(): HTMLAnchorElement {
  return page.place.querySelector<HTMLAnchorElement>('main a')!;
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
    page.clear();
    show({ lesson: 'expose', finished: { 'first-pod': true, expose: true }, visits: {} });
    expect(primary().textContent).toBe('1다음 차례원하는 상태와 자가 치유1장약 8분시작하기');
    expect(primary().getAttribute('href')).toBe('#lesson=self-healing');
  });

  it('lists every lesson with what is done', () => {
    show({ finished: { 'first-pod': true } });
    const standings = [...page.place.querySelectorAll<HTMLElement>('[data-lesson]')].map(
      ({ dataset }) => `${dataset['lesson']} ${dataset['standing']}`,
    );
    expect(standings).toEqual([
      'first-pod done',
      'replication-controller ahead',
      'expose ahead',
      'self-healing begun',
      'which-node ahead',
    ]);
  });

  it('offers every world, empty or with one of its examples', async () => {
    const playground = show({});
    const worlds = [...page.place.querySelectorAll<HTMLInputElement>('input[type=radio]')];
    expect(worlds.map(({ value, checked }) => `${value} ${checked}`)).toEqual([
      'docker false',
      'playground true',
      'minikube false',
      'reference false',
    ]);
    await act(async () => worlds[0]!.click());
    expect(page.place.querySelector('a[href="#world=docker"]')?.textContent).toBe('빈 채로 열기');
    await vi.waitFor(() => expect(page.place.querySelector('[data-example]')).not.toBeNull());
    expect(
      [...page.place.querySelectorAll<HTMLElement>('[data-example]')].map(({ dataset }) => dataset['example']),
    ).toEqual(['kubia-image', 'compose']);
    act(() => page.place.querySelector<HTMLElement>('[data-example="kubia-image"]')!.click());
    expect(playground.asked).toEqual(['start free with kubia/app.js']);
    expect(playground.getState().profile).toBe('docker');
  });
});
