/** The words that lessons' conditions are written in, as they are, for authors. */
import { checks } from './checks/registry';
import { OBJECT_FIELDS } from './checks/shared';
import type { Model } from './models/model';
import { models } from './models/registry';
import { things } from './things/registry';

/** All check words with their fields, and all things with what may be asked of them, as Markdown. */
export function describeChecks(): string {
  const shared = Object.keys(OBJECT_FIELDS);
  const lines = ['# Check words', ''];
  for (const [word, { about, fields, required, lasting }] of Object.entries(checks)) {
    const aboutObjects = shared.every((name) => name in fields);
    const own = Object.entries(fields).filter(([name]) => !aboutObjects || !(name in OBJECT_FIELDS));
    const objects = aboutObjects ? ['which objects: see below'] : [];
    lines.push(`## ${word}`, '', `${about}${lasting ? '' : ' Looks at what happened during the step.'}`, '');
    for (const name of objects) lines.push(`- ${name}`);
    for (const [name, meaning] of own)
      lines.push(`- \`${name}\`${required.includes(name) ? ' (needed)' : ''}: ${meaning}`);
    lines.push('');
  }
  lines.push('# Which objects', '');
  for (const [name, meaning] of Object.entries(OBJECT_FIELDS)) lines.push(`- \`${name}\`: ${meaning}`);
  lines.push('', '# Things of a machine, besides the kinds of the API', '');
  for (const [kind, { about, fields }] of Object.entries(things)) {
    lines.push(`## ${kind}`, '', about, '');
    for (const [name, meaning] of Object.entries(fields)) lines.push(`- \`${name}\`: ${meaning}`);
    lines.push('');
  }
  lines.push('# Models', '');
  for (const [name, model] of Object.entries(models)) lines.push(...describeModel(name, model));
  return lines.join('\n');
}

function describeModel(name: string, { about, knobs, acts, figures }: Model): readonly string[] {
  const lines = [`## ${name}`, '', about, ''];
  for (const [knob, { about: meaning, values, start }] of Object.entries(knobs)) {
    const all = values.length > 15 ? `${values[0]} to ${values.at(-1)}` : values.join(', ');
    lines.push(`- knob \`${knob}\`: ${meaning} (${all}; at first ${start})`);
  }
  for (const [act, { about: meaning, targets }] of Object.entries(acts))
    lines.push(`- act \`${act}\`: ${meaning}${targets === undefined ? '' : ` (of ${targets.join(', ')})`}`);
  for (const [figure, meaning] of Object.entries(figures)) lines.push(`- \`${figure}\`: ${meaning}`);
  lines.push('');
  return lines;
}
