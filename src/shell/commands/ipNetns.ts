/**
 * `ip netns`: network namespaces with names. A name is a file in /run/netns that the namespace is mounted on, so that it
 * stays when no process is in it.
 */
import type { NetworkNamespace } from '../../engine/network/namespace';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import { becomeProgram, describeProgramError } from '../programs';
import type { Tool } from '../tool/tool';
import { inChild } from '../tool/utilLinux';
import { say } from './ipRights';

const DIRECTORY = '/run/netns';

/** The namespace with a name that the process sees. */
export function networkNamed(process: Process, name: string): NetworkNamespace | undefined {
  return process.files.stat(`${DIRECTORY}/${name}`).ok ? process.kernel.root.namedNetworks.get(name) : undefined;
}

/** The namespace that is mounted on a file. */
export function networkAt(process: Process, path: string): NetworkNamespace | undefined {
  const name = /^(?:\/var)?\/run\/netns\/([^/]+)$/.exec(path)?.[1];
  return name === undefined ? undefined : networkNamed(process, name);
}

/** All names, the newest first. */
function allNames(process: Process): readonly string[] {
  return [...process.kernel.root.namedNetworks.keys()].filter((name) => networkNamed(process, name)).reverse();
}

/** The names of the namespace with a number. */
export function namesOf(process: Process, inode: number | undefined): readonly string[] {
  return allNames(process).filter((name) => networkNamed(process, name)?.inode === inode);
}

export function* namespaces(tool: Tool, words: readonly string[]): Routine<number> {
  const [verb = 'list', ...rest] = words;
  switch (verb) {
    case 'list':
    case 'ls':
    case 'show':
      for (const name of allNames(tool.process)) yield* tool.print(`${name}\n`);
      return 0;
    case 'add':
    case 'a':
      return rest[0] === undefined ? say(tool, 'No netns name specified', 1) : add(tool, rest[0]);
    case 'del':
    case 'delete':
    case 'd':
      if (tool.has('a')) for (const name of allNames(tool.process)) remove(tool, name);
      else if (rest[0] === undefined) return say(tool, 'No netns name specified', 1);
      else return remove(tool, rest[0]);
      return 0;
    case 'exec':
    case 'e':
      return yield* execute(tool, rest);
    case 'pids':
      return yield* pids(tool, rest[0]);
    case 'identify':
      return yield* identify(tool, rest[0]);
    case 'set':
    case 'attach':
    case 'monitor':
    case 'list-id':
      return say(tool, `ip: \`ip netns ${verb}' is not simulated here`, 1);
    default:
      return say(tool, `Command "${verb}" is unknown, try "ip netns help".`, 255);
  }
}

function add(tool: Tool, name: string): number {
  const { process } = tool;
  const path = `${DIRECTORY}/${name}`;
  if (name.includes('/') || name === '.' || name === '..') return say(tool, `Invalid netns name "${name}"`, 255);
  if (process.files.stat(path).ok) return say(tool, `Cannot create namespace file "${path}": File exists`, 1);
  const made = process.files.makeDirectory(DIRECTORY, { parents: true });
  const written = made.ok ? process.files.write(path, '') : made;
  if (!written.ok) return say(tool, `Cannot create namespace file "${path}": Permission denied`, 1);
  if (!process.capable('SYS_ADMIN')) {
    process.files.remove(path);
    return say(tool, `Failed to create a new network namespace "${name}": Operation not permitted`, 1);
  }
  process.files.setMode(path, 0o444);
  process.kernel.root.namedNetworks.set(name, process.network.unshare(process.kernel.nextInode()));
  return 0;
}

/** Takes the name away; what is wired in the namespace goes once nobody is in it. */
function remove(tool: Tool, name: string): number {
  const { process } = tool;
  const path = `${DIRECTORY}/${name}`;
  const network = networkNamed(process, name);
  const failed = (words: string) => say(tool, `Cannot remove namespace file "${path}": ${words}`, 1);
  if (network === undefined) return failed('No such file or directory');
  if (!process.files.remove(path).ok) return failed('Permission denied');
  process.kernel.root.namedNetworks.delete(name);
  const used = process.kernel.root.processes.some((one) => one.network === network);
  if (!used) for (const { name: link } of network.interfaces) network.wiring.remove(link);
  return 0;
}

/** `ip netns exec NAME COMMAND...`; with -all in each of them. */
function* execute(tool: Tool, words: readonly string[]): Routine<number> {
  const { process } = tool;
  if (tool.has('a')) {
    for (const name of allNames(process)) {
      yield* tool.print(`\nnetns: ${name}\n`);
      yield* inChild(tool, (child) => become(tool, child, name, words));
    }
    return 0;
  }
  const [name, ...command] = words;
  if (name === undefined) return say(tool, 'No netns name specified', 1);
  if (command.length === 0) return say(tool, 'No command specified', 1);
  return yield* become(tool, process, name, command);
}

function* become(tool: Tool, process: Process, name: string, command: readonly string[]): Routine<number> {
  const status = enter(tool, process, name);
  if (status !== 0) return status;
  const ended = yield* becomeProgram(process, command);
  if (ended.ok) return ended.value;
  return say(tool, `exec of "${command[0]}" failed: ${describeProgramError(ended.error)}`, 1);
}

/** Moves a process to a named namespace, as `ip -n NAME` does too. */
export function enter(tool: Tool, process: Process, name: string): number {
  const network = networkNamed(process, name);
  if (network === undefined) {
    return say(tool, `Cannot open network namespace "${name}": No such file or directory`, 255);
  }
  if (!process.capable('SYS_ADMIN')) {
    return say(tool, `setting the network namespace "${name}" failed: Operation not permitted`, 255);
  }
  process.enter({ network });
  return 0;
}

function* pids(tool: Tool, name: string | undefined): Routine<number> {
  if (name === undefined) return say(tool, 'No netns name specified', 1);
  const network = networkNamed(tool.process, name);
  if (network === undefined) {
    return say(tool, `Cannot open network namespace: No such file or directory`, 1);
  }
  const { kernel } = tool.process;
  for (const one of kernel.processes) {
    if (one.network === network) yield* tool.print(`${kernel.pidOf(one)}\n`);
  }
  return 0;
}

function* identify(tool: Tool, pid: string | undefined): Routine<number> {
  const found = pid === undefined ? tool.process : tool.process.kernel.find(Number(pid));
  if (found === undefined) return say(tool, `Cannot open net namespace: No such file or directory`, 255);
  for (const name of namesOf(tool.process, found.network.inode)) yield* tool.print(`${name}\n`);
  return 0;
}
