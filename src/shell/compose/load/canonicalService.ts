/** A service in its long forms: what compose makes of the short ones, and of texts that stand for sizes, times and commands. */
import { ComposeProblem, isPlain, type Plain } from '../composeValues';
import { durationText, nanoseconds } from '../durations';
import { shellWords } from '../shellWords';
import { canonicalMount } from './canonicalMount';
import { canonicalPorts } from './canonicalPorts';
import { bytes, type Draft, dictionaryOf, hostLines, isExtension, mapOf, textsOf } from './canonicalValues';

/** What compose could not make anything of, a line each: it tells all of them at once. */
export type Complaints = string[];

const SIZES = ['mem_limit', 'mem_reservation', 'memswap_limit', 'mem_swappiness', 'shm_size'];
const WHOLE = ['cpu_period', 'cpu_quota', 'cpu_rt_period', 'cpu_rt_runtime', 'cpu_shares', 'pids_limit', 'cpu_count'];
const LISTS = ['dns', 'dns_search', 'tmpfs', 'label_file'];
const DICTIONARIES = ['annotations', 'labels', 'sysctls'];
/** Printed even where they hold nothing. */
const KEPT_EMPTY = new Set([
  'command',
  'entrypoint',
  'deploy',
  'healthcheck',
  'logging',
  'init',
  'attach',
  'scale',
  'stop_grace_period',
  'networks',
  'build',
  'develop',
]);

export function canonicalService(name: string, raw: Plain, complaints: Complaints): Draft {
  const path = `services.${name}`;
  const complain = (place: string, sentence: string) => complaints.push(`'services[${name}].${place}' ${sentence}`);
  const out: Draft = { ...raw };
  const change = (key: string, with_: (value: unknown) => unknown) => {
    if (out[key] !== undefined && out[key] !== null) out[key] = with_(out[key]);
  };
  for (const key of ['command', 'entrypoint']) change(key, (value) => commandOf(value, (it) => complain(key, it)));
  for (const key of SIZES) change(key, (value) => bytes(value, (it) => complain(key, it)));
  for (const key of WHOLE) change(key, (value) => (typeof value === 'number' ? Math.trunc(value) : value));
  for (const key of LISTS) change(key, textsOf);
  for (const key of DICTIONARIES) change(key, (value) => dictionaryOf(value, ''));
  change('environment', (value) => dictionaryOf(value, null));
  change('extra_hosts', (value) => hostLines(value, (it) => complain('extra_hosts', it)));
  change('expose', (value) => textsOf(value));
  change('group_add', (value) => textsOf(value));
  change('build', (value) => canonicalBuild(value, complain));
  change('depends_on', dependsOn);
  change('networks', serviceNetworks);
  change('ports', (value) => canonicalPorts(value as readonly unknown[], path));
  change('volumes', (value) =>
    (value as readonly unknown[]).map((item, at) => canonicalMount(item, `${path}.volumes.[${at}]`, complain)),
  );
  change('secrets', (value) => grants(value, true));
  change('configs', (value) => grants(value, false));
  change('env_file', envFiles);
  change('devices', (value) => (value as readonly unknown[]).map(deviceOf));
  change('ulimits', ulimits);
  change('gpus', (value) => (value === 'all' ? [{ count: -1 }] : value));
  change('healthcheck', (value) => canonicalHealthcheck(value as Plain, complain));
  change('logging', (value) => canonicalLogging(value as Plain));
  change('stop_grace_period', (value) => duration(value, (it) => complain('stop_grace_period', it)));
  change('deploy', (value) => canonicalDeploy(value as Plain, complain));
  change('develop', (value) => canonicalDevelop(value as Plain));
  for (const key of ['post_start', 'pre_stop'])
    change(key, (value) => (value as readonly Plain[]).map((hook) => canonicalHook(hook)));
  delete out['extends'];
  return withoutEmpty(out, KEPT_EMPTY);
}

