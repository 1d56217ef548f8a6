import { describe, expect, it } from 'vitest';
import type { Host } from '../../engine/network/host';
import { executableText } from '../../engine/processes/executable';
import { LaptopShell } from '../runSession';
import { testWorld } from '../testing';

/**
 * Two containers on a network `app`, `db` (which answers HTTP on 80) and `client`, whose tools are run; `lone` on the
 * default bridge. A port of db's is published on the laptop.
 */
function setUp(flavour: 'busybox' | 'debian' = 'busybox') {
  const world = testWorld();
  const { fabric, laptop } = world;
  const machine = laptop.network as Host;
  const app = fabric.addBridge({ machine, interface: 'br-1', subnet: '172.18.0.0/16', network: 'app', names: true });
  const docker0 = fabric.addBridge({ machine, interface: 'docker0', subnet: '172.17.0.0/16', names: false });
  const container = (name: string) =>
    fabric.addContainer({ name: `container/${name}`, machine, hosts: () => '127.0.0.1 localhost' });
  const [db, client, lone, empty] = [
    container('db'),
    container('client'),
    container('lone'),
    fabric.addNamespace(machine),
  ];
  app.connect(db, { aliases: ['db'] });
  app.connect(client, { aliases: ['client'] });
  docker0.connect(lone, { aliases: ['lone'] });
  db.listen(80, (request, peer, respond) =>
    respond({
      status: 200,
      headers: { 'Content-Type': 'text/plain' },
      body: `${request.method} from ${peer.address}\n`,
    }),
  );
  for (const [hostPort, containerPort] of [
    [8080, 80],
    [8890, 81],
  ] as const)
    fabric.publish(machine, { hostAddress: '', hostPort, protocol: 'tcp', container: db, containerPort });
  if (flavour === 'busybox') {
    laptop.files.remove('/etc/debian_version');
    laptop.files.write('/bin/busybox', executableText('busybox'));
  }
  const shellIn = (network: Host, nameserver: string) => {
    const shell = new LaptopShell({ ...world, laptop: { ...laptop, network } });
    return (line: string, timeout = 60_000) => {
      laptop.files.write('/etc/resolv.conf', `nameserver ${nameserver}\n`);
      const { stdout, stderr, exit } = shell.run(flavour === 'busybox' ? `sudo ${line}` : line, { timeout });
      return [stdout.replace(/\d+\.\d{3}(?=[/ ])/g, 'T').replace(/time=[\d.]+/g, 'time=T'), stderr, exit];
    };
  };
  return {
    ...world,
    db,
    client: shellIn(client, '127.0.0.11'),
    lone: shellIn(lone, '10.0.0.1'),
    empty: shellIn(empty, '10.0.0.1'),
    laptopShell: shellIn(machine, '10.0.0.1'),
  };
}

describe('ping', () => {
  it('counts answers, in the words of busybox', () => {
    const { client, lone, empty } = setUp();
    expect(client('ping -c 1 -q db')).toEqual([
      'PING db (172.18.0.2): 56 data bytes\n\n--- db ping statistics ---\n1 packets transmitted, 1 packets received, 0% packet loss\nround-trip min/avg/max = T/T/T ms\n',
      '',
      0,
    ]);
    expect(client('ping -c2 172.18.0.2')[0]).toBe(
      'PING 172.18.0.2 (172.18.0.2): 56 data bytes\n64 bytes from 172.18.0.2: seq=0 ttl=64 time=T ms\n64 bytes from 172.18.0.2: seq=1 ttl=64 time=T ms\n\n--- 172.18.0.2 ping statistics ---\n2 packets transmitted, 2 packets received, 0% packet loss\nround-trip min/avg/max = T/T/T ms\n',
    );
    expect(lone('ping -c 1 db')).toEqual(['', "ping: bad address 'db'\n", 1]);
    expect(lone('ping -c 1 -W 1 172.18.0.2')).toEqual([
      'PING 172.18.0.2 (172.18.0.2): 56 data bytes\n\n--- 172.18.0.2 ping statistics ---\n1 packets transmitted, 0 packets received, 100% packet loss\n',
      '',
      1,
    ]);
    expect(empty('ping -c 1 172.18.0.2')).toEqual([
      'PING 172.18.0.2 (172.18.0.2): 56 data bytes\n',
      'ping: sendto: Network is unreachable\n',
      1,
    ]);
  });

  it('counts answers, in the words of iputils, until it is interrupted', () => {
    const { client, laptopShell, empty } = setUp('debian');
    expect(client('ping -c 1 db')).toEqual([
      'PING db (172.18.0.2) 56(84) bytes of data.\n64 bytes from db.app (172.18.0.2): icmp_seq=1 ttl=64 time=T ms\n\n--- db ping statistics ---\n1 packets transmitted, 1 received, 0% packet loss, time 0ms\nrtt min/avg/max/mdev = T/T/T/T ms\n',
      '',
      0,
    ]);
    expect(laptopShell('ping -c 1 10.0.0.99')[0]).toBe(
      'PING 10.0.0.99 (10.0.0.99) 56(84) bytes of data.\nFrom 10.0.0.2 icmp_seq=1 Destination Host Unreachable\n\n--- 10.0.0.99 ping statistics ---\n1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 3000ms\n\n',
    );
    const [endless, , exit] = laptopShell('timeout -s INT 3.5 ping 127.0.0.1');
    expect([exit, String(endless).split('\n').slice(-4, -2)]).toEqual([
      124,
      [
        '--- 127.0.0.1 ping statistics ---',
        expect.stringContaining('4 packets transmitted, 4 received, 0% packet loss'),
      ],
    ]);
    expect(empty('ping -c 1 10.0.0.1')).toEqual([
      'PING 10.0.0.1 (10.0.0.1) 56(84) bytes of data.\n',
      'ping: connect: Network is unreachable\n',
      2,
    ]);
  });
});

