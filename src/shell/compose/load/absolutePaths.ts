/** Relative paths of a compose file made absolute, in its short and long forms. */
import { isPlain, type Plain } from '../composeValues';
import { type Draft, mapOf } from './canonicalValues';

export type Resolve = (path: string) => string;

export function withAbsolutePaths(file: Plain, resolve: Resolve): Draft {
  const out: Draft = { ...file };
  if (isPlain(file['services']))
    out['services'] = mapOf(file['services'], (service) =>
      isPlain(service) ? serviceWithAbsolutePaths(service, resolve) : service,
    );
  for (const kind of ['secrets', 'configs']) {
    if (!isPlain(file[kind])) continue;
    out[kind] = mapOf(file[kind], (value) =>
      isPlain(value) ? member(value, 'file', (path) => local(path, resolve)) : value,
    );
  }
  return out;
}

export function serviceWithAbsolutePaths(service: Plain, resolve: Resolve): Draft {
  const out: Draft = { ...service };
  const path = (value: unknown) => local(value, resolve);
  if (isPlain(out['build'])) {
    out['build'] = member(out['build'], 'context', (value) => context(value, resolve));
    out['build'] = member(out['build'] as Plain, 'additional_contexts', (value) =>
      isPlain(value) ? mapOf(value, (one) => context(one, resolve)) : value,
    );
  } else if (out['build'] !== undefined) out['build'] = context(out['build'], resolve);
  for (const key of ['env_file', 'label_file']) if (out[key] !== undefined) out[key] = eachPath(out[key], resolve);
  if (Array.isArray(out['volumes']))
    out['volumes'] = out['volumes'].map((mount) => mountWithAbsolutePath(mount, resolve));
  if (isPlain(out['develop']))
    out['develop'] = member(out['develop'], 'watch', (triggers) =>
      Array.isArray(triggers)
        ? triggers.map((one: unknown) => (isPlain(one) ? member(one, 'path', path) : one))
        : triggers,
    );
  return out;
}

function member(value: Plain, key: string, change: (member: unknown) => unknown): Draft {
  return key in value ? { ...value, [key]: change(value[key]) } : { ...value };
}

function local(value: unknown, resolve: Resolve): unknown {
  return typeof value === 'string' && value !== '' && !value.startsWith('/') ? resolve(value) : value;
}

function context(value: unknown, resolve: Resolve): unknown {
  const elsewhere =
    typeof value === 'string' &&
    /^(?:https?:\/\/|git:\/\/|ssh:\/\/|git@|github\.com\/|docker-image:\/\/|service:|target:|oci-layout:\/\/)/.test(
      value,
    );
  return elsewhere ? value : local(value, resolve);
}

function eachPath(value: unknown, resolve: Resolve): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => eachPath(one, resolve));
  return isPlain(value) ? member(value, 'path', (path) => local(path, resolve)) : local(value, resolve);
}

function mountWithAbsolutePath(mount: unknown, resolve: Resolve): unknown {
  if (typeof mount === 'string') {
    const [, source, rest = ''] = /^([.~][^:]*)(:.*)$/s.exec(mount) ?? [];
    return source === undefined ? mount : resolve(source) + rest;
  }
  if (!isPlain(mount) || mount['type'] !== 'bind') return mount;
  return member(mount, 'source', (path) => (/^\p{L}:[\\/]/u.test(String(path)) ? path : local(path, resolve)));
}
