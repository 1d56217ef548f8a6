/** Builds in the trace, for the picture and for "why?": when one begins, what became of its steps, and that it failed. */
import type { Answer } from '../daemon';
import type { BuildHost } from './host';
import type { BuildProgress, BuildRequest } from './request';
import type { Tell } from './vertexReport';

type Done = (answer: Answer<{ readonly Id: string }>) => void;

/** Passes on what the builder tells its client, and records it; `build-step` and `image-built` are the builders' own. */
export function traceBuild(
  host: Pick<BuildHost, 'trace' | 'actor'>,
  request: BuildRequest,
  tell: Tell,
  done: Done,
): { readonly tell: Tell; readonly done: Done } {
  const { trace, actor } = host;
  const names = new Map<string, string>();
  let classicStep = '';
  const record = (action: string, step: string) => trace.record({ kind: 'act', actor, action, detail: { step } });

  function note(event: BuildProgress): void {
    switch (event.kind) {
      case 'start':
        if (isStep(event.name)) names.set(event.vertex, event.name);
        break;
      case 'cached':
        if (isStep(event.name)) record('build-step-cached', event.name);
        break;
      case 'done': {
        const name = names.get(event.vertex);
        if (name !== undefined) record('build-step-done', name);
        break;
      }
      case 'text':
        noteText(event.text);
        break;
      default:
    }
  }

  /** The classic builder speaks in lines. */
  function noteText(text: string): void {
    const step = /^Step \d+\/\d+ : (.*)/.exec(text)?.[1];
    if (step !== undefined) classicStep = step;
    else if (text.startsWith(' ---> Using cache')) record('build-step-cached', classicStep);
    else if (/^ ---> [0-9a-f]{12}$/m.test(text)) record('build-step-done', classicStep);
  }

  trace.record({ kind: 'act', actor, action: 'build-image', detail: { image: request.tags[0] ?? '' } });
  return {
    tell: (event) => {
      note(event);
      tell(event);
    },
    done: (answer) => {
      if (!answer.ok) trace.record({ kind: 'act', actor, action: 'build-failed' });
      done(answer);
    },
  };
}

/** `[2/3] ADD app.js /`, not `[internal] load build context`. */
function isStep(name: string): boolean {
  return name.startsWith('[') && !name.startsWith('[internal]');
}
