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
  const match = /^(?:k|kubectl) ((?:[a-z-]+ )*?[a-z-]+)(?= |$)(.*)$/s.exec(command);
  if (match === null) return undefined;
  const flags = [...((match[2] ?? '').split(' -- ')[0]?.matchAll(/(?<= )--?[a-zA-Z][a-z-]*/g) ?? [])].map(
    ([flag]) => flag,
  );
  const [verb = ''] = (match[1] ?? '').split(' ');
  const help = helpOf(`kubectl ${verb}`);
  if (help === undefined) return `kubectl has no ${verb}`;
  if (/Available Commands:/.test(help)) return undefined;
  const unknown = flags.filter((flag) => flag.startsWith('--') && !GLOBAL.includes(flag) && !help.includes(flag));
  return unknown.length > 0 ? `kubectl ${verb} has no flag ${unknown.join(', ')}` : undefined;
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
