import type { NetworkInterface } from '../../engine/network/link';
import type { RoutingEntry } from '../../engine/network/namespace';
import type { Routine } from '../../engine/processes/routine';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

const OBJECTS = ['address', 'link', 'route', 'neighbour', 'netns', 'help'] as const;

/** `ip`: interfaces, addresses and routes of the network namespace; links can be set up and down. */
export const ip = defineTool({
  name: 'ip',
  summary: 'show and manipulate network interfaces, addresses and routes',
  usage: '[ OPTIONS ] OBJECT { COMMAND | help }',
  usageStatus: 255,
  options: '4 6 br|brief c|color? o|oneline s|stats|statistics d|details h|human V n=',
  inOrder: true,
  rewrite: (arguments_) =>
    arguments_.map((argument) =>
      argument.replace(/^-(br|brief|color|stats|statistics|oneline|details|human)$/, '--$1'),
    ),
  *run(tool) {
    if (tool.has('V')) {
      yield* tool.print('ip utility, iproute2-6.1.0\n');
      return 0;
    }
    const [object = '', ...words] = tool.operands;
    const found = object === '' ? undefined : OBJECTS.find((name) => name.startsWith(object));
    if (tool.has('n')) return say(tool, 'ip: named network namespaces are not simulated here', 1);
    switch (found) {
      case 'address':
        return yield* addresses(tool, words);
      case 'link':
        return yield* links(tool, words);
      case 'route':
        return yield* routes(tool, words);
      case 'neighbour':
      case 'netns':
        return say(tool, `ip: \`ip ${found}' is not simulated here`, 1);
      case 'help':
        return help(tool);
      default:
        return object === '' ? help(tool) : say(tool, `Object "${object}" is unknown, try "ip help".`, 1);
    }
  },
});

function say(tool: Tool, message: string, status: number): number {
  tool.process.stderr.write(`${message}\n`);
  return status;
}

function help(tool: Tool): number {
  return say(
    tool,
    'Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\nwhere  OBJECT := { address | link | route }\n       OPTIONS := { -V | -s[tatistics] | -4 | -6 | -o[neline] | -br[ief] }',
    255,
  );
}

const isShow = (word: string | undefined) =>
  word === undefined || ['show', 'list', 'ls', 'sh', 's', 'l', 'lst'].includes(word);

function* addresses(tool: Tool, words: readonly string[]): Routine<number> {
  const [verb, ...rest] = words;
  if (!isShow(verb)) {
    if (verb === 'dev') return yield* showAddresses(tool, rest[0]);
    const known = ['add', 'a', 'del', 'd', 'change', 'replace', 'flush'].includes(verb ?? '');
    return known
      ? say(tool, `ip: \`ip address ${verb}' is not simulated here`, 1)
      : say(tool, `Command "${verb}" is unknown, try "ip address help".`, 255);
  }
  return yield* showAddresses(tool, rest[0] === 'dev' ? rest[1] : rest[0]);
}

function* showAddresses(tool: Tool, name: string | undefined): Routine<number> {
  const chosen = choose(tool, name);
  if (chosen === undefined) return 1;
  for (const link of chosen) yield* tool.print(addressText(tool, link));
  return 0;
}

function choose(tool: Tool, name: string | undefined): readonly NetworkInterface[] | undefined {
  const { interfaces } = tool.process.network;
  if (name === undefined || name === 'up') return interfaces.filter((link) => name === undefined || link.up);
  const found = interfaces.filter((link) => link.name === name);
  if (found.length > 0) return found;
  say(tool, `Device "${name}" does not exist.`, 1);
  return undefined;
}

function addressText(tool: Tool, link: NetworkInterface): string {
  const inet =
    link.address === undefined || !(link.up || link.kind !== 'loopback') ? [] : [`${link.address}/${link.prefix}`];
  const inet6 = link.kind === 'loopback' && link.up && !tool.busybox ? ['::1/128'] : [];
  const shown = [...(tool.has('6') ? [] : inet), ...(tool.has('4') ? [] : inet6)];
  if (tool.has('br')) {
    if (shown.length === 0 && (tool.has('4') || tool.has('6'))) return '';
    return `${title(link).padEnd(16)} ${state(link).padEnd(14)} ${shown.map((text) => `${text} `).join('')}\n`;
  }
  const lines = [
    ...(tool.has('6') ? [] : inet.map((text) => `inet ${text}${broadcast(link)} scope ${scope(link)} ${link.name}`)),
    ...(tool.has('4') ? [] : inet6.map((text) => `inet6 ${text} scope host `)),
  ];
  if (tool.has('o'))
    return lines
      .map((line) => `${link.index}: ${link.name}    ${line}\\       valid_lft forever preferred_lft forever\n`)
      .join('');
  if (lines.length === 0 && (tool.has('4') || tool.has('6'))) return '';
  const head =
    tool.has('4') || tool.has('6')
      ? `${firstLine(tool, link, false)}\n`
      : `${firstLine(tool, link, false)}\n${hardware(tool, link)}\n`;
  return head + lines.map((line) => `    ${line}\n       valid_lft forever preferred_lft forever\n`).join('');
}

const scope = (link: NetworkInterface) => (link.kind === 'loopback' ? 'host' : 'global');

function broadcast(link: NetworkInterface): string {
  if (link.kind === 'loopback' || link.address === undefined) return '';
  const number = link.address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const hosts = 2 ** (32 - link.prefix) - 1;
  const last = Math.floor(number / (hosts + 1)) * (hosts + 1) + hosts;
  return ` brd ${[24, 16, 8, 0].map((shift) => Math.floor(last / 2 ** shift) % 256).join('.')}`;
}

