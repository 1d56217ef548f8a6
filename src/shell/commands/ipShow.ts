/** How `ip` shows interfaces. */

import type { NetworkInterface } from '../../engine/network/link';
import { busyboxOf } from '../../engine/processes/busybox';
import type { Tool } from '../tool/tool';
import { namesOf } from './ipNetns';

/** The interfaces that words such as `dev eth0`, `up`, `type veth`, `master br0` mean; undefined after a complaint. */
export function choose(tool: Tool, words: readonly string[]): readonly NetworkInterface[] | undefined {
  let chosen = tool.process.network.interfaces;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === 'up') chosen = chosen.filter(({ up }) => up);
    else if (word === 'type') {
      const kind = words[++at];
      chosen = chosen.filter((link) => link.kind === kind);
    } else if (word === 'master') {
      const bridge = words[++at] ?? '';
      if (!exists(tool, bridge)) return complainOfDevice(tool, bridge);
      chosen = chosen.filter(({ master }) => master === bridge);
    } else {
      const name = word === 'dev' ? (words[++at] ?? '') : word;
      if (!exists(tool, name)) return complainOfDevice(tool, name);
      chosen = chosen.filter((link) => link.name === name);
    }
  }
  return chosen;
}

function exists(tool: Tool, name: string): boolean {
  return tool.process.network.interfaces.some((link) => link.name === name);
}

function complainOfDevice(tool: Tool, name: string): undefined {
  tool.process.stderr.write(tool.busybox ? `ip: can't find device '${name}'\n` : `Device "${name}" does not exist.\n`);
}

export function addressText(tool: Tool, link: NetworkInterface): string {
  const inet =
    link.address === undefined || !(link.up || link.kind !== 'loopback') ? [] : [`${link.address}/${link.prefix}`];
  const inet6 = link.kind === 'loopback' && link.up && !tool.busybox ? ['::1/128'] : [];
  const shown = [...(tool.has('6') ? [] : inet), ...(tool.has('4') ? [] : inet6)];
  if (tool.has('br')) {
    if (shown.length === 0 && (tool.has('4') || tool.has('6'))) return '';
    return `${title(tool, link).padEnd(16)} ${state(link).padEnd(14)} ${shown.map((text) => `${text} `).join('')}\n`;
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
      ? `${firstLine(tool, link, false)}${farSpace(tool, link)}\n`
      : `${firstLine(tool, link, false)}\n${hardware(tool, link)}\n`;
  return head + lines.map((line) => `    ${line}\n       valid_lft forever preferred_lft forever\n`).join('');
}

const scope = (link: NetworkInterface) => (link.kind === 'loopback' ? 'host' : 'global');

function broadcast(link: NetworkInterface): string {
  if (link.kind === 'loopback' || link.byHand || link.address === undefined) return '';
  const number = link.address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const hosts = 2 ** (32 - link.prefix) - 1;
  const last = Math.floor(number / (hosts + 1)) * (hosts + 1) + hosts;
  return ` brd ${[24, 16, 8, 0].map((shift) => Math.floor(last / 2 ** shift) % 256).join('.')}`;
}

/** `eth0@if7`: a veth names its other end, by its name where that is in the same namespace. */
export function title(tool: Tool, link: NetworkInterface): string {
  if (link.peer === undefined) return link.name;
  return `${link.name}@${isNear(tool, link) ? link.peerName : `if${link.peer}`}`;
}

function isNear(tool: Tool, link: NetworkInterface): boolean {
  return link.peerInode === tool.process.network.inode;
}

export function state(link: NetworkInterface): string {
  if (link.kind === 'loopback' || link.kind === 'vxlan') return link.up ? 'UNKNOWN' : 'DOWN';
  if (link.kind === 'dummy') return link.up ? 'UNKNOWN' : 'DOWN';
  if (link.kind === 'veth' && link.up && !link.carrier) return 'LOWERLAYERDOWN';
  return link.up && link.carrier ? 'UP' : 'DOWN';
}

export function flags(tool: Tool, link: NetworkInterface): string {
  const words = link.kind === 'loopback' ? ['LOOPBACK'] : ['BROADCAST', 'MULTICAST'];
  if (link.up && !link.carrier) words.unshift('NO-CARRIER');
  if (link.up) words.push('UP');
  if (link.up && link.carrier) words.push('LOWER_UP');
  const far = tool.process.network.interfaces.find((one) => isNear(tool, link) && one.name === link.peerName);
  if (link.kind === 'veth' && (tool.busybox || far?.up === false)) words.push('M-DOWN');
  return words.join(',');
}

export function firstLine(tool: Tool, link: NetworkInterface, mode: boolean): string {
  const queue = !link.up ? 'noop' : link.kind === 'ethernet' ? 'pfifo_fast' : 'noqueue';
  const master = link.master === undefined ? '' : `master ${link.master} `;
  const length = link.kind === 'loopback' || link.kind === 'ethernet' || link.byHand ? 'qlen 1000' : '';
  const group = tool.busybox ? '' : `${mode ? 'mode DEFAULT ' : ''}group default `;
  // Debian's busybox leaves the state out.
  const condition = tool.busybox && busyboxOf(tool.process)?.debian === true ? '' : `state ${state(link)} `;
  return `${link.index}: ${title(tool, link)}: <${flags(tool, link)}> mtu ${link.mtu} qdisc ${queue} ${master}${condition}${group}${length}`;
}

/** Where a veth's other end is, if it is in another namespace. */
function farSpace(tool: Tool, link: NetworkInterface): string {
  if (link.peer === undefined || tool.busybox || isNear(tool, link)) return '';
  const [name] = namesOf(tool.process, link.peerInode);
  return name === undefined ? ' link-netnsid 0' : ` link-netns ${name}`;
}

export function hardware(tool: Tool, link: NetworkInterface): string {
  const [type, all] = link.kind === 'loopback' ? ['loopback', '00:00:00:00:00:00'] : ['ether', 'ff:ff:ff:ff:ff:ff'];
  return `    link/${type} ${link.mac} brd ${all}${farSpace(tool, link)}`;
}

export function statistics({ received, sent }: NetworkInterface): string {
  const row = (bytes: number, packets: number) =>
    `    ${String(bytes).padStart(10)} ${String(packets).padStart(7)} ${['0', '0', '0', '0'].map((text) => text.padStart(7)).join(' ')} \n`;
  return `    RX:  bytes packets errors dropped  missed   mcast           \n${row(received.bytes, received.packets)}    TX:  bytes packets errors dropped carrier collsns           \n${row(sent.bytes, sent.packets)}`;
}
