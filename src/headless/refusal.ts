/** What prose may tell learners to type: verbs and flags that kubectl and docker know, as their own help says. */

type Ask = (command: string) => { readonly exit: number; readonly stdout: string };

/** Gives a function that says what is wrong with a command; undefined: nothing, or it is of another tool. */
export function refusal(ask: Ask): (command: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const helpOf = (command: string) => {
    if (!known.has(command)) {
      const { exit, stdout } = ask(`${command} --help`);
      known.set(command, exit === 0 ? stdout : undefined);
    }
    return known.get(command);
  };
  return (command) => refuseKubectl(command, helpOf) ?? refuseDocker(command, helpOf);
}

type HelpOf = (command: string) => string | undefined;

function refuseKubectl(command: string, helpOf: HelpOf): string | undefined {
  const words = /^(?:k|kubectl) ([a-z-]+)(?= |$)(.*)$/s.exec(command);
  if (words === null) return undefined;
  const [, verb = '', rest = ''] = words;
  let name = `kubectl ${verb}`;
  let help = helpOf(name);
  if (help === undefined) return `kubectl has no ${verb}`;
  for (const word of rest.trim().split(' ')) {
    const inner: string | undefined = listsCommand(help, word) ? helpOf(`${name} ${word}`) : undefined;
    if (inner === undefined) break;
    name = `${name} ${word}`;
    help = inner;
  }
  const flags = [...((rest.split(' -- ')[0] ?? '').matchAll(/(?<= )--[a-zA-Z][a-z-]*/g) ?? [])].map(([flag]) => flag);
  const unknown = flags.filter((flag) => !GLOBAL.includes(flag) && !new RegExp(`${flag}(?![\\w-])`).test(help));
  return unknown.length > 0 ? `${name} has no flag ${unknown.join(', ')}` : undefined;
}

/** Whether a help names a command below its own. */
function listsCommand(help: string, word: string): boolean {
  const commands = /^Available Commands:$([\s\S]*?)^$/m.exec(help)?.[1] ?? '';
  return commands.split('\n').some((line) => line.trim().split(' ')[0] === word && word !== '');
}

const GLOBAL = ['--namespace', '--context', '--kubeconfig'];

/** Flags are read up to the first operand: what follows may be a command for the container. */
function refuseDocker(command: string, helpOf: HelpOf): string | undefined {
  if (!/^docker [a-z]/.test(command)) return undefined;
  const words = command.split(' ');
  let length = 2;
  let help = helpOf(words.slice(0, length).join(' '));
  if (help !== undefined && /^Usage: {2}docker \S+ COMMAND$/m.test(help)) {
    length = 3;
    help = helpOf(words.slice(0, length).join(' '));
  }
  const name = words.slice(0, length).join(' ');
  if (help === undefined) return `there is no ${name}`;
  for (let at = length; at < words.length; at++) {
    const [flag = '', ...value] = (words[at] ?? '').split('=');
    if (!flag.startsWith('-')) return undefined;
    const lines = linesOf(flag, help);
    if (lines === undefined) return `${name} has no flag ${flag}`;
    // a flag's value follows where its line in the help names one: `--name string`
    if (value.length === 0 && lines.some((line) => /^ *(?:-\w, )?--[\w-]+ [a-z]/.test(line))) at++;
  }
  return undefined;
}

/** The lines of the help about a flag, or about each of several that are written as one (`-it`). */
function linesOf(flag: string, help: string): readonly string[] | undefined {
  const names = flag.startsWith('--') ? [flag] : [...flag.slice(1)].map((letter) => `-${letter}`);
  const lines = names.map((one) =>
    help.split('\n').find((line) => new RegExp(`^ +(?:-\\w, +)?${one}(?=[ ,]|$)`).test(line)),
  );
  return lines.every((line) => line !== undefined) ? lines : undefined;
}
