import type { Check } from '../check';

export const askedDocker: Check = {
  about: 'Since the step began Docker’s daemon on the laptop was asked for something.',
  fields: {
    call: 'as the Engine API has it, `*` standing for any name: `GET /containers/json` (docker ps), `GET /images/json` (docker images), `GET /containers/*/logs`, `GET /containers/*/json` (docker inspect), `GET /containers/*/top`, `GET /images/*/history`, `GET /images/search?term=kubia`',
    of: 'the container or image that was meant, however it was written (name, ID, beginning of an ID)',
    times: 'how often; 1 when left out',
  },
  required: ['call'],
  lasting: false,
  judge(view, use) {
    const pattern = new RegExp(
      `^${String(use['call'])
        .split('*')
        .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('[^?]+')}(\\?.*)?$`,
    );
    const fitting = view.calls.filter(
      ({ call, names }) => pattern.test(call) && (use['of'] === undefined || names.includes(String(use['of']))),
    );
    const wanted = Number(use['times'] ?? 1);
    return { met: fitting.length >= wanted, detail: { times: fitting.length, wanted } };
  },
};
