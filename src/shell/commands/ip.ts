import type { RoutingEntry } from '../../engine/network/namespace';
import type { Routine } from '../../engine/processes/routine';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';
import { addresses } from './ipAddress';
import { links } from './ipLink';
import { enter, namespaces } from './ipNetns';
import { mayChange, say } from './ipRights';
import { isRange, isShow } from './ipWords';

const OBJECTS = ['address', 'link', 'route', 'rule', 'neighbour', 'netns', 'help'] as const;

/** `ip`: interfaces, addresses and routes of the network namespace; links can be set up and down. */
export const ip = defineTool({
  name: 'ip',
  summary: 'show and manipulate network interfaces, addresses and routes',
  usage: '[ OPTIONS ] OBJECT { COMMAND | help }',
  usageStatus: 255,
  options: '4 6 br|brief c|color? o|oneline s|stats|statistics d|details h|human V a|all n|netns=',
  inOrder: true,
  rewrite: (arguments_) =>
    arguments_.map((argument) =>
      argument.replace(/^-(br|brief|color|stats|statistics|oneline|details|human|all|netns)$/, '--$1'),
    ),
  *run(tool) {
    if (tool.has('V')) {
      yield* tool.print('ip utility, iproute2-6.1.0\n');
      return 0;
    }
    const [object = '', ...words] = tool.operands;
    const found = object === '' ? undefined : OBJECTS.find((name) => name.startsWith(object));
    const space = tool.value('n');
    const entered = space === undefined ? 0 : enter(tool, tool.process, space);
    if (entered !== 0) return entered;
    switch (found) {
      case 'address':
        return yield* addresses(tool, words);
      case 'link':
        return yield* links(tool, words);
      case 'route':
        return yield* routes(tool, words);
      case 'netns':
        return yield* namespaces(tool, words);
      case 'rule':
        return yield* rules(tool, words);
      case 'neighbour':
        return say(tool, `ip: \`ip ${found}' is not simulated here`, 1);
      case 'help':
        return help(tool);
      default:
        return object === '' ? help(tool) : say(tool, `Object "${object}" is unknown, try "ip help".`, 1);
    }
  },
});

function help(tool: Tool): number {
  return say(
    tool,
    'Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\nwhere  OBJECT := { address | link | netns | route | rule }\n       OPTIONS := { -V | -s[tatistics] | -4 | -6 | -o[neline] | -br[ief] | -n[etns] NAME | -a[ll] }',
    255,
  );
}

/** The three rules that every Linux begins with. */
function* rules(tool: Tool, words: readonly string[]): Routine<number> {
  if (!isShow(words[0])) return say(tool, `ip: \`ip rule ${words[0]}' is not simulated here`, 1);
  yield* tool.print('0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n');
  return 0;
}

function* routes(tool: Tool, words: readonly string[]): Routine<number> {
  const [verb, ...rest] = words;
  if (verb === 'add' || verb === 'replace') return addRoute(tool, verb, rest);
  if (verb === 'del' || verb === 'delete') return removeRoute(tool, rest);
  if (verb === 'get') return yield* getRoute(tool, rest[0] ?? '');
  if (!isShow(verb) && verb !== 'default') return say(tool, `ip: \`ip route ${verb}' is not simulated here`, 1);
  const onlyDefault = verb === 'default' || rest.includes('default');
  if (tool.has('6')) return 0;
  for (const route of tool.process.network.routes)
    if (!onlyDefault || route.destination === 'default') yield* tool.print(routeText(tool, route));
  return 0;
}

