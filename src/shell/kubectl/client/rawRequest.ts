/** `--raw`: a file sent to a path of the server as it is, and the answer printed as it comes. */
import type { ApiRequest } from '../../../engine/client/door';
import { describeFileError, normalise } from '../../../engine/files/fileSystem';
import type { Routine } from '../../../engine/processes/routine';
import { CommandError } from '../errors';
import type { Invocation } from '../verb';
import { readSources } from './documents';

/** Sends it. @throws CommandError for flags that do not go together, and when the server refuses */
export function* sendRaw(invocation: Invocation, method: ApiRequest['method']): Routine<number> {
  const { flags, access, process, print } = invocation;
  const filenames = flags.strings('filename');
  const wanted = method === 'DELETE' ? filenames.length <= 1 : filenames.length === 1;
  if (!wanted) throw new CommandError('--raw can only use a single local file or stdin');
  if (filenames.some((name) => /^https?:\/\//.test(name))) throw new CommandError('--raw cannot read from a url');
  if (flags.bool('recursive')) throw new CommandError('--raw and --recursive are mutually exclusive');
  if (flags.knows('selector') && flags.string('selector') !== '') {
    throw new CommandError('--raw and --selector (-l) are mutually exclusive');
  }
  if (flags.string('output') !== '') throw new CommandError('--raw and --output are mutually exclusive');
  const uri = flags.string('raw');
  if (!/^(\/|[a-z]+:\/\/)/.test(uri)) {
    throw new CommandError(`--raw must be a valid URL path: parse ${JSON.stringify(uri)}: invalid URI for request`);
  }
  const [filename = '-'] = filenames;
  const opened = filename === '-' ? undefined : process.files.stat(normalise(filename, process.workingDirectory));
  if (opened?.ok === false) {
    throw new CommandError(`open ${filename}: ${describeFileError(opened.error).toLowerCase()}`);
  }
  const [source] = yield* readSources(process, filenames, false);
  const { path, query } = rawPath(uri);
  const body = source === undefined ? {} : { body: source.text, headers: { 'content-type': 'application/json' } };
  const answer = yield* access.follow({ method, path, query, ...body });
  print(typeof answer === 'string' ? answer : `${JSON.stringify(answer)}\n`);
  return 0;
}

/** Path and query of a `--raw` value. */
export function rawPath(uri: string): { readonly path: string; readonly query: Readonly<Record<string, string>> } {
  const [path = '', text = ''] = uri.split(/\?(.*)/s);
  const pairs = text.split('&').filter(Boolean);
  const query = Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', value = ''] = pair.split(/=(.*)/s);
      return [decodeURIComponent(key), decodeURIComponent(value)];
    }),
  );
  return { path, query };
}
