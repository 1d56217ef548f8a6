/** What Tab offers for docker: commands, flags, and names of what is there. */
import type { Answer, DockerDaemon } from '../../engine/docker/daemon';
import type { Routine } from '../../engine/processes/routine';
import type { CompletionRequest, CompletionResult, ShellServices } from '../command';
import { completeCompose } from '../compose/completeCompose';
import { takesNext } from '../flags/parseFlags';
import { DEFAULT_HOST } from './client/dockerHost';
import type { ArgumentKind, DockerCommand } from './dockerCommand';
import { findCommand, globalFlagsEnd } from './findCommand';
import { globalFlags } from './globalFlags';
import { rootCommands } from './registry';

export function* completeDocker(request: CompletionRequest, services: ShellServices): Routine<CompletionResult> {
  const daemon = services.docker?.(hostOf(request));
  const words = request.words.slice(1, -1);
  const last = request.words.at(-1) ?? '';
  const { command, rest } = findCommand(words.slice(globalFlagsEnd(globalFlags('~'), words)));
  if (command === undefined) return last.startsWith('-') ? flagNames(globalFlags('~')) : names(rootCommands);
  if (command.name === 'compose') return completeCompose(request, rest);
  if (command.commands !== undefined && command.run === undefined) {
    return rest.length === 0 ? names(command.commands) : { items: [] };
  }
  if (last.startsWith('-')) return flagNames(command.flags);
  const before = rest.at(-1);
  const flag = before?.startsWith('-') === true && takesNext(command.flags, before);
  if (flag) return flagValues(command, before, daemon);
  const place = rest.filter((word, i) => !word.startsWith('-') && !takesNext(command.flags, rest[i - 1] ?? '')).length;
  const kinds = command.complete ?? [];
  const kind = kinds[Math.min(place, kinds.length - 1)];
  return kind === undefined ? { items: [], files: 'files' } : objects(kind, daemon);
}

/** As the client itself finds it. */
function hostOf({ process, words }: CompletionRequest): string {
  const at = words.findIndex((word) => word === '-H' || word === '--host');
  return (at > 0 ? words[at + 1] : undefined) ?? (process.env.get('DOCKER_HOST') || DEFAULT_HOST);
}

function names(commands: readonly DockerCommand[]): CompletionResult {
  return { items: commands.filter(({ hidden }) => hidden !== true).map(({ name }) => name) };
}

function flagNames(flags: DockerCommand['flags']): CompletionResult {
  return { items: flags.filter(({ hidden }) => hidden !== true).map(({ name }) => `--${name}`) };
}

function flagValues(command: DockerCommand, word: string, daemon: DockerDaemon | undefined): CompletionResult {
  const flag = command.flags.find(({ name, shorthand }) => word === `--${name}` || word === `-${shorthand}`);
  if (flag?.complete === 'network') return objects('networks', daemon);
  if (typeof flag?.complete === 'object') return { items: flag.complete };
  return { items: [], files: 'files' };
}

/** Names of what the laptop's daemon has. */
function objects(kind: ArgumentKind, daemon: DockerDaemon | undefined): CompletionResult {
  if (kind === 'files' || kind === 'directories') return { items: [], files: kind };
  if (daemon === undefined) return { items: [] };
  if (kind === 'networks' || kind === 'volumes')
    return { items: listed(daemon[kind].list({})).map(({ Name }) => String(Name)) };
  if (kind === 'images') return { items: imageNames(daemon) };
  const items = containerNames(daemon, kind);
  if (kind === 'container files') return { items: items.map((name) => `${name}:`), files: 'files', noSpace: true };
  return { items: kind === 'objects' ? [...items, ...imageNames(daemon)] : items };
}

function containerNames(daemon: DockerDaemon, kind: ArgumentKind): readonly string[] {
  const list = listed(daemon.containers.list({ all: true, limit: -1, size: false, filters: {} }));
  const runs = (state: string) => state === 'running' || state === 'paused';
  const fitting = list.filter(
    ({ State }) => !(kind === 'running containers' && !runs(State)) && !(kind === 'stopped containers' && runs(State)),
  );
  return fitting.flatMap(({ Names }) => Names.map((name) => name.replace(/^\//, '')));
}

/** With their tags, and without where that is `latest`. */
function imageNames(daemon: DockerDaemon): readonly string[] {
  const tags = listed(daemon.images.list({ all: false, filters: {} })).flatMap(({ RepoTags }) => RepoTags);
  return tags.flatMap((tag) => (tag.endsWith(':latest') ? [tag, tag.replace(/:latest$/, '')] : [tag]));
}

function listed<T>(answer: Answer<readonly T[]>): readonly T[] {
  return answer.ok ? answer.value : [];
}