/** `eth0@if7`: a veth names its other end. */
function title(link: NetworkInterface): string {
  return link.peer === undefined ? link.name : `${link.name}@if${link.peer}`;
}

function state(link: NetworkInterface): string {
  if (link.kind === 'loopback' || link.kind === 'vxlan') return link.up ? 'UNKNOWN' : 'DOWN';
  return link.up && link.carrier ? 'UP' : 'DOWN';
}

function flags(tool: Tool, link: NetworkInterface): string {
  const words = link.kind === 'loopback' ? ['LOOPBACK'] : ['BROADCAST', 'MULTICAST'];
  if (link.up && !link.carrier) words.unshift('NO-CARRIER');
  if (link.up) words.push('UP');
  if (link.up && link.carrier) words.push('LOWER_UP');
  if (tool.busybox && link.kind === 'veth') words.push('M-DOWN');
  return words.join(',');
}

function firstLine(tool: Tool, link: NetworkInterface, mode: boolean): string {
  const queue = !link.up ? 'noop' : link.kind === 'ethernet' ? 'pfifo_fast' : 'noqueue';
  const master = link.master === undefined ? '' : `master ${link.master} `;
  const length = link.kind === 'loopback' || link.kind === 'ethernet' ? 'qlen 1000' : '';
  const group = tool.busybox ? '' : `${mode ? 'mode DEFAULT ' : ''}group default `;
  return `${link.index}: ${title(link)}: <${flags(tool, link)}> mtu ${link.mtu} qdisc ${queue} ${master}state ${state(link)} ${group}${length}`;
}

function hardware(tool: Tool, link: NetworkInterface): string {
  const [type, all] = link.kind === 'loopback' ? ['loopback', '00:00:00:00:00:00'] : ['ether', 'ff:ff:ff:ff:ff:ff'];
  const other = link.peer !== undefined && !tool.busybox ? ' link-netnsid 0' : '';
  return `    link/${type} ${link.mac} brd ${all}${other}`;
}

function* links(tool: Tool, words: readonly string[]): Routine<number> {
  const [verb, ...rest] = words;
  if (verb === 'set') return setLink(tool, rest);
  if (!isShow(verb)) {
    const known = ['add', 'delete', 'del', 'change'].includes(verb ?? '');
    return known
      ? say(tool, `ip: \`ip link ${verb}' is not simulated here`, 1)
      : say(tool, `Command "${verb}" is unknown, try "ip link help".`, 255);
  }
  const chosen = choose(tool, rest[0] === 'dev' ? rest[1] : rest[0]);
  if (chosen === undefined) return 1;
  for (const link of chosen) {
    if (tool.has('br')) {
      yield* tool.print(`${title(link).padEnd(16)} ${state(link).padEnd(14)} ${link.mac} <${flags(tool, link)}> \n`);
      continue;
    }
    yield* tool.print(`${firstLine(tool, link, true)}\n${hardware(tool, link)}\n`);
    if (tool.has('s')) yield* tool.print(statistics(link));
  }
  return 0;
}

function statistics({ received, sent }: NetworkInterface): string {
  const row = (bytes: number, packets: number) =>
    `    ${String(bytes).padStart(10)} ${String(packets).padStart(7)} ${['0', '0', '0', '0'].map((text) => text.padStart(7)).join(' ')} \n`;
  return `    RX:  bytes packets errors dropped  missed   mcast           \n${row(received.bytes, received.packets)}    TX:  bytes packets errors dropped carrier collsns           \n${row(sent.bytes, sent.packets)}`;
}

function setLink(tool: Tool, words: readonly string[]): number {
  const [first, ...more] = words;
  const [name, ...rest] = first === 'dev' ? more : words;
  if (name === undefined) return say(tool, 'Not enough information: "dev" argument is required.', 255);
  const { network } = tool.process;
  if (!network.interfaces.some((link) => link.name === name)) return say(tool, `Cannot find device "${name}"`, 1);
  const states = rest.filter((word): word is 'up' | 'down' => word === 'up' || word === 'down');
  if (states.length !== rest.length) return say(tool, 'ip: only up and down can be set here', 1);
  if (!mayChange(tool)) return say(tool, 'RTNETLINK answers: Operation not permitted', 2);
  for (const one of states) network.setLink(name, one);
  return 0;
}

/** Whoever may do things in a network namespace: root of the user namespace it was made in, which is the process's own. */
function networkOwner(tool: Tool) {
  const { kernel, namespaces } = tool.process;
  const shared = kernel.root.processes.some(
    (one) => one.namespaces.network === namespaces.network && one.namespaces.user !== namespaces.user,
  );
  return shared ? kernel.root.user : namespaces.user;
}

function* routes(tool: Tool, words: readonly string[]): Routine<number> {
  const [verb, ...rest] = words;
  if (verb === 'add' || verb === 'replace') return addRoute(tool, verb, rest);
  if (verb === 'del' || verb === 'delete') return removeRoute(tool, rest);
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
    return say(tool, `RTNETLINK answers: ${gateway === undefined ? 'No such device' : 'Network is unreachable'}`, 2);
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

function mayChange(tool: Tool): boolean {
  return tool.process.capable('NET_ADMIN', networkOwner(tool));
}

function isRange(text: string): boolean {
  const [, ...parts] = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text) ?? [];
  const [prefix = '32'] = parts.slice(4);
  return parts.length > 0 && parts.slice(0, 4).every((part) => Number(part) < 256) && Number(prefix) <= 32;
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
