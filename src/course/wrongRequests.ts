/** Ways to ask servers slightly wrongly: another path or port, a header forgotten, too few requests, too short a time. */

/** `command` may use the shell: what it asks is changed, whatever stands around it. */
export function wrongRequests(command: string): readonly string[] {
  if (/^curl /.test(command)) return [...withoutHeader(command), ...otherPath(command), ...otherPort(command)];
  if (/^hey /.test(command)) return [command.replace(/ -z \S+/, ' -z 1s').replace(/ -n \d+/, ' -n 2')];
  return fewerTurns(command);
}

function withoutHeader(command: string): readonly string[] {
  return [command.replace(/ (?:-H|--header) (?:"[^"]*"|'[^']*'|\S+)/, '')];
}

/** The last path of the command, which is not `/` alone. */
function otherPath(command: string): readonly string[] {
  const [whole, address] = /^(.*https?:\/\/(?:\$\([^)]*\)|[^\s/"'$])+\/[\w-]+)$/.exec(command) ?? [];
  return whole === undefined ? [] : [`${address}x`];
}

function otherPort(command: string): readonly string[] {
  return [
    command.replace(/^(curl (?:-s )?(?:http:\/\/)?[\w.-]+:)(\d+)\b/, (_, head, port) => `${head}${Number(port) + 1}`),
  ];
}

function fewerTurns(command: string): readonly string[] {
  return /^for \w+ in \$\(seq \d+\)/.test(command) ? [command.replace(/\$\(seq \d+\)/, '$(seq 2)')] : [];
}
