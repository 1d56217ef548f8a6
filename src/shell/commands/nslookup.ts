import type { NameAnswer, NameRecord } from '../../engine/network/namespace';
import type { Routine } from '../../engine/processes/routine';
import { callback } from '../../engine/processes/routine';
import { ask, resolvConf, reversed, reverseName } from '../tool/names';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

const TYPES = ['A', 'AAAA', 'CNAME', 'SRV', 'PTR'] as const;
type QuestionType = (typeof TYPES)[number];

const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;
/** Whom tools ask that find no name server in resolv.conf. */
const OWN_SERVER = '127.0.0.1';
const NO_SERVER = ';; connection timed out; no servers could be reached\n\n';

interface Question {
  readonly name: string;
  readonly type: QuestionType;
}

/** `nslookup`, as bind has it, or busybox. Simplified: no interactive mode. */
export const nslookup = defineTool({
  name: 'nslookup',
  summary: 'query the name server',
  usage: '[OPTION]... HOST [SERVER]',
  options: 'type=|query= debug timeout= retry= port=',
  rewrite: (arguments_) =>
    arguments_.map((argument) =>
      argument.replace(/^-(type|query|debug|timeout|retry|port|q)(?==|$)/, '--$1').replace(/^--q=/, '--query='),
    ),
  *run(tool) {
    const [name, asked] = tool.operands;
    if (name === undefined) return tool.misuse('missing host');
    const type = (tool.value('type') ?? '').toUpperCase();
    if (type !== '' && !isType(type)) return tool.fail(`questions of type ${type} are not simulated here`);
    const server = yield* serverAddress(tool, asked);
    if (server === undefined) return tool.fail(`couldn't get address for '${asked ?? ''}': not found`);
    const questions = questionsFor(tool, name, type === '' ? undefined : (type as QuestionType));
    return tool.busybox ? yield* askAll(tool, questions, server) : yield* askUntilFound(tool, questions, name, server);
  },
});

function isType(text: string): text is QuestionType {
  return TYPES.some((type) => type === text);
}

function* serverAddress(tool: Tool, asked: string | undefined): Routine<string | undefined> {
  if (asked === undefined) return resolvConf(tool).servers[0] ?? OWN_SERVER;
  return (yield* callback<readonly string[]>((done) => tool.process.network.resolve(asked, done)))[0];
}

/** What is asked, in order. busybox completes only names without a dot. */
function questionsFor(tool: Tool, name: string, type: QuestionType | undefined): readonly (readonly Question[])[] {
  if (ADDRESS.test(name) && (type === undefined || type === 'PTR')) return [[{ name: reversed(name), type: 'PTR' }]];
  const { searches } = resolvConf(tool);
  const plain = name.replace(/\.$/, '');
  const completed = searches.map((domain) => `${plain}.${domain}`);
  const dotted = name.includes('.');
  const names = tool.busybox
    ? dotted || completed.length === 0 || type === 'PTR'
      ? [plain]
      : completed
    : name.endsWith('.')
      ? [plain]
      : [...completed, plain];
  const types = type === undefined ? (['A', 'AAAA'] as const) : [type];
  if (tool.busybox) return [types.flatMap((one) => names.map((full) => ({ name: full, type: one })))];
  return names.map((full) => types.map((one) => ({ name: full, type: one })));
}

/** busybox asks everything and shows every answer. */
function* askAll(tool: Tool, questions: readonly (readonly Question[])[], server: string): Routine<number> {
  let status = 0;
  let shown = false;
  for (const { name, type } of questions.flat()) {
    const answer = yield* ask(tool, name, type, server);
    if (answer.code === 'failed') {
      yield* tool.print(shown ? '' : NO_SERVER);
      return 1;
    }
    if (!shown) yield* tool.print(`Server:\t\t${server}\nAddress:\t${server}:53\n\n`);
    shown = true;
    if (answer.code === 'NOERROR') yield* tool.print(`${answerText(answer)}\n`);
    else {
      status = 1;
      yield* tool.print(`** server can't find ${name}: ${answer.code}\n\n`);
    }
  }
  return status;
}

/** bind's goes through the search list until a name is known. */
function* askUntilFound(
  tool: Tool,
  questions: readonly (readonly Question[])[],
  name: string,
  server: string,
): Routine<number> {
  let last = '';
  for (const ofName of questions) {
    let text = '';
    for (const question of ofName) {
      const answer = yield* ask(tool, question.name, question.type, server);
      if (answer.code === 'failed') {
        yield* tool.print(NO_SERVER);
        return 1;
      }
      last = answer.code;
      if (answer.code === 'NOERROR' && answer.records.length > 0) text += answerText(answer);
      else if (answer.code !== 'NOERROR') break;
    }
    if (last !== 'NOERROR') continue;
    const found = text === '' ? `*** Can't find ${name}: No answer\n` : text;
    yield* tool.print(`Server:\t\t${server}\nAddress:\t${server}#53\n\n${found}\n`);
    return text === '' ? 1 : 0;
  }
  const failed = questions.length === 1 ? (questions[0]?.[0]?.name ?? name) : name;
  yield* tool.print(`Server:\t\t${server}\nAddress:\t${server}#53\n\n** server can't find ${failed}: ${last}\n\n`);
  return 1;
}