describe('nslookup', () => {
  it('shows every answer, as busybox does', () => {
    const { client, lone } = setUp();
    expect(client('nslookup db')).toEqual([
      'Server:\t\t127.0.0.11\nAddress:\t127.0.0.11:53\n\nNon-authoritative answer:\nName:\tdb\nAddress: 172.18.0.2\n\nNon-authoritative answer:\n\n',
      '',
      0,
    ]);
    expect(client('nslookup 172.18.0.2')[0]).toContain('2.0.18.172.in-addr.arpa\tname = db.app\n');
    expect(lone('nslookup db')).toEqual([
      "Server:\t\t10.0.0.1\nAddress:\t10.0.0.1:53\n\n** server can't find db: NXDOMAIN\n\n** server can't find db: NXDOMAIN\n\n",
      '',
      1,
    ]);
    expect(lone('nslookup db 172.17.0.9')).toEqual([';; connection timed out; no servers could be reached\n\n', '', 1]);
  });

  it('shows what was found, as bind does', () => {
    const { client } = setUp('debian');
    expect(client('nslookup db')).toEqual([
      'Server:\t\t127.0.0.11\nAddress:\t127.0.0.11#53\n\nNon-authoritative answer:\nName:\tdb\nAddress: 172.18.0.2\n\n',
      '',
      0,
    ]);
    expect(client('nslookup nobody')).toEqual([
      "Server:\t\t127.0.0.11\nAddress:\t127.0.0.11#53\n\n** server can't find nobody: NXDOMAIN\n\n",
      '',
      1,
    ]);
    expect(client('dig +short db; getent hosts db; getent hosts 172.18.0.2; getent hosts x')).toEqual([
      '172.18.0.2\n172.18.0.2      db\n172.18.0.2      db.app\n',
      '',
      2,
    ]);
  });
});

describe('curl and wget', () => {
  it('reach containers by name and by published port', () => {
    const { client, laptopShell } = setUp();
    expect(client('wget -qO- db; curl -s http://db')).toEqual(['GET from 172.18.0.3\nGET from 172.18.0.3\n', '', 0]);
    expect(laptopShell('curl -s localhost:8080; curl -s http://[::1]:8080; curl -s 10.0.0.2:8080')).toEqual([
      'GET from 172.18.0.1\nGET from 172.18.0.1\nGET from 10.0.0.2\n',
      '',
      0,
    ]);
  });

  it('say what went wrong', () => {
    const { client, lone, empty, laptopShell } = setUp();
    expect(laptopShell('curl -s -S localhost:8890')[1]).toBe('curl: (56) Recv failure: Connection reset by peer\n');
    expect(laptopShell('curl -sS localhost:8081')[1]).toBe(
      "curl: (7) Failed to connect to localhost port 8081 after 0 ms: Couldn't connect to server\n",
    );
    expect(laptopShell('curl -sS http://[::1]:8081')[1]).toBe(
      "curl: (7) Failed to connect to ::1 port 8081 after 0 ms: Couldn't connect to server\n",
    );
    expect(lone('curl -sS -m 2 172.18.0.2')[1]).toBe('curl: (28) Connection timed out after 2000 milliseconds\n');
    expect(client('wget -qO- db:81')[1]).toBe("wget: can't connect to remote host (172.18.0.2): Connection refused\n");
    expect(lone('wget -qO- db')[1]).toBe("wget: bad address 'db'\n");
    expect(laptopShell('wget -qO- localhost:8890')[1]).toBe('wget: error getting response: Connection reset by peer\n');
    expect(empty('wget -qO- 172.18.0.2')[1]).toBe(
      "wget: can't connect to remote host (172.18.0.2): Network is unreachable\n",
    );
  });

  it('show an answer while it comes, and how it broke off', () => {
    const { db, clock, client } = setUp();
    let end: 'end' | 'cut' | 'nothing' = 'end';
    db.listen(90, (_request, _peer, respond) => {
      const body = respond.begin({ status: 200, headers: { 'X-A': ['1', '2'] } });
      for (const second of [1, 2]) clock.after(1000 * second, () => body.write(`${second}\n`));
      clock.after(2500, () => {
        if (end !== 'nothing') body[end]();
      });
    });
    expect(client('curl -sN db:90 | while read n; do echo $n $(date +%S); done')[0]).toMatch(
      /^1 (\d\d)\n2 (?!\1)\d\d\n$/,
    );
    expect(client('curl -si db:90')[0]).toBe('HTTP/1.1 200 OK\r\nX-A: 1\r\nX-A: 2\r\n\r\n1\n2\n');
    end = 'cut';
    expect(client('curl -sS db:90')).toEqual([
      '1\n2\n',
      'curl: (18) transfer closed with outstanding read data remaining\n',
      18,
    ]);
    expect(client('wget -qO- db:90').slice(1)).toEqual(['wget: connection closed prematurely\n', 1]);
    end = 'nothing';
    expect(client('curl -sS -m 3 db:90')).toEqual([
      '1\n2\n',
      'curl: (28) Operation timed out after 3000 milliseconds with 4 bytes received\n',
      28,
    ]);
    db.listen(91, (_request, _peer, respond) => respond.hangUp());
    expect(client('curl -sS db:91')[1]).toBe('curl: (52) Empty reply from server\n');
    db.listen(92, () => {});
    expect(client('curl -sS --connect-timeout 1 -m 4 db:92')[1]).toBe(
      'curl: (28) Operation timed out after 4000 milliseconds with 0 bytes received\n',
    );
  });

  it('tell of the connection with -v', () => {
    const { laptopShell } = setUp();
    expect(laptopShell('curl -sv localhost:8890')[1]).toBe(
      '*   Trying 127.0.0.1:8890...\n* Connected to localhost (127.0.0.1) port 8890 (#0)\n> GET / HTTP/1.1\n> Host: localhost:8890\n> User-Agent: curl/7.88.1\n> Accept: */*\n> \n* Recv failure: Connection reset by peer\n* Closing connection 0\n',
    );
    expect(laptopShell('curl -sv localhost:8080')).toEqual([
      'GET from 172.18.0.1\n',
      '*   Trying 127.0.0.1:8080...\n* Connected to localhost (127.0.0.1) port 8080 (#0)\n> GET / HTTP/1.1\n> Host: localhost:8080\n> User-Agent: curl/7.88.1\n> Accept: */*\n> \n< HTTP/1.1 200 OK\n< Content-Type: text/plain\n< \n* Connection #0 to host localhost left intact\n',
      0,
    ]);
  });
});

