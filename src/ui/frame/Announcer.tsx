import { useEffect, useState } from 'react';
import type { PlaygroundState } from '../../store';
import { fill, fillCount } from '../i18n/format';
import { type Text, useText } from '../i18n/useText';
import { changesBetween, dockerChangesBetween, type WorldChange } from '../parts/worldChanges';
import { useActions } from '../usePlayground';

const PAUSE = 1500;
const AT_MOST = 4;

/** Tells in words, for those who do not see the picture, what changed in the cluster and in the lesson. */
export function Announcer() {
  const text = useText();
  const actions = useActions();
  const [words, setWords] = useState('');

  useEffect(() => {
    let base: PlaygroundState = actions.getState();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = actions.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        const state = actions.getState();
        if (base.phase === 'ready') setWords(tell(text, base, state));
        base = state;
      }, PAUSE);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [actions, text]);

  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {words}
    </div>
  );
}

function tell({ t, language }: Text, before: PlaygroundState, after: PlaygroundState): string {
  const changes = [
    ...changesBetween(before.objects, after.objects),
    ...dockerChangesBetween(before.docker, after.docker),
  ];
  const told =
    changes.length > AT_MOST
      ? [fillCount(language, t.announce.many, changes.length)]
      : changes.map((change) => tellChange(t, change));
  return [...told, ...tellProgress(t, before, after)].join('. ');
}

function tellChange(t: Text['t'], { type, resource, name, status }: WorldChange): string {
  const object = `${t.kinds[resource] ?? resource} ${name}`;
  if (type === 'changed') return fill(t.announce.changed, { object, status });
  return fill(t.announce[type], { object });
}

function tellProgress(t: Text['t'], before: PlaygroundState, after: PlaygroundState): string[] {
  const { progress, lessonText } = after;
  if (progress === undefined || progress.lesson !== before.progress?.lesson) return [];
  const told = progress.steps.flatMap((step, index) => {
    const old = before.progress?.steps[index];
    const met = step.conditions
      .filter((condition, at) => condition.reached && old?.conditions[at]?.reached === false)
      .map(({ id }) => fill(t.announce.conditionMet, { condition: lessonText?.steps[index]?.conditions[id] ?? id }));
    return step.done && old?.done === false ? [...met, fill(t.announce.stepDone, { number: index + 1 })] : met;
  });
  return progress.done && before.progress?.done === false ? [...told, t.announce.lessonDone] : told;
}
