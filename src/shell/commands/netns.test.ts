/** Networks made by hand: recorded from iproute2 6.1 on Linux 6, in namespaces of its own. */
import { describe, expect, it } from 'vitest';
import { testShell } from '../testing';

function asRoot() {
  const run = testShell({}, 'root');
  return (line: string) => {
    const { stdout, stderr, exit } = run(line);
    return `${stdout}${stderr}${exit === 0 ? '' : exit}`;
  };
}

describe('ip netns', () => {
  it('names namespaces, runs programs in them, and forgets them', () => {
    const run = asRoot();
    expect(run('ip netns add red; ip netns add blue; ip netns; ls /run/netns')).toBe('blue\nred\nblue\nred\n');
    expect(run('ip netns add red')).toBe('Cannot create namespace file "/run/netns/red": File exists\n1');
    expect(run('ip netns exec red ip -br link; ip -n red -br link')).toBe(
      `${'lo               DOWN           00:00:00:00:00:00 <LOOPBACK> \n'.repeat(2)}`,
    );
    expect(run(`ip netns exec red sh -c 'ip netns identify $$; exit 4'`)).toBe('red\n4');
    expect(run('nsenter --net=/run/netns/red ip -br link')).toBe(
      'lo               DOWN           00:00:00:00:00:00 <LOOPBACK> \n',
    );
    expect(run('ip netns exec nope true')).toBe('Cannot open network namespace "nope": No such file or directory\n255');
    expect(run('ip netns exec red nosuch')).toBe('exec of "nosuch" failed: No such file or directory\n1');
    expect(run('ip netns del red; ip netns; ip netns del red')).toBe(
      'blue\nCannot remove namespace file "/run/netns/red": No such file or directory\n1',
    );
  });

  it('belongs to root', () => {
    const run = testShell();
    expect(run('ip link add v0 type veth; sudo ip netns add red; ip netns exec red ip link')).toEqual({
      stdout: '',
      stderr:
        'RTNETLINK answers: Operation not permitted\nsetting the network namespace "red" failed: Operation not permitted\n',
      exit: 255,
    });
  });
});

