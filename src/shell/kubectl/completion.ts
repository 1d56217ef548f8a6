/** What Tab offers after `kubectl`. */
import type { Routine } from '../../engine/processes/routine';
import type { CompletionRequest, CompletionResult, ShellServices } from '../command';
import { verbGroups } from './registry';

export function* completeKubectl(request: CompletionRequest, _services: ShellServices): Routine<CompletionResult> {
  if (request.words.length === 2) return { items: verbGroups.flatMap((group) => group.verbs).map((verb) => verb.name) };
  return { items: [] };
}