function answerText(answer: NameAnswer): string {
  const head = answer.secondHand === true ? 'Non-authoritative answer:\n' : '';
  return head + answer.records.map(recordText).join('');
}

function recordText({ name, type, data }: NameRecord): string {
  const plain = name.replace(/\.$/, '');
  switch (type) {
    case 'CNAME':
      return `${plain}\tcanonical name = ${data}\n`;
    case 'PTR':
      return `${plain}\tname = ${data}\n`;
    case 'SRV':
      return `${plain}\tservice = ${data}\n`;
    default:
      return `Name:\t${plain}\nAddress: ${data}\n`;
  }
}

/** `dig`: asks for records of one type; `+short` prints their data only. */
export const dig = defineTool({
  name: 'dig',
  summary: 'query the name server',
  usage: '[@server] NAME [TYPE] [+short] [+search] [-x ADDRESS]',
  options: 'x= t= q=',
  *run(tool) {
    const words = tool.operands.filter((word) => !/^[@+]/.test(word) && word !== 'IN');
    const types = [...words.filter((word) => isType(word.toUpperCase())), tool.value('t') ?? ''];
    const address = tool.value('x');
    const [plain = tool.value('q')] = words.filter((word) => !isType(word.toUpperCase()));
    const name = address === undefined ? plain : reversed(address);
    if (name === undefined) return tool.fail('missing name', 1);
    const wanted = (types[0] ?? '').toUpperCase();
    const type = address === undefined ? (isType(wanted) ? wanted : 'A') : 'PTR';
    const asked = tool.operands.find((word) => word.startsWith('@'))?.slice(1);
    const server = yield* serverAddress(tool, asked);
    if (server === undefined) return tool.fail(`couldn't get address for '${asked ?? ''}': not found`, 10);
    const started = tool.process.clock.now;
    let answer: NameAnswer = { code: 'failed', records: [], server };
    for (const full of namesToDig(tool, name)) {
      answer = yield* ask(tool, full, type, server);
      if (answer.records.length > 0 || answer.code === 'failed') break;
    }
    const took = Math.round(tool.process.clock.now - started);
    if (answer.code === 'failed') {
      yield* tool.print(`;; communications error to ${server}#53: timed out\n;; no servers could be reached\n`);
      return 9;
    }
    const short = answer.records.map((record) => `${record.data}\n`).join('');
    yield* tool.print(tool.operands.includes('+short') ? short : digText(name, type, answer, took));
    return 0;
  },
});

function namesToDig(tool: Tool, name: string): readonly string[] {
  if (!tool.operands.includes('+search') || name.endsWith('.')) return [name];
  return [...resolvConf(tool).searches.map((domain) => `${name}.${domain}`), name];
}

function digText(name: string, type: QuestionType, answer: NameAnswer, took: number): string {
  const { records, code, server } = answer;
  const dotted = (text: string) => `${text.replace(/\.$/, '')}.`;
  const lines = records.map((record) => {
    const data = record.type === 'A' || record.type === 'AAAA' ? record.data : dotted(record.data);
    return `${dotted(record.name)}\t\t${record.ttl}\tIN\t${record.type}\t${data}\n`;
  });
  const flags = answer.secondHand === true ? 'qr rd ra' : 'qr aa rd';
  const section = lines.length === 0 ? '' : `;; ANSWER SECTION:\n${lines.join('')}\n`;
  return `
; <<>> DiG 9.18.28 <<>> ${name}
;; global options: +cmd
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: ${code}, id: 4711
;; flags: ${flags}; QUERY: 1, ANSWER: ${records.length}, AUTHORITY: 0, ADDITIONAL: 0

;; QUESTION SECTION:
;${dotted(records[0]?.name ?? name)}\t\t\tIN\t${type}

${section};; Query time: ${took} msec
;; SERVER: ${server}#53(${server}) (UDP)

`;
}

/** `getent hosts`: names by the machine's resolver. */
export const getent = defineTool({
  name: 'getent',
  summary: 'get entries from the name service',
  usage: 'hosts NAME',
  *run(tool) {
    const [database, name = ''] = tool.operands;
    if (database !== 'hosts' && database !== 'ahosts') return tool.fail(`Unknown database: ${database ?? ''}`);
    if (ADDRESS.test(name)) {
      const found = yield* reverseName(tool, name);
      if (found !== undefined) yield* tool.print(`${name.padEnd(15)} ${found}\n`);
      return found === undefined ? 2 : 0;
    }
    const found =
      name === '' ? [] : yield* callback<readonly string[]>((done) => tool.process.network.resolve(name, done));
    for (const one of found) yield* tool.print(`${one.padEnd(15)} ${fullName(tool, name)}\n`);
    return found.length > 0 ? 0 : 2;
  },
});

/** A service's name as the search list completes it. */
function fullName(tool: Tool, name: string): string {
  const { searches } = resolvConf(tool);
  const dots = name.split('.').length - 1;
  if (name.endsWith('.') || searches.length === 0 || /\.(?:local|com|org|net|io|dev)$/.test(name))
    return name.replace(/\.$/, '');
  return `${name}.${dots === 0 ? searches[0] : (searches[dots === 1 ? 1 : 2] ?? searches[0])}`;
}
