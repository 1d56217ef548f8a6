/** A mount in its long form. */
import { ComposeProblem, isPlain } from '../composeValues';
import { bytes, type Draft, dictionaryOf } from './canonicalValues';
import { splitMount } from './shortMount';

export function canonicalMount(
  item: unknown,
  path: string,
  complain: (place: string, sentence: string) => void,
): Draft {
  if (!isPlain(item)) return shortForm(String(item));
  const out: Draft = { ...item };
  if (out['target'] === undefined || out['target'] === '')
    throw new ComposeProblem(`service volume ${path} is missing a mount target`);
  if (out['read_only'] === false) delete out['read_only'];
  if (isPlain(out['volume'])) {
    const options: Draft = { ...out['volume'] };
    if ('labels' in options) options['labels'] = dictionaryOf(options['labels'], '');
    if (options['nocopy'] === false) delete options['nocopy'];
    out['volume'] = options;
  }
  if (isPlain(out['bind'])) {
    const options: Draft = { ...out['bind'] };
    if (options['create_host_path'] === false) delete options['create_host_path'];
    out['bind'] = options;
  }
  if (isPlain(out['tmpfs'])) {
    const options: Draft = { ...out['tmpfs'] };
    if ('size' in options) options['size'] = bytes(options['size'], (it) => complain('volumes[0].tmpfs.size', it));
    out['tmpfs'] = options;
  }
  return out;
}

function shortForm(text: string): Draft {
  const { source, target, mode } = splitMount(text);
  const bind = /^[./~\\]/.test(source) || /^\p{L}:/u.test(source);
  const words = mode.split(',');
  const selinux = words.find((word) => word === 'z' || word === 'Z');
  const propagation = words.find((word) => /^r?(?:shared|slave|private)$/.test(word));
  const bindOptions: Draft = {
    ...(selinux === undefined ? {} : { selinux }),
    ...(propagation === undefined ? {} : { propagation }),
    ...(bind ? { create_host_path: true } : {}),
  };
  return {
    type: bind ? 'bind' : 'volume',
    ...(source === '' ? {} : { source }),
    target: cleanTarget(target),
    ...(words.includes('ro') ? { read_only: true } : {}),
    ...(Object.keys(bindOptions).length === 0 ? {} : { bind: bindOptions }),
    ...(bind || text.length <= 2 ? {} : { volume: words.includes('nocopy') ? { nocopy: true } : {} }),
  };
}

/** As Go's path.Clean leaves it. */
function cleanTarget(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !path.startsWith('/')) parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/') || '.';
}