/** The long forms only: texts that may hold variables stay as they are. */
export function longForms(name: string, raw: Plain): Draft {
  const out: Draft = { ...raw };
  const change = (key: string, with_: (value: unknown) => unknown) => {
    if (out[key] !== undefined && out[key] !== null) out[key] = with_(out[key]);
  };
  const open = (item: unknown) => typeof item === 'string' && item.includes('$');
  const items = (value: unknown, with_: (item: unknown, at: number) => readonly unknown[]) =>
    (value as readonly unknown[]).flatMap((item, at) => (open(item) ? [item] : with_(item, at)));
  change('build', (value) => canonicalBuild(value, () => {}));
  change('depends_on', dependsOn);
  change('networks', serviceNetworks);
  change('ports', (value) => items(value, (item) => canonicalPorts([item], `services.${name}`)));
  change('volumes', (value) =>
    items(value, (item, at) => [canonicalMount(item, `services.${name}.volumes.[${at}]`, () => {})]),
  );
  delete out['extends'];
  return out;
}

/** Without members that hold nothing: null, '', 0, false, [], {}. */
function withoutEmpty(members: Draft, kept: ReadonlySet<string> = new Set()): Draft {
  const holds = ([key, value]: [string, unknown]) => {
    if (isExtension(key)) return true;
    if (value === undefined || value === null) return false;
    if (kept.has(key)) return true;
    if (Array.isArray(value)) return value.length > 0;
    if (typeof value === 'object') return Object.keys(value).length > 0;
    return value !== '' && value !== 0 && value !== false && value !== '0';
  };
  return Object.fromEntries(Object.entries(members).filter(holds));
}

function commandOf(value: unknown, complain: (sentence: string) => void): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  const words = shellWords(String(value));
  if (words.ok) return words.value;
  complain('invalid command line string');
  return [];
}

function duration(value: unknown, complain: (sentence: string) => void): string {
  const read = nanoseconds(value);
  if (read === undefined) complain(durationProblem(String(value)));
  return durationText(read ?? 0);
}

/** In the words of Go's time.ParseDuration. */
function durationProblem(text: string): string {
  const [, unit] = /^[-+]?(?:[\d.]+(?:ns|us|µs|ms|s|m|h))*[\d.]+([^\d.]+)/.exec(text) ?? [];
  if (/^[-+]?\d+(?:\.\d*)?$/.test(text)) return `time: missing unit in duration ${JSON.stringify(text)}`;
  if (unit !== undefined) return `time: unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(text)}`;
  return `time: invalid duration ${JSON.stringify(text)}`;
}

type Complain = (place: string, sentence: string) => void;

function canonicalBuild(value: unknown, complain: Complain): Draft {
  const build: Draft = isPlain(value) ? { ...value } : { context: value };
  for (const key of ['args', 'additional_contexts']) if (key in build) build[key] = dictionaryOf(build[key], null);
  if ('labels' in build) build['labels'] = dictionaryOf(build['labels'], '');
  if ('ssh' in build) build['ssh'] = sshKeys(build['ssh']);
  if ('extra_hosts' in build)
    build['extra_hosts'] = hostLines(build['extra_hosts'], (it) => complain('build.extra_hosts', it));
  if ('shm_size' in build) build['shm_size'] = bytes(build['shm_size'], (it) => complain('build.shm_size', it));
  if ('ulimits' in build) build['ulimits'] = ulimits(build['ulimits']);
  if ('secrets' in build) build['secrets'] = grants(build['secrets'], false);
  for (const key of ['provenance', 'sbom']) if (typeof build[key] === 'boolean') build[key] = String(build[key]);
  return withoutEmpty(build, new Set(['context']));
}

function sshKeys(value: unknown): readonly string[] {
  return Object.entries(dictionaryOf(value, null)).map(([key, path]) => (path === null ? key : `${key}=${path}`));
}

function dependsOn(value: unknown): Draft {
  const started = { condition: 'service_started', required: true };
  if (!isPlain(value)) return Object.fromEntries(textsOf(value).map((name) => [name, started]));
  return mapOf(value, (options) => {
    const { condition, restart, required = true, ...rest } = options as Draft;
    return { condition, ...(restart === true || restart === 'true' ? { restart: true } : {}), required, ...rest };
  });
}

function serviceNetworks(value: unknown): Draft {
  if (!isPlain(value)) return Object.fromEntries(textsOf(value).map((name) => [name, null]));
  return mapOf(value, (options) => (isPlain(options) ? driverTexts(withoutEmpty({ ...options })) : null));
}

function driverTexts(options: Draft): Draft {
  return 'driver_opts' in options ? { ...options, driver_opts: dictionaryOf(options['driver_opts'], '') } : options;
}

