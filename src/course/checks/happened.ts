import type { Check } from '../check';
import { agrees } from './shared';

export const happened: Check = {
  about: 'Since the step began something happened at the laptop’s Docker: what `docker events` shows.',
  fields: {
    type: '`container`, `image`, `network` or `volume`',
    action:
      'of a container: `create`, `start`, `die`, `stop`, `kill`, `oom`, `destroy`, `exec_create`, `exec_start`, `commit`, `rename` ...; of an image: `pull`, `push`, `tag`, `untag`, `delete` ...; of a network: `create`, `connect` ...',
    name: 'of the container, image, network or volume; text or the words of `where`',
    attributes: 'what else the event says, each as in `where`: `{exitCode: "0", image: busybox}`',
    times: 'how often; 1 when left out',
  },
  required: ['type', 'action'],
  lasting: false,
  judge(view, use) {
    const attributes = Object.entries((use['attributes'] as Record<string, unknown> | undefined) ?? {});
    const fitting = view.events.filter(({ Type, Action, Actor }) => {
      const name = Actor.Attributes['name'] ?? Actor.ID;
      return (
        Type === use['type'] &&
        // `exec_start: ps aux`
        Action.split(':')[0] === use['action'] &&
        (use['name'] === undefined || agrees(name, use['name'])) &&
        attributes.every(([key, wanted]) => agrees(Actor.Attributes[key], wanted))
      );
    });
    const wanted = Number(use['times'] ?? 1);
    return { met: fitting.length >= wanted, detail: { times: fitting.length, wanted } };
  },
};
