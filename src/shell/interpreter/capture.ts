/** Command substitution: runs a script in a subshell and gives what it prints. */
import type { ParsedScript } from 'unbash';
import { normalise } from '../../engine/files/fileSystem';
import { waitForExit } from '../../engine/processes/kernel';
import { Pipe, read } from '../../engine/processes/pipe';
import type { Routine } from '../../engine/processes/routine';
import type { Descriptors } from './descriptors';
import { spawnSubshell } from './launch';
import type { Shell } from './shell';

/** All of the output, line ends included. The subshell's status becomes `$?`. */
export function* captureOutput(
  shell: Shell,
  script: ParsedScript,
  source: string,
  descriptors: Descriptors,
): Routine<string> {
  const file = fileOnly(shell, script);
  if (file !== undefined) return file;
  const pipe = new Pipe();
  const inside = descriptors.with(1, { output: pipe });
  const child = spawnSubshell(shell, inside, (subshell) =>
    subshell.runner.statements(script.commands, {
      shell: subshell,
      descriptors: inside,
      source,
      condition: false,
      inPlace: true,
    }),
  );
  child.onExit(() => pipe.close());
  const text = yield* readUpTo(pipe, OUTPUT_LIMIT);
  const exit = yield* waitForExit(child);
  shell.status = exit.code;
  shell.checkInterrupt();
  return text;
}

/** More output than this ends the command, as a full memory would. */
const OUTPUT_LIMIT = 8 * 1024 * 1024;

function* readUpTo(pipe: Pipe, limit: number): Routine<string> {
  let all = '';
  for (;;) {
    const text = yield* read(pipe);
    if (text === undefined) return all;
    all += text;
    if (all.length > limit) pipe.abandon();
  }
}

/** `$(< file)` reads the file without running anything. Simplified: only where the name holds no expansion. */
function fileOnly(shell: Shell, script: ParsedScript): string | undefined {
  const command = script.commands.length === 1 ? script.commands[0]?.command : undefined;
  if (command?.type !== 'Command' || command.name !== undefined || command.prefix.length !== 1) return undefined;
  const redirect = command.prefix[0];
  if (redirect?.type !== 'Redirect' || redirect.operator !== '<' || redirect.target?.parts !== undefined)
    return undefined;
  const text = shell.process.files.read(normalise(redirect.target?.value ?? '', shell.process.workingDirectory));
  return text.ok ? text.value : undefined;
}