describe('links made by hand', () => {
  it('join two namespaces by a veth pair, once both ends are up and have addresses', () => {
    const run = asRoot();
    run('ip netns add red; ip netns add blue; ip link add veth-red type veth peer name veth-blue');
    expect(run('ip -br link show type veth | grep -v docker | cut -d" " -f1,2')).toBe(
      'veth-blue@veth-red DOWN\nveth-red@veth-blue DOWN\n',
    );
    run('ip link set veth-red netns red; ip link set veth-blue netns blue');
    expect(run('ip link show veth-red')).toBe('Device "veth-red" does not exist.\n1');
    run('ip -n red addr add 10.1.0.1/24 dev veth-red; ip -n blue addr add 10.1.0.2/24 dev veth-blue');
    expect(run('ip netns exec red ping -c 1 10.1.0.2 2>&1 | tail -1')).toBe('ping: connect: Network is unreachable\n');
    run('ip -n red link set veth-red up');
    expect(run('ip -n red -br link show veth-red | tr -s " " | cut -d" " -f2')).toBe('LOWERLAYERDOWN\n');
    run('ip -n blue link set veth-blue up');
    expect(run('ip netns exec red ping -c 1 -q 10.1.0.2 | grep transmitted | sed "s/, time.*//"')).toBe(
      '1 packets transmitted, 1 received, 0% packet loss\n',
    );
    expect(run('ip -n red route; ip -n red route add default via 10.1.0.2; ip -n red route')).toBe(
      '10.1.0.0/24 dev veth-red proto kernel scope link src 10.1.0.1 \ndefault via 10.1.0.2 dev veth-red \n10.1.0.0/24 dev veth-red proto kernel scope link src 10.1.0.1 \n',
    );
    expect(run('ip -n red route add 10.9.0.0/16 via 99.9.9.9')).toBe('Error: Nexthop has invalid gateway.\n2');
    expect(run('ip -n red -4 addr show veth-red | sed "s/^[0-9]*: veth-red@if[0-9]*/veth-red/"')).toBe(
      `veth-red: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000 link-netns blue
    inet 10.1.0.1/24 scope global veth-red
       valid_lft forever preferred_lft forever
`,
    );
  });

  it('hang on a bridge, through which namespaces reach each other and the machine', () => {
    const run = asRoot();
    run('ip link add br0 type bridge; ip link set br0 up; ip addr add 10.5.0.1/24 dev br0');
    run(
      'for n in 2 3; do ip netns add n$n; ip link add v$n type veth peer name eth0 netns n$n; ip link set v$n master br0 up; ip -n n$n link set eth0 up; ip -n n$n addr add 10.5.0.$n/24 dev eth0; done',
    );
    const reached = (from: string, to: string) =>
      run(`${from} ping -c 1 -W 1 -q ${to} | grep -o "[01] received"`).trim();
    expect(reached('ip netns exec n2', '10.5.0.3')).toBe('1 received');
    expect(reached('ip netns exec n2', '10.5.0.1')).toBe('1 received');
    expect(reached('', '10.5.0.2')).toBe('1 received');
    expect(reached('ip netns exec n2', '10.5.0.9')).toBe('0 received');
    run('ip netns exec n3 sh -c "echo hello | nc -l -p 8000" &');
    expect(run('sleep 0.5; ip netns exec n2 nc -d 10.5.0.3 8000; ip link show master br0 | grep -c v')).toBe(
      'hello\n2\n',
    );
    run('ip link set v3 nomaster');
    expect(reached('ip netns exec n2', '10.5.0.3')).toBe('0 received');
    expect(run('ip link del br0; ip link del br0')).toBe('Cannot find device "br0"\n1');
  });

  it('pass packets on where routes lead, and get no answer from whoever knows no way back', () => {
    const run = asRoot();
    run('ip netns add left; ip netns add middle; ip netns add right');
    run('ip link add l type veth peer name m1 netns middle; ip link set l netns left');
    run('ip link add r type veth peer name m2 netns middle; ip link set r netns right');
    for (const [space, link, address] of [
      ['left', 'l', '10.1.0.1'],
      ['middle', 'm1', '10.1.0.2'],
      ['middle', 'm2', '10.2.0.2'],
      ['right', 'r', '10.2.0.1'],
    ])
      run(`ip -n ${space} link set ${link} up; ip -n ${space} addr add ${address}/24 dev ${link}`);
    const ping = () => run('ip netns exec left ping -c 1 -W 1 10.2.0.1 | grep -o "ttl=[0-9]*\\|0 received"').trim();
    run('ip -n left route add 10.2.0.0/24 via 10.1.0.2');
    expect(ping()).toBe('0 received');
    run('ip -n right route add default via 10.2.0.2');
    expect(ping()).toBe('ttl=63');
  });

  it('are refused where they cannot be', () => {
    const run = asRoot();
    expect(run('ip link add')).toBe('Not enough information: "type" argument is required\n1');
    expect(run('ip link add x type odd')).toBe('Error: Unknown device type.\n2');
    expect(run('ip link add x type dummy; ip link add x type dummy')).toBe('RTNETLINK answers: File exists\n2');
    expect(run('ip addr add odd dev x')).toBe('Error: any valid prefix is expected rather than "odd".\n1');
    expect(run('ip addr add 10.1.1.1/24 dev x; ip addr add 10.1.1.1/24 dev x')).toBe(
      'Error: ipv4: Address already assigned.\n2',
    );
    expect(run('ip addr del 10.1.1.2/24 dev x')).toBe('Error: ipv4: Address not found.\n2');
    expect(run('ip link set x netns nope')).toContain('Error: argument "nope" is wrong: Invalid "netns" value\n');
    expect(run('ip link del eth0')).toBe("ip: only links that were made with `ip link add' can be changed so here\n1");
  });
});
