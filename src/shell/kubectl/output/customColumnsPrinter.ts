/** `-o custom-columns` and `-o custom-columns-file` of `get`. */
import { describeFileError, normalise } from '../../../engine/files/fileSystem';
import { alignTabs, tableTabs } from '../../text/tabWriter';
import { CommandError } from '../errors';
import type { Invocation } from '../verb';
import { type CustomColumns, customColumns, customColumnsFile } from './customColumns';

/** Gives the text for objects; undefined when another format was asked for. */
export function customColumnsPrinter(invocation: Invocation): ((objects: readonly unknown[]) => string) | undefined {
  const columns = chosenColumns(invocation);
  if (columns === undefined) return undefined;
  const header = invocation.flags.bool('no-headers') ? '' : columns.header;
  return (objects) => alignTabs(header + objects.map((object) => columns.line(object)).join(''), tableTabs);
}

function chosenColumns({ flags, process }: Invocation): CustomColumns | undefined {
  const output = flags.string('output');
  const [format, spec = ''] = output.split(/=(.*)/s);
  const allowMissing = flags.bool('allow-missing-template-keys');
  if (format === 'custom-columns') return customColumns(spec, allowMissing);
  if (format !== 'custom-columns-file') return undefined;
  if (spec === '') throw new CommandError('custom-columns format specified but no custom columns given');
  const read = process.files.read(normalise(spec, process.workingDirectory));
  if (read.ok) return customColumnsFile(read.value, allowMissing);
  const why = describeFileError(read.error).toLowerCase();
  throw new CommandError(`error reading template ${spec}, open ${spec}: ${why}\n`);
}
