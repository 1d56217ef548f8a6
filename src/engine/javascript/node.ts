/** `node`: its command line. The learner's code runs in an isolate (see nodeProcess.ts). */
import { readAll } from '../processes/pipe';
import type { Process, Program } from '../processes/process';
import type { Routine } from '../processes/routine';
import { NodeProcess } from './nodeProcess';
import type { CompiledQuickJs } from './quickJsTypes';

const DEFAULT_VERSION = '20.18.1';
/** Options that change nothing here. */
const IGNORED =
  /^--(?:trace-|no-warnings|no-deprecation|enable-source-maps|use_strict|max-old-space-size|max-http-header-size|unhandled-rejections=strict|stack-trace-limit)/;

/** Makes the program. Without a compiled QuickJS it says that it can't run anything. */
export function createNode(module: CompiledQuickJs | undefined): Program {
  return (process) => node(process, module);
}

interface Invocation {
  readonly main: string;
  readonly rest: readonly string[];
  readonly evalText?: string;
  readonly print: boolean;
}

function* node(process: Process, module: CompiledQuickJs | undefined): Routine<number> {
  const version = process.env.get('NODE_VERSION') ?? DEFAULT_VERSION;
  const [first] = process.argv.slice(1);
  if (first === '-v' || first === '--version') {
    process.stdout.write(`v${version}\n`);
    return 0;
  }
  if (first === '-h' || first === '--help') {
    process.stdout.write(
      'Usage: node [options] [ script.js ] [arguments]\n       node -e SCRIPT\n       node -p SCRIPT\n',
    );
    return 0;
  }
  if (module === undefined) {
    process.stderr.write('node: no JavaScript engine is there in this world\n');
    return 1;
  }
  const read = yield* readInvocation(process);
  if (typeof read === 'number') return read;
  const { main, rest, evalText, print } = read;
  const script =
    main.startsWith('/') || evalText !== undefined ? main : `${process.workingDirectory.replace(/\/$/, '')}/${main}`;
  const argv = ['/usr/local/bin/node', ...(evalText === undefined ? [script] : []), ...rest];
  const start = { version, argv, main: main.startsWith('/') ? main : `./${main}`, print };
  return yield* new NodeProcess(module, process, evalText === undefined ? start : { ...start, evalText }).run();
}

/** The script that is meant, or the exit status of a command line that means none. */
function* readInvocation(process: Process): Routine<Invocation | number> {
  const words = process.argv.slice(1);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '-e' || word === '--eval' || word === '-p' || word === '--print' || word === '-pe') {
      const text = words[at + 1];
      if (text !== undefined) {
        const print = word !== '-e' && word !== '--eval';
        return { main: '[eval]', rest: words.slice(at + 2), evalText: text, print };
      }
      process.stderr.write(`node: ${word} requires an argument\n`);
      return 9;
    }
    if (word === '-r' || word === '--require') {
      process.stderr.write(`node: ${word} is not simulated in this playground\n`);
      return 9;
    }
    if (word === '--' || IGNORED.test(word)) continue;
    if (word.startsWith('-') && word !== '-') {
      process.stderr.write(`node: bad option: ${word}\n`);
      return 9;
    }
    if (word !== '-') return { main: word, rest: words.slice(at + 1), print: false };
    break;
  }
  if (process.tty !== undefined) {
    process.stderr.write('node: the interactive mode is not simulated in this playground; try node -e or a file\n');
    return 1;
  }
  return { main: '[stdin]', rest: [], evalText: yield* readAll(process.stdin), print: false };
}
