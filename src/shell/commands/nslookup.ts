import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import { callback } from '../../engine/processes/routine';
import { defineTool } from '../tool/tool';

/** Addresses of a name, by the resolver of the process's network. */
function* resolve(process: Process, name: string): Routine<readonly string[]> {
  return yield* callback<readonly string[]>((done) => process.network.resolve(name, done));
}

function nameserver(process: Process): string {
  const text = process.files.read('/etc/resolv.conf');
  return (text.ok ? /^nameserver\s+(\S+)/m.exec(text.value)?.[1] : undefined) ?? '127.0.0.53';
}

/** The name as the search list completes it. */
function fullName(process: Process, name: string, found: boolean): string {
  const text = process.files.read('/etc/resolv.conf');
  const searches = (text.ok ? /^search\s+(.*)$/m.exec(text.value)?.[1] : undefined)?.split(/\s+/) ?? [];
  const dots = name.split('.').length - 1;
  if (!found || name.endsWith('.') || searches.length === 0 || /\.(?:local|com|org|net|io|dev)$/.test(name))
    return name.replace(/\.$/, '');
  return `${name}.${dots === 0 ? searches[0] : (searches[dots === 1 ? 1 : 2] ?? searches[0])}`;
}

/** `nslookup`: asks the name server. Simplified: only addresses, and through the resolver of the machine. */
export const nslookup = defineTool({
  name: 'nslookup',
  summary: 'query the name server',
  usage: '[OPTION]... HOST [SERVER]',
  options: 'type= query= debug',
  rewrite: (arguments_) => arguments_.map((argument) => argument.replace(/^-(type|query|debug)/, '--$1')),
  *run(tool) {
    const [name, server] = tool.operands;
    if (name === undefined) return tool.misuse('missing host');
    const address = server ?? nameserver(tool.process);
    const found = yield* resolve(tool.process, name);
    yield* tool.print(`Server:\t\t${address}\nAddress:\t${address}${tool.busybox ? ':53' : '#53'}\n\n`);
    const full = fullName(tool.process, name, found.length > 0);
    if (found.length === 0) {
      yield* tool.print(`** server can't find ${full}: NXDOMAIN\n\n`);
      return 1;
    }
    for (const one of found) yield* tool.print(`Name:\t${full}\nAddress: ${one}\n`);
    yield* tool.print('\n');
    return 0;
  },
});

/** `dig`: asks for A records; `+short` prints addresses only. */
export const dig = defineTool({
  name: 'dig',
  summary: 'query the name server',
  usage: '[@server] NAME [TYPE] [+short]',
  *run(tool) {
    const words = tool.operands.filter(
      (word) => !/^[@+]/.test(word) && !/^(?:A|AAAA|ANY|IN|SRV|CNAME|PTR)$/.test(word),
    );
    const [name] = words;
    if (name === undefined) return tool.fail('missing name', 1);
    const found = yield* resolve(
      tool.process,
      tool.operands.includes('+search') ? name : `${name.replace(/\.$/, '')}.`,
    );
    if (tool.operands.includes('+short')) {
      yield* tool.print(found.map((one) => `${one}\n`).join(''));
      return 0;
    }
    const question = `${name.replace(/\.$/, '')}.`;
    const answers = found.map((one) => `${question}\t\t30\tIN\tA\t${one}\n`).join('');
    yield* tool.print(
      `\n; <<>> DiG 9.18.28 <<>> ${name}\n;; global options: +cmd\n;; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: ${found.length > 0 ? 'NOERROR' : 'NXDOMAIN'}, id: 4711\n;; flags: qr aa rd; QUERY: 1, ANSWER: ${found.length}, AUTHORITY: 0, ADDITIONAL: 0\n\n;; QUESTION SECTION:\n;${question}\t\t\tIN\tA\n\n${answers === '' ? '' : `;; ANSWER SECTION:\n${answers}\n`};; SERVER: ${nameserver(tool.process)}#53\n\n`,
    );
    return 0;
  },
});

/** `getent hosts`: names by the machine's resolver. */
export const getent = defineTool({
  name: 'getent',
  summary: 'get entries from the name service',
  usage: 'hosts NAME',
  *run(tool) {
    const [database, name] = tool.operands;
    if (database !== 'hosts' && database !== 'ahosts') return tool.fail(`Unknown database: ${database ?? ''}`);
    const found = name === undefined ? [] : yield* resolve(tool.process, name);
    for (const one of found) yield* tool.print(`${one.padEnd(15)} ${fullName(tool.process, name ?? '', true)}\n`);
    return found.length > 0 ? 0 : 2;
  },
});
