/** What Tab offers after `kubectl`: verbs, flags and their values, types, and what the cluster and kubeconfig hold. */
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { CompletionRequest, CompletionResult, ShellServices } from '../command';
import { type Flag, FlagValues } from '../flags/flag';
import { takesNext } from '../flags/parseFlags';
import { ClusterAccess } from './client/access';
import { categoryMembers, findResource, resourcePath, resourceText } from './client/discovery';
import { configFiles, loadConfig } from './client/kubeconfig';
import { CommandError } from './errors';
import { findVerb } from './findVerb';
import { globalFlags } from './globalFlags';
import { parseVerbFlags } from './parseVerbFlags';
import { verbGroups } from './registry';
import type { Verb } from './verb';

interface Place {
  readonly process: Process;
  readonly verb: Verb | undefined;
  readonly flags: FlagValues;
  /** Arguments before the word that is completed. */
  readonly args: readonly string[];
  readonly current: string;
  readonly access: ClusterAccess;
}

const NOTHING: CompletionResult = { items: [] };

export function* completeKubectl(request: CompletionRequest, services: ShellServices): Routine<CompletionResult> {
  const { words, process } = request;
  const current = words.at(-1) ?? '';
  const before = words.slice(1, -1);
  const { verb, command, words: rest } = findVerb(before);
  const known = [...(verb?.flags ?? []), ...globalFlags];
  const waiting = rest.at(-1);
  const awaited = waiting !== undefined && takesNext(known, waiting) ? flagOf(known, waiting) : undefined;
  const parsed = readable(command, known, awaited === undefined ? rest : rest.slice(0, -1));
  const access = new ClusterAccess(process, services, parsed.flags, true);
  const place: Place = { process, verb, current, access, ...parsed };
  try {
    if (awaited !== undefined) return yield* flagValues(place, awaited, '');
    const [, name, value] = /^(--[\w-]+=)(.*)$/s.exec(current) ?? [];
    if (name !== undefined) {
      const flag = flagOf(known, name.slice(0, -1));
      return flag === undefined ? NOTHING : yield* flagValues({ ...place, current: value ?? '' }, flag, name);
    }
    if (current.startsWith('-')) return flagNames(known, parsed.flags);
    return yield* argumentsOf(place);
  } catch (error) {
    // whatever cannot be had is not offered
    if (error instanceof CommandError) return NOTHING;
    throw error;
  }
}

function readable(command: string, flags: readonly Flag[], words: readonly string[]) {
  try {
    const { values, args } = parseVerbFlags(command, flags, words);
    return { flags: values, args };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { flags: new FlagValues(flags), args: words.filter((word) => !word.startsWith('-')) };
  }
}

function flagOf(flags: readonly Flag[], word: string): Flag | undefined {
  if (word.startsWith('--')) return flags.find((flag) => flag.name === word.slice(2));
  return flags.find((flag) => flag.shorthand === word.slice(1));
}

function flagNames(flags: readonly Flag[], given: FlagValues): CompletionResult {
  const repeatable = (flag: Flag): boolean => flag.type === 'strings' || flag.type === 'array';
  const offered = flags.filter((flag) => flag.hidden !== true && (repeatable(flag) || !given.changed(flag.name)));
  return { items: [...offered.map((flag) => `--${flag.name}`), '--help'].sort() };
}

function* flagValues(place: Place, flag: Flag, lead: string): Routine<CompletionResult> {
  const { complete } = flag;
  if (complete === undefined) return flag.type === 'bool' ? offer(place, ['true', 'false'], lead) : NOTHING;
  if (typeof complete !== 'string') return offer(place, complete, lead);
  switch (complete) {
    case 'file':
      return { items: [], files: 'files' };
    case 'namespace':
      return offer(place, yield* namesOf(place, 'namespaces'), lead);
    case 'node':
      return offer(place, yield* namesOf(place, 'nodes'), lead);
    case 'container':
      return offer(place, yield* containersOf(place), lead);
    default:
      return offer(place, configNames(place, `${complete}s`), lead);
  }
}