/** `ip route add DESTINATION via ADDRESS [dev DEVICE] [onlink]`. */
function addRoute(tool: Tool, verb: 'add' | 'replace', words: readonly string[]): number {
  const { network } = tool.process;
  const [first = '', ...rest] = words;
  const after = (word: string) => (rest.includes(word) ? rest[rest.indexOf(word) + 1] : undefined);
  const destination = first.endsWith('/32') ? first.slice(0, -3) : first;
  if (destination !== 'default' && !isRange(destination)) {
    return say(tool, `Error: any valid prefix is expected rather than "${first}".`, 1);
  }
  const gateway = after('via');
  const device = after('dev') ?? (gateway === undefined ? undefined : deviceTowards(network.routes, gateway));
  if (!mayChange(tool)) return say(tool, 'RTNETLINK answers: Operation not permitted', 2);
  if (device === undefined)
    return say(
      tool,
      gateway === undefined ? 'RTNETLINK answers: No such device' : 'Error: Nexthop has invalid gateway.',
      2,
    );
  const onlink = rest.includes('onlink') ? { onlink: true } : {};
  const route = { destination, device, ...(gateway === undefined ? {} : { gateway }), ...onlink };
  const added = network.addRoute(route, { replace: verb === 'replace' });
  if (added.ok) return 0;
  return added.error === 'exists'
    ? say(tool, 'RTNETLINK answers: File exists', 2)
    : say(tool, `Cannot find device "${device}"`, 1);
}

function removeRoute(tool: Tool, [first = '']: readonly string[]): number {
  if (!mayChange(tool)) return say(tool, 'RTNETLINK answers: Operation not permitted', 2);
  const removed = tool.process.network.removeRoute(first.endsWith('/32') ? first.slice(0, -3) : first);
  return removed.ok ? 0 : say(tool, 'RTNETLINK answers: No such process', 2);
}

/** `ip route get ADDRESS`: by which way a packet there would leave. */
function* getRoute(tool: Tool, address: string): Routine<number> {
  if (!isRange(address)) return say(tool, `Error: inet address is expected rather than "${address}".`, 1);
  const { network } = tool.process;
  if (network.addresses.includes(address) || address.startsWith('127.')) {
    yield* tool.print(`local ${address} dev lo src ${address} uid ${tool.process.uid} \n    cache <local> \n`);
    return 0;
  }
  const length = ({ destination }: RoutingEntry) =>
    destination === 'default' ? 0 : Number(destination.split('/')[1] ?? '32');
  const fitting = network.routes.filter(({ destination }) => destination === 'default' || covers(destination, address));
  const [best] = fitting.sort((a, b) => length(b) - length(a));
  if (best === undefined) return say(tool, 'RTNETLINK answers: Network is unreachable', 2);
  const source = network.interfaces.find(({ name }) => name === best.device)?.address ?? '';
  const via = best.gateway === undefined ? '' : ` via ${best.gateway}`;
  yield* tool.print(
    tool.busybox
      ? `${address}${via} dev ${best.device}  src ${source} \n`
      : `${address}${via} dev ${best.device} src ${source} uid ${tool.process.uid} \n    cache \n`,
  );
  return 0;
}

/** The interface that is on the network of an address. */
function deviceTowards(routes: readonly RoutingEntry[], address: string): string | undefined {
  return routes.find(({ gateway, destination }) => gateway === undefined && covers(destination, address))?.device;
}

function covers(range: string, address: string): boolean {
  const [base = '', prefix = '32'] = range.split('/');
  const number = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(prefix));
  return Math.floor(number(base) / size) === Math.floor(number(address) / size);
}

function routeText(tool: Tool, { destination, gateway, device, source, onlink }: RoutingEntry): string {
  const link = tool.process.network.interfaces.find((one) => one.name === device);
  const down = link?.carrier === false ? 'linkdown ' : '';
  const direct = onlink === true ? 'onlink ' : '';
  if (gateway !== undefined) return `${destination} via ${gateway} dev ${device} ${direct}${down}\n`;
  const from = source === undefined ? '' : `src ${source} `;
  const kernel = source === undefined ? '' : 'proto kernel ';
  return tool.busybox
    ? `${destination} dev ${device} scope link  ${from}\n`
    : `${destination} dev ${device} ${kernel}scope link ${from}${down}\n`;
}
