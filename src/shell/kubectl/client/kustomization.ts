/** What a kustomization gives, as the text that -k reads and `kubectl kustomize` prints. */
import { buildKustomization } from '../../kustomize/build';
import { CommandError } from '../errors';
import { writeYaml } from '../output/yaml';
import type { Invocation } from '../verb';

/** The built objects as YAML documents. @throws CommandError with kustomize's sentence */
export function builtKustomization({ process, printError }: Invocation, directory: string, anywhere = false): string {
  const built = buildKustomization(process.files, directory, process.workingDirectory, {
    anywhere,
    warn: (line) => printError(`${line}\n`),
  });
  if (!built.ok) throw new CommandError(built.error);
  return built.value.map((object) => writeYaml(object)).join('---\n');
}
