/** `RUN --mount=type=cache,target=/root/.npm`. */
import { fail, ok, type Result } from '../../../../../base/result';
import type { RunMount } from '../instruction';

/** Fields that are read and mean nothing in the simulation: who owns a cache, and how builds share it. */
const ACCEPTED: ReadonlySet<string> = new Set(['sharing', 'mode', 'uid', 'gid', 'size', 'required', 'env']);
const SYNONYMS: Readonly<Record<string, string>> = {
  src: 'source',
  dst: 'target',
  destination: 'target',
  ro: 'readonly',
  rw: 'readwrite',
};

/** Reads the value of --mount. Secrets and SSH agents aren't simulated, and refused. */
export function readMount(text: string): Result<RunMount, string> {
  const fields = new Map<string, string>();
  for (const field of text.split(',')) {
    const equals = field.indexOf('=');
    const written = (equals < 0 ? field : field.slice(0, equals)).toLowerCase();
    const name = SYNONYMS[written] ?? written;
    const flag = name === 'readonly' || name === 'readwrite' || name === 'required';
    if (equals < 0 && !flag) return fail(`invalid field '${field}' must be a key=value pair`);
    const known = flag || ACCEPTED.has(name) || ['type', 'from', 'source', 'target', 'id'].includes(name);
    if (!known) return fail(`unexpected key '${written}' in '${field}'`);
    fields.set(name, equals < 0 ? 'true' : field.slice(equals + 1));
  }
  const type = (fields.get('type') ?? 'bind').toLowerCase();
  if (type === 'secret' || type === 'ssh') return fail(`RUN --mount=type=${type} is not simulated`);
  if (type !== 'bind' && type !== 'cache' && type !== 'tmpfs') return fail(`unsupported mount type "${type}"`);
  const target = fields.get('target') ?? '/';
  const writable = fields.get('readwrite') === 'true' || fields.get('readonly') === 'false';
  return ok({
    type,
    from: fields.get('from') ?? '',
    source: fields.get('source') ?? '/',
    target,
    readOnly: type === 'bind' ? !writable : fields.get('readonly') === 'true',
    id: fields.get('id') ?? target,
  });
}
