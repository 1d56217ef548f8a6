import { fail, ok, type Result } from '../../../../../base/result';
import { blankSeparated } from '../words';
import { configInstruction } from './configInstruction';
import { atLeastOne } from './problems';

/** `EXPOSE PORT[/PROTOCOL] ...`: what listens in a container; ranges are allowed. */
export const expose = configInstruction('EXPOSE', ({ rest }) => {
  const words = [...blankSeparated(rest)].sort();
  if (words.length === 0) return atLeastOne('EXPOSE');
  return ok((draft) => {
    const given: string[] = [];
    for (const word of words) {
      const expanded = draft.expandWords(word);
      if (!expanded.ok) return expanded;
      given.push(...expanded.value);
    }
    const ports = new Set<string>();
    for (const word of given) {
      const parsed = portsOf(word);
      if (!parsed.ok) return parsed;
      for (const port of parsed.value) ports.add(port);
    }
    draft.set({ exposedPorts: [...new Set([...draft.config.exposedPorts, ...ports])] });
    const entries = [...ports].sort().map((port) => `${port}:{}`);
    return ok({ classic: `EXPOSE ${given.join(' ')}`, buildkit: `EXPOSE map[${entries.join(' ')}]` });
  });
});

/** `8000-8010/udp`, as `docker run -p` would read it: host's address and port may stand before, and mean nothing here. */
function portsOf(text: string): Result<readonly string[], string> {
  const [ports = '', protocol = 'tcp'] = text.split('/');
  const range = ports.slice(ports.lastIndexOf(':') + 1);
  if (range === '') return fail(`No port specified: ${text}<empty>`);
  const [first = '', last = first] = range.split('-');
  if (!isPort(first) || !isPort(last)) return fail(`Invalid containerPort: ${range}`);
  if (Number(last) < Number(first)) return fail(`Invalid range specified for the Port: ${range}`);
  const lower = protocol.toLowerCase();
  if (!['tcp', 'udp', 'sctp'].includes(lower)) return fail(`Invalid proto: ${protocol}`);
  const count = Number(last) - Number(first) + 1;
  return ok(Array.from({ length: count }, (_, index) => `${Number(first) + index}/${lower}`));
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}
