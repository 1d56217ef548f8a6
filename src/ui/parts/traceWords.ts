/** The history in words: one sentence for each thing that happened. */
import type { ObjectName, TraceEntry } from '../../engine/trace';
import type { Dictionary } from '../i18n/en';
import { fill } from '../i18n/format';
import { sizeText } from './bytes';
import { shortRepository, shortTag } from './dockerNames';
import { doerOf } from './doer';

/** A part of the cluster by its name: `kubelet/worker-1` is "kubelet (worker-1)". */
export function tellActor(t: Dictionary, actor: string): string {
  const [part = '', ...rest] = actor.split('/');
  const name = t.parts[part]?.name ?? part;
  return rest.length === 0 ? name : `${name} (${rest.at(-1)})`;
}

/** `Pod kubia-x8wq2`. */
export function tellObject(t: Dictionary, { resource, name }: ObjectName): string {
  const kind = t.kinds[resource] ?? resource;
  return name === '' ? kind : `${kind} ${name}`;
}

export function tellEntry(t: Dictionary, entry: TraceEntry): string {
  const who = tellActor(t, doerOf(entry));
  switch (entry.kind) {
    case 'input':
      return fill(t.history.input, { text: entry.text });
    case 'request':
      return tellRequest(t, who, entry);
    case 'watch': {
      const words = {
        ADDED: t.history.watchAdded,
        MODIFIED: t.history.watchModified,
        DELETED: t.history.watchDeleted,
      };
      return fill(words[entry.type], { who, object: tellObject(t, entry.object) });
    }
    case 'act':
      return fill(t.history.act, { who, action: tellAction(t, entry) });
    case 'exchange': {
      const template = entry.outcome === 'ok' ? t.history.exchange : t.history.exchangeFailed;
      return fill(template, {
        who,
        summary: entry.summary,
        outcome: t.history.outcomes[entry.outcome] ?? entry.outcome,
      });
    }
  }
}

function tellAction(t: Dictionary, { action, detail = {} }: Extract<TraceEntry, { kind: 'act' }>): string {
  const key = action === 'schedule' && detail['chosen'] === '' ? 'schedule-failed' : action;
  const { bytes, image } = detail;
  const size = typeof bytes === 'number' ? sizeText(bytes) : '';
  const named = typeof image === 'string' ? shortTag(shortRepository(image)) : '';
  return fill(t.history.actions[key] ?? action, { ...detail, image: named, size });
}

type RequestEntry = Extract<TraceEntry, { kind: 'request' }>;

function tellRequest(t: Dictionary, who: string, entry: RequestEntry): string {
  const object = tellObject(t, entry.object);
  if (entry.code >= 400) return fill(t.history.refused, { who, object, reason: entry.reason ?? entry.code });
  if (entry.subresource === 'binding') return fill(t.history.binding, { who, object });
  if (entry.subresource === 'status') return fill(t.history.status, { who, object });
  const words: Readonly<Record<string, string>> = {
    create: t.history.create,
    update: t.history.update,
    patch: t.history.patch,
    delete: t.history.delete,
    deletecollection: t.history.delete,
    get: t.history.get,
    list: t.history.list,
  };
  return fill(words[entry.verb] ?? t.history.act, { who, object, action: `${entry.verb} ${object}` });
}
