import type { Check, Verdict } from '../check';
import { agrees, matching, OBJECT_FIELDS, valueAt } from './shared';

export const file: Check = {
  about: 'A file holds a text, or the value at a field of every object that fits.',
  fields: {
    path: 'in the home directory; with a slash at its beginning, of the laptop or of the container',
    in: 'the name of a container whose file it is',
    contains: 'a text that it holds',
    text: 'its whole text, or the words of `where`: `{matches: "^FROM node"}`',
    field: 'a path in the objects: the file must hold its value',
    min: 'with `field`: of at least so many objects; 1 when left out',
    ...OBJECT_FIELDS,
  },
  required: ['path'],
  lasting: true,
  judge(view, use): Verdict {
    const text = view.file(String(use['path']), use['in'] === undefined ? undefined : String(use['in']));
    if (text === undefined) return { met: false, detail: { found: 0 } };
    if (use['text'] !== undefined && !agrees(text, use['text'])) return { met: false, detail: { found: 0 } };
    const wanted: string[] = [];
    if (use['contains'] !== undefined) wanted.push(String(use['contains']));
    if (use['field'] !== undefined) {
      for (const object of matching(view, use)) wanted.push(String(valueAt(object, String(use['field'])) ?? ''));
      if (wanted.length < Number(use['min'] ?? 1))
        return { met: false, detail: { found: 0, wanted: Number(use['min'] ?? 1) } };
    }
    const found = wanted.filter((one) => one !== '' && text.includes(one)).length;
    return { met: found === wanted.length, detail: { found, wanted: wanted.length } };
  },
};
