import type { Check } from '../check';

export const asked: Check = {
  about: 'Since the step began the API server was asked for a resource by the learner’s client, and answered.',
  fields: {
    resource: 'in the plural: `pods`, `deployments.apps`, `events`',
    verb: '`get`, `list`, `watch`, `create`, `patch` ...; when left out, any way of reading',
    name: 'of the object',
    times: 'how often; 1 when left out',
  },
  required: ['resource'],
  lasting: false,
  judge(view, use) {
    const verbs = use['verb'] === undefined ? ['get', 'list', 'watch'] : [use['verb']];
    const fitting = view.requests.filter(
      (request) =>
        verbs.includes(request.verb) &&
        request.resource === use['resource'] &&
        request.code < 400 &&
        (use['name'] === undefined || request.name === use['name']),
    );
    const wanted = Number(use['times'] ?? 1);
    return { met: fitting.length >= wanted, detail: { times: fitting.length, wanted } };
  },
};