function grants(value: unknown, secrets: boolean): readonly Draft[] {
  return (value as readonly unknown[]).map((item) => {
    const grant: Draft = isPlain(item) ? { ...item } : { source: String(item) };
    const { mode } = grant;
    if (mode !== undefined) {
      const octal = typeof mode === 'number' ? mode.toString(8) : String(mode);
      grant['mode'] = octal.padStart(4, '0');
    }
    if (secrets && grant['target'] === undefined) grant['target'] = `/run/secrets/${String(grant['source'])}`;
    return grant;
  });
}

function envFiles(value: unknown): readonly Draft[] {
  const items = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return items.map((item) => ({ required: true, ...(isPlain(item) ? item : { path: String(item) }) }));
}

function deviceOf(item: unknown): Draft {
  if (isPlain(item)) return item;
  const [source = '', target = source, permissions = 'rwm'] = String(item).split(':');
  return withoutEmpty({ source, target, permissions });
}

function ulimits(value: unknown): Draft {
  return mapOf(value as Plain, (limit) => (isPlain(limit) ? limit : Number(limit)));
}

function canonicalHealthcheck(value: Plain, complain: Complain): Draft {
  const out: Draft = { ...value };
  const { test } = value;
  if (typeof test === 'string') out['test'] = ['CMD-SHELL', test];
  else if (Array.isArray(test)) {
    if (test.length === 0) delete out['test'];
    else if (!['CMD', 'CMD-SHELL', 'NONE'].includes(String(test[0])))
      throw new ComposeProblem('healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"');
  }
  for (const key of ['interval', 'timeout', 'start_period', 'start_interval'])
    if (key in out) out[key] = duration(out[key], (it) => complain(`healthcheck.${key}`, it));
  if (out['disable'] !== true) delete out['disable'];
  return out;
}

function canonicalLogging(value: Plain): Draft {
  const out: Draft = { ...value };
  if ('options' in out) out['options'] = dictionaryOf(out['options'], '');
  return withoutEmpty(out);
}

function canonicalHook(hook: Plain): Draft {
  const out: Draft = { ...hook, command: commandOf(hook['command'], () => {}) };
  if ('environment' in out) out['environment'] = dictionaryOf(out['environment'], null);
  return withoutEmpty(out);
}

function canonicalDevelop(value: Plain): Draft {
  const out: Draft = { ...value };
  if (Array.isArray(value['watch'])) {
    out['watch'] = (value['watch'] as readonly Plain[]).map((trigger) => {
      const one: Draft = { ...trigger };
      for (const key of ['ignore', 'include']) if (key in one) one[key] = textsOf(one[key]);
      if (isPlain(one['exec'])) one['exec'] = canonicalHook(one['exec']);
      return withoutEmpty(one);
    });
  }
  return out;
}

function canonicalDeploy(value: Plain, complain: Complain): Draft {
  const out: Draft = { ...value };
  if ('labels' in out) out['labels'] = dictionaryOf(out['labels'], '');
  for (const key of ['update_config', 'rollback_config', 'restart_policy']) {
    if (!isPlain(out[key])) continue;
    const part: Draft = { ...out[key] };
    for (const time of ['delay', 'monitor', 'window'])
      if (time in part) part[time] = duration(part[time], (it) => complain(`deploy.${key}.${time}`, it));
    out[key] = part;
  }
  if (isPlain(out['resources'])) {
    out['resources'] = mapOf(out['resources'], (limits, kind) =>
      isPlain(limits) ? resourceLimits(limits, (key, it) => complain(`deploy.resources.${kind}.${key}`, it)) : limits,
    );
  }
  return out;
}

function resourceLimits(value: Plain, complain: Complain): Draft {
  const out: Draft = { ...value };
  if ('cpus' in out) {
    const cpus = Number(out['cpus']);
    if (String(out['cpus']).trim() === '' || Number.isNaN(cpus))
      complain('cpus', `strconv.ParseFloat: parsing ${JSON.stringify(String(out['cpus']))}: invalid syntax`);
    out['cpus'] = cpus;
  }
  if ('memory' in out) out['memory'] = bytes(out['memory'], (it) => complain('memory', it));
  for (const device of (out['devices'] as readonly Plain[] | undefined) ?? [])
    if ('count' in device && 'device_ids' in device)
      throw new ComposeProblem(
        'services.web.deploy.resources.reservations.devices.[]: "count" and "device_ids" attributes are exclusive',
      );
  return withoutEmpty(out);
}
