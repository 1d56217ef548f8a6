/** The short form of a mount: `SOURCE:TARGET:MODE`. */
import { ComposeProblem } from '../composeValues';

export interface MountParts {
  readonly source: string;
  readonly target: string;
  readonly mode: string;
}

/** The parts of a mount's text. One letter before a colon is a drive of Windows, as compose takes it. */
export function splitMount(text: string): MountParts {
  if (text === '') throw new ComposeProblem('invalid empty volume spec');
  if (text.length <= 2) return { source: '', target: text, mode: '' };
  const parts: string[] = [];
  let part = '';
  for (const character of text) {
    if (character !== ':' || /^\p{L}$/u.test(part)) part += character;
    else {
      parts.push(part);
      part = '';
    }
  }
  parts.push(part);
  if (parts.includes('')) throw new ComposeProblem(`invalid spec: ${text}: empty section between colons`);
  if (parts.length > 3) throw new ComposeProblem(`invalid spec: ${text}: too many colons`);
  const [source = '', target = '', mode = ''] = parts;
  return parts.length === 1 ? { source: '', target: source, mode: '' } : { source, target, mode };
}
