/** Data for ConfigMaps and Secrets from --from-literal, --from-file and --from-env-file. */
import { describeFileError, normalise } from '../../../engine/files/fileSystem';
import { plainEnvironmentNameErrors } from '../../../kinds/names';
import { CommandError } from '../errors';
import type { Invocation } from '../verb';

/** Keys with their texts, in the order given. @throws CommandError in kubectl's words for what is not right */
export function readKeyValues(invocation: Invocation): Record<string, string> {
  const { flags } = invocation;
  const data: Record<string, string> = {};
  const add = (key: string, value: string, what: string) => {
    if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
      throw new CommandError(
        `"${key}" is not a valid key name for a ${what}: a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
      );
    }
    if (key in data)
      throw new CommandError(
        `cannot add key "${key}", another key by that name already exists in Data for ${what} "${invocation.args[0] ?? ''}"`,
      );
    data[key] = value;
  };
  const what = invocation.command.includes('secret') ? 'Secret' : 'ConfigMap';
  const envFiles = flags.strings('from-env-file');
  if (envFiles.length > 0 && (flags.strings('from-file').length > 0 || flags.strings('from-literal').length > 0)) {
    throw new CommandError('from-env-file cannot be combined with from-file or from-literal');
  }
  for (const literal of flags.strings('from-literal')) {
    const at = literal.indexOf('=');
    if (at < 1) throw new CommandError(`invalid literal source ${literal}, expected key=value`);
    const value = literal.slice(at + 1);
    add(literal.slice(0, at), /^(".*"|'.*')$/s.test(value) ? value.slice(1, -1) : value, what);
  }
  for (const source of flags.strings('from-file'))
    readFileSource(invocation, source, (key, value) => add(key, value, what));
  for (const path of envFiles) readEnvFile(invocation, path, (key, value) => add(key, value, what));
  return data;
}

function readFileSource({ process }: Invocation, source: string, add: (key: string, value: string) => void): void {
  const [first = '', second, ...more] = source.split('=');
  if (more.length > 0) throw new CommandError("key names or file paths cannot contain '='");
  if (second !== undefined && first === '') throw new CommandError(`key name for file path ${second} missing`);
  if (second === '') throw new CommandError(`file path for key name ${first} missing`);
  const path = second ?? first;
  const whole = normalise(path, process.workingDirectory);
  const stat = process.files.stat(whole);
  if (!stat.ok) throw new CommandError(`error reading ${path}: ${describeFileError(stat.error).toLowerCase()}`);
  if (stat.value.type === 'directory') {
    if (second !== undefined) throw new CommandError('cannot give a key name for a directory path');
    const names = process.files.list(whole);
    for (const name of names.ok ? names.value : []) {
      const text = process.files.read(`${whole}/${name}`);
      if (text.ok) add(name, text.value);
    }
    return;
  }
  const text = process.files.read(whole);
  if (!text.ok) throw new CommandError(`error reading ${path}: ${describeFileError(text.error).toLowerCase()}`);
  add(second === undefined ? (path.split('/').pop() ?? path) : first, text.value);
}

function readEnvFile({ process }: Invocation, path: string, add: (key: string, value: string) => void): void {
  const text = process.files.read(normalise(path, process.workingDirectory));
  if (!text.ok) throw new CommandError(`error reading ${path}: ${describeFileError(text.error).toLowerCase()}`);
  for (const line of text.value.split('\n')) {
    const trimmed = line.trimStart();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const at = trimmed.indexOf('=');
    const key = at < 0 ? trimmed : trimmed.slice(0, at);
    const problems = plainEnvironmentNameErrors(key);
    if (problems.length > 0) throw new CommandError(`"${key}" is not a valid key name: ${problems.join(';')}`);
    if (at < 0) add(trimmed, process.env.get(trimmed) ?? '');
    else add(trimmed.slice(0, at), trimmed.slice(at + 1));
  }
}
