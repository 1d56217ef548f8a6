/** What Tab offers after `docker compose`: its own options, subcommands, their options, the project's services. */
import type { CompletionRequest, CompletionResult } from '../command';
import { CliFailure } from '../docker/failure';
import type { FlagValues } from '../flags/flag';
import { parseFlags, takesNext } from '../flags/parseFlags';
import { globalEnd, globalFlags } from './compose';
import { readProject, wholeReading } from './readProject';
import { composeCommands } from './registry';

/** `words` are those between `compose` and the one that is being typed. */
export function completeCompose(
  { process, words: typed }: CompletionRequest,
  words: readonly string[],
): CompletionResult {
  const last = typed.at(-1) ?? '';
  const end = globalEnd(words);
  const before = words.at(-1) ?? '';
  const [name, ...rest] = words.slice(end);
  const command = composeCommands.find((one) => one.name === name);
  const flags = command?.flags ?? globalFlags;
  const wants = before.startsWith('-') && before !== name && takesNext(flags, before);
  if (wants) return { items: [], files: 'files' };
  if (name !== undefined && command === undefined) return { items: [] };
  if (last.startsWith('-')) {
    return { items: flags.filter(({ hidden }) => hidden !== true).map((flag) => `--${flag.name}`) };
  }
  if (command === undefined) return { items: composeCommands.map((one) => one.name) };
  // what follows the service of `exec` and `run` is a command line of its own
  const places = rest.filter((word, at) => !word.startsWith('-') && !takesNext(flags, rest[at - 1] ?? '')).length;
  if (command.inOrder === true && places > 0) return { items: [], files: 'files' };
  return { items: command.usage.includes('SERVICE') ? servicesOf(process, words.slice(0, end)) : [] };
}

/** The names of the services in the project's file; none where it cannot be read. */
function servicesOf(process: CompletionRequest['process'], words: readonly string[]): readonly string[] {
  const values = valuesOf(words);
  if (values === undefined) return [];
  const read = readProject({
    files: process.files,
    environment: process.env,
    workingDirectory: process.workingDirectory,
    fileNames: values.strings('file'),
    projectName: values.string('project-name'),
    projectDirectory: values.string('project-directory'),
    profiles: values.strings('profile'),
    envFiles: values.strings('env-file'),
    asked: [],
    allResources: false,
    reading: { ...wholeReading, checkConsistency: false },
    warn: () => {},
  });
  return read.ok ? Object.keys(read.value.services) : [];
}

/** What the options before the subcommand say; undefined where they cannot be understood. */
function valuesOf(words: readonly string[]): FlagValues | undefined {
  try {
    return parseFlags(globalFlags, words, { inOrder: false, refuse: (message) => new CliFailure(message) }).values;
  } catch (problem) {
    if (problem instanceof CliFailure) return undefined;
    throw problem;
  }
}
