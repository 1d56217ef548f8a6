/** Attempts a little beside a solution: a flag dropped, another value, another name, another namespace. */
import { unquoted } from './commandWords';
import { wrongDocker } from './wrongDocker';
import { wrongKubectl } from './wrongKubectl';
import { wrongRequests } from './wrongRequests';

/**
 * Ways to get one command slightly wrong. Commands of kubectl, docker, unshare and nsenter are changed, requests of curl
 * and hey, loops, and the file that a command's output goes to; pipes and lists of commands are left alone.
 */
export function wrongVersions(command: string): readonly string[] {
  const versions = /^(?:unshare|nsenter) /.test(command)
    ? withoutOptions(command)
    : [...wrongTool(command), ...wrongRequests(command)];
  return [...new Set([...versions, ...wrongOutput(command)])].filter((version) => version !== command);
}

/** Commands that only let time pass, as a learner may who does nothing: without them it comes to the same. */
export function onlyWaits(command: string): boolean {
  return /^(?:sleep|wait|cd|(?:k|kubectl) (?:wait|rollout status)) /.test(`${command} `);
}

function wrongTool(command: string): readonly string[] {
  if (/[|;&<>$`]/.test(unquoted(command)) || /"[^"]*[$`]/.test(command)) return [];
  if (/^docker /.test(command)) return wrongDocker(command);
  return /^(?:k|kubectl) /.test(command) ? wrongKubectl(command) : [];
}

/** The command before the arrow is a little wrong, or the output goes to a file of another name. */
function wrongOutput(command: string): readonly string[] {
  const [, own, arrow, file] = /^(\S[^|;&<>]*?)( >>? ?)([\w./-]+)$/.exec(command) ?? [];
  if (own === undefined) return [];
  return [...wrongTool(own).map((version) => `${version}${arrow}${file}`), `${own}${arrow}${file}x`];
}

/** Each long option before the program is left out once. */
function withoutOptions(command: string): readonly string[] {
  const [, head = '', rest = ''] = /^(\w+(?: --[\w-]+(?:=\S+)?)*)( .*)$/s.exec(command) ?? [];
  const [tool, ...options] = head.split(' ');
  return options.map((_, at) => [tool, ...options.toSpliced(at, 1)].join(' ') + rest);
}