/** Of the items those that fit; no blank after one that goes on. */
function offer({ current }: Place, items: readonly string[], lead = ''): CompletionResult {
  const fitting = items.filter((item) => item.startsWith(current)).map((item) => lead + item);
  return { items: fitting, noSpace: fitting.length === 1 && /[=/]$/.test(fitting[0] ?? '') };
}

function* argumentsOf(place: Place): Routine<CompletionResult> {
  const { verb, args, current } = place;
  if (verb === undefined) {
    const verbs = verbGroups.flatMap((group) => group.verbs).filter((one) => one.hidden !== true);
    return args.length > 0 ? NOTHING : offer(place, [...verbs.map((one) => one.name), 'help', 'options'].sort());
  }
  const children = (verb.verbs ?? []).map((child) => child.name);
  if (verb.run === undefined || (children.length > 0 && args.length === 0 && verb.complete === undefined)) {
    return args.length > 0 ? NOTHING : offer(place, children);
  }
  const { complete = 'none' } = verb;
  if (complete === 'none') return NOTHING;
  if (complete === 'contexts' || complete === 'clusters' || complete === 'users') {
    return args.length > 0 ? NOTHING : offer(place, configNames(place, complete));
  }
  if (complete === 'types') return args.length > 0 ? NOTHING : offer(place, yield* types(place));
  if (complete === 'pod') {
    if (current.includes('/')) return yield* slashNames(place);
    return args.length > 0 ? NOTHING : offer(place, yield* namesOf(place, 'pods'));
  }
  if (complete === 'resources') return yield* resources(place);
  if ('names' in complete) return offer(place, yield* namesOf(place, complete.names));
  return args.length > 0 ? NOTHING : offer(place, complete);
}

/** `TYPE`, then its names; or `TYPE/NAME`. */
function* resources(place: Place): Routine<CompletionResult> {
  const { args, current } = place;
  if (current.includes('/')) return yield* slashNames(place);
  const [first] = args;
  if (first === undefined) {
    const list = current.lastIndexOf(',') + 1;
    return offer(
      place,
      (yield* types(place)).map((type) => current.slice(0, list) + type),
    );
  }
  if (first.includes('/')) return NOTHING;
  const names = yield* namesOf(place, first);
  return offer(
    place,
    names.filter((name) => !args.includes(name)),
  );
}

function* slashNames(place: Place): Routine<CompletionResult> {
  const [type = ''] = place.current.split('/');
  const names = yield* namesOf(place, type);
  return offer(
    place,
    names.map((name) => `${type}/${name}`),
  );
}

function* types({ access }: Place): Routine<string[]> {
  const discovery = yield* access.discovery();
  const listed = discovery.resources.filter((one) => one.verbs.includes('list'));
  const all = categoryMembers(discovery, 'all').length > 0 ? ['all'] : [];
  return [...all, ...listed.map(resourceText)].sort();
}

function* namesOf({ access, flags }: Place, type: string): Routine<string[]> {
  const resource = findResource(yield* access.discovery(), type);
  const everywhere = flags.knows('all-namespaces') && flags.bool('all-namespaces');
  const path = resourcePath(resource, everywhere ? '' : access.namespace);
  const list = yield* access.call<{ items: readonly { metadata: { name: string } }[] }>({ method: 'GET', path });
  return list.items.map((item) => item.metadata.name);
}

function* containersOf({ access, args }: Place): Routine<string[]> {
  const name = args[0]?.replace(/^pods?\//, '');
  if (name === undefined || name.includes('/')) return [];
  const path = `/api/v1/namespaces/${access.namespace}/pods/${name}`;
  const pod = yield* access.call<{ spec: { containers: { name: string }[]; initContainers?: { name: string }[] } }>({
    method: 'GET',
    path,
  });
  return [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].map((container) => container.name);
}

function configNames({ process, flags }: Place, part: string): string[] {
  const config = loadConfig(process.files, configFiles(process, flags.string('kubeconfig')), false);
  if (part === 'clusters') return [...config.clusters.keys()].sort();
  return [...(part === 'users' ? config.users : config.contexts).keys()].sort();
}
