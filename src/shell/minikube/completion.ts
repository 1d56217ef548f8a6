/** Tab for minikube: commands and flags. */

import type { Routine } from '../../engine/processes/routine';
import type { CompletionRequest, CompletionResult } from '../command';
import { findMinikubeCommand } from './findCommand';
import { globalFlags } from './minikubeCommand';
import { minikubeCommands } from './registry';

export function* completeMinikube({ words }: CompletionRequest): Routine<CompletionResult> {
  const last = words.at(-1) ?? '';
  const { command, rest } = findMinikubeCommand(words.slice(1, -1));
  if (last.startsWith('-'))
    return { items: [...(command?.flags ?? []), ...globalFlags].map(({ name }) => `--${name}`) };
  if (rest.some((word) => !word.startsWith('-'))) return { items: [], files: 'files' };
  const among = command === undefined ? minikubeCommands : (command.commands ?? []);
  return {
    items: among.map(({ name }) => name),
    ...(command?.commands === undefined && command !== undefined ? { files: 'files' as const } : {}),
  };
}