describe('nc and telnet', () => {
  it('speak HTTP with a web server', () => {
    const { client } = setUp();
    expect(client("printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc db 80")).toEqual([
      'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nGET from 172.18.0.3\n',
      '',
      0,
    ]);
  });

  it('listen, answer one client and end', () => {
    const { laptopShell } = setUp('debian');
    const served = laptopShell(
      "printf 'HTTP/1.1 200 OK\\r\\n\\r\\nhi\\n' | nc -l -p 9000 > got & sleep 0.1; curl -s localhost:9000; wait; cat got",
    );
    expect(served).toEqual([
      'hi\nGET / HTTP/1.1\r\nHost: localhost:9000\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n',
      '',
      0,
    ]);
    expect(laptopShell('nc -l 8080')).toEqual(['', 'nc: Address already in use\n', 1]);
    expect(laptopShell('echo hello | nc -l 9001 & sleep 0.1; echo there | nc localhost 9001; wait')).toEqual([
      'hello\nthere\n',
      '',
      0,
    ]);
  });

  it.each([
    ['busybox', 'nc -zv db 80', 'db (172.18.0.2:80) open\n', 0],
    ['busybox', 'nc -zv db 81', 'nc: db (172.18.0.2:81): Connection refused\n', 1],
    ['busybox', 'nc nobody 81', "nc: bad address 'nobody'\n", 1],
    ['busybox', 'telnet db 81', "telnet: can't connect to remote host (172.18.0.2): Connection refused\n", 1],
    [
      'debian',
      'nc -zv db 79-80',
      'nc: connect to db (172.18.0.2) port 79 (tcp) failed: Connection refused\nConnection to db (172.18.0.2) 80 port [tcp/*] succeeded!\n',
      0,
    ],
    ['debian', 'nc -z db 81', '', 1],
    ['debian', 'nc -u db 81', 'nc: only TCP connections are simulated here, without -e\n', 1],
    ['debian', 'telnet nobody 80', 'telnet: could not resolve nobody/80: Name or service not known\n', 1],
  ] as const)('say what came of it in %s: %s', (flavour, line, stderr, exit) => {
    expect(setUp(flavour).client(line).slice(1)).toEqual([stderr, exit]);
  });

  it('are left when the other end closes', () => {
    const { client, db } = setUp('debian');
    db.listenStream(23, (connection) => {
      connection.write('login: ');
      connection.read(
        (text) => {
          connection.write(`no ${text}`);
          connection.end();
        },
        () => {},
      );
    });
    expect(client('(echo root; sleep 1) | telnet db')).toEqual([
      "Trying 172.18.0.2...\nConnected to db.\nEscape character is '^]'.\nlogin: no root\r\nConnection closed by foreign host.\n",
      '',
      1,
    ]);
  });
});
