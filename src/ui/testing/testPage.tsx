/** A place in the document for a part of the page, made anew for each test, and what a learner does there. */
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Playground } from '../../store';
import { PlaygroundContext } from '../usePlayground';

export interface TestPage {
  readonly place: HTMLElement;
  /** Draws a part of the page with this playground behind it. */
  show(playground: Playground, part: ReactNode): void;
  /** Clicks the button, or the label, that is named or reads so. */
  press(name: string): void;
  /** Takes away what is drawn: what is shown next begins anew. */
  clear(): void;
}

/** To be called once in a test file. */
export function testPage(): TestPage {
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

  return {
    get place() {
      return place;
    },
    show(playground, part) {
      act(() => root.render(<PlaygroundContext value={playground}>{part}</PlaygroundContext>));
    },
    press(name) {
      const button = [...place.querySelectorAll<HTMLElement>('button, label')].find(
        (one) => one.getAttribute('aria-label') === name || one.textContent?.trim() === name,
      );
      expect(button, name).toBeDefined();
      act(() => button?.click());
    },
    clear() {
      act(() => root.render(null));
    },
  };
}
