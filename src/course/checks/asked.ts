import type { Check } from '../check';

/** The API server was asked for a resource by the learner's client since the step began, and answered. */
export const asked: Check = {
  fields: ['verb', 'resource', 'name', 'times'],
  required: ['resource'],
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
