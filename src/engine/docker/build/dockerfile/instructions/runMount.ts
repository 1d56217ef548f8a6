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

/** Reads the value of --mount. SSH agents aren't simulated, and refused. */
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
  if (type === 'ssh') return fail('RUN --mount=type=ssh is not simulated: nobody here has an SSH agent');
  if (type === 'secret') return readSecret(fields);
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

/** A secret is a file under /run/secrets that only root reads, or what `target`, `env`, `mode`, `uid` and `gid` say. */
function readSecret(fields: ReadonlyMap<string, string>): Result<RunMount, string> {
  const target = fields.get('target') ?? '';
  const id = fields.get('id') ?? fields.get('source') ?? target.slice(target.lastIndexOf('/') + 1);
  if (id === '') return fail('invalid secret mount. one of source, target required');
  const mode = fields.get('mode') ?? '0400';
  if (!/^0?[0-7]+$/.test(mode)) return fail(`invalid value ${mode} for mode`);
  const owner = `${fields.get('uid') ?? '0'}:${fields.get('gid') ?? '0'}`;
  const variable = fields.get('env') ?? '';
  return ok({
    type: 'secret',
    from: '',
    source: '/',
    target: target === '' && variable === '' ? `/run/secrets/${id}` : target,
    readOnly: true,
    id,
    secret: { required: fields.get('required') === 'true', mode: Number.parseInt(mode, 8), owner, variable },
  });
}
