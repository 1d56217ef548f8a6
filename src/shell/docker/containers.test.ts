import { describe, expect, it } from 'vitest';
import { dockerShell } from './testing';

describe('names of containers', () => {
  it('that are empty are never asked for', () => {
    const run = dockerShell();
    expect(run('docker stop ""').stderr).toBe('invalid container name or ID: value is empty\n');
    expect(run('docker inspect ""')).toEqual({
      stdout: '[]\n',
      stderr: 'invalid container name or ID: value is empty\n',
      exit: 1,
    });
    expect(run('docker rm ""').stderr).toBe('container name cannot be empty\n');
  });

  it('may begin with a slash', () => {
    const run = dockerShell();
    run('docker run -d --name box busybox sleep 1000');
    expect(run("docker inspect -f '{{.Name}}' /box").stdout).toBe('/box\n');
    expect(run('docker stop -t 0 /box; docker rm /box').stdout).toBe('/box\n/box\n');
  });

  it('are told of each by commands that take several, also when nobody answers', () => {
    const run = dockerShell();
    const down = 'Cannot connect to the Docker daemon at unix:///no.sock. Is the docker daemon running?\n';
    expect(run('docker -H unix:///no.sock rm one two').stderr).toBe(down + down);
    expect(run('docker -H unix:///no.sock start one').stderr).toBe(`${down}Error: failed to start containers: one\n`);
  });
});

describe('a container that nobody started', () => {
  it('has no files on the daemon and no network yet', () => {
    const run = dockerShell();
    run('docker create --name idle --cap-add net_admin --cap-add CAP_CHOWN busybox');
    const show = (template: string) => run(`docker inspect -f '${template}' idle`).stdout;
    expect(show('{{.LogPath}}|{{.HostsPath}}|{{.NetworkSettings.Networks.bridge.NetworkID}}')).toBe('||\n');
    expect(show('{{.HostConfig.CapAdd}}')).toBe('[CAP_CHOWN CAP_NET_ADMIN]\n');
    run('docker start idle');
    expect(show('{{len .NetworkSettings.Networks.bridge.NetworkID}}')).toBe('64\n');
  });

  it("is shown to templates as the client's own types have it", () => {
    const run = dockerShell();
    run('docker create --name idle busybox');
    expect(run("docker inspect -f '{{json .NetworkSettings.Networks.bridge}}' idle").stdout).toBe(
      '{"IPAMConfig":null,"Links":null,"Aliases":null,"MacAddress":"","DriverOpts":null,"GwPriority":0,"NetworkID":"","EndpointID":"","Gateway":"","IPAddress":"","IPPrefixLen":0,"IPv6Gateway":"","GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,"DNSNames":null}\n',
    );
    expect(run("docker inspect -f '{{json .HostConfig}}' idle").stdout).toContain(
      '"VolumesFrom":null,"ConsoleSize":[0,0],"CapAdd":null',
    );
  });
});

describe('what nobody checks any more', () => {
  it('counts as unhealthy, paused or stopped, until the next check says otherwise', () => {
    const run = dockerShell();
    run('docker run -d --name box --health-cmd true --health-interval 1s busybox sleep 1000');
    const health = () => run("docker inspect -f '{{.State.Health.Status}}' box").stdout;
    run('sleep 2');
    expect(health()).toBe('healthy\n');
    run('docker pause box');
    expect(health()).toBe('unhealthy\n');
    run('docker unpause box; sleep 2');
    expect(health()).toBe('healthy\n');
    run('docker kill box');
    expect(health()).toBe('unhealthy\n');
  });
});

describe('paths of -v', () => {
  it('are parted as the client does', () => {
    const run = dockerShell();
    const refused = (volume: string) => run(`docker create -v ${volume} busybox`).stderr.split('\n')[0];
    expect(refused('/x:')).toBe('docker: invalid spec: /x:: empty section between colons');
    expect(refused('vol:/a:ro:/b')).toBe('docker: invalid spec: vol:/a:ro:/b: too many colons');
    expect(refused('vol:/a:ro,rw')).toBe('docker: Error response from daemon: invalid mode: ro,rw');
    expect(refused('v:rel')).toBe('');
  });
});

describe('keys to detach', () => {
  it('that are none keep the client out', () => {
    const run = dockerShell();
    expect(run('docker run --detach-keys leave busybox true')).toEqual({
      stdout: '',
      stderr: 'unable to upgrade to tcp, received 400\n',
      exit: 1,
    });
    expect(run('docker run --detach-keys ctrl-a,b busybox echo hi').stdout).toBe('hi\n');
  });
});

describe('docker info and version', () => {
  it('know fields by the names that Go gives them', () => {
    const run = dockerShell();
    expect(run("docker info -f '{{.ClientInfo.Context}} {{.HTTPProxy}}|{{.Warnings}}'").stdout).toBe('default |[]\n');
    expect(run("docker info -f '{{.HttpProxy}}'").stderr).toBe(
      'template: :1:2: executing "" at <.HttpProxy>: can\'t evaluate field HttpProxy in type system.dockerInfo\n',
    );
    expect(run("docker version -f '{{.Client.APIVersion}} {{.Server.MinAPIVersion}}'").stdout).toBe('1.50 1.24\n');
    expect(run("docker -H unix:///no.sock version -f '{{.Server.Version}}'").stdout).toBe('\n');
  });
});

describe('networks of a container', () => {
  it('may be several, each with names and addresses of its own', () => {
    const run = dockerShell();
    run('docker network create back; docker network create --subnet 10.9.0.0/24 front');
    run('docker run -d --name web --network name=front,ip=10.9.0.7,alias=shop --network back nginx');
    const show = (template: string) => run(`docker inspect -f '${template}' web`).stdout;
    expect(show('{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}')).toBe('back front \n');
    expect(show('{{.NetworkSettings.Networks.front.IPAddress}}')).toBe('10.9.0.7\n');
    expect(run('docker run --rm --network front busybox wget -qO- shop | head -1').stdout).toBe('<!DOCTYPE html>\n');
    expect(run('docker run --rm --network back busybox wget -qO- web | head -1').stdout).toBe('<!DOCTYPE html>\n');
  });

  it('have the MAC address that is asked for', () => {
    const run = dockerShell();
    run('docker run -d --name box --mac-address 02:42:ac:11:00:99 busybox sleep 1000');
    expect(run("docker inspect -f '{{.NetworkSettings.MacAddress}}' box").stdout).toBe('02:42:ac:11:00:99\n');
    expect(run('docker exec box ip link show eth0').stdout).toContain('link/ether 02:42:ac:11:00:99 ');
  });

  it('are refused in the words of the client', () => {
    const run = dockerShell();
    const refused = (flags: string) => run(`docker create ${flags} busybox`).stderr.split('\n')[0];
    expect(refused('--network ""')).toBe('docker: no name set for network');
    expect(refused('--network alias=x')).toBe(
      'invalid argument "alias=x" for "--network" flag: network name/id is not specified',
    );
    expect(refused('--network a1 --network a1')).toBe('docker: network "a1" is specified multiple times');
    expect(refused('--network name=a1,ip=1.2.3.4 --ip 1.2.3.5')).toBe(
      'docker: conflicting options: cannot specify both --ip and per-network IPv4 address',
    );
  });
});

describe('logs', () => {
  it('keep the newest files of the size that was asked for', () => {
    const run = dockerShell();
    const write = "sh -c 'for i in $(seq 100); do echo line $i; done'";
    run(`docker run --name small --log-opt max-size=1k --log-opt max-file=2 busybox ${write}`);
    const lines = run('docker logs small').stdout.trim().split('\n');
    expect(lines.at(-1)).toBe('line 100');
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.length).toBeLessThan(30);
    expect(run("docker inspect -f '{{json .HostConfig.LogConfig}}' small").stdout).toBe(
      '{"Type":"json-file","Config":{"max-size":"1k","max-file":"2"}}\n',
    );
  });

  it('are refused options and drivers that there are not', () => {
    const run = dockerShell();
    const refused = (flags: string) => run(`docker run ${flags} busybox true`).stderr.split('\n')[0];
    const said = 'docker: Error response from daemon: ';
    expect(refused('--log-driver nope')).toBe(`${said}error looking up logging plugin nope: plugin "nope" not found`);
    expect(refused('--log-opt foo=bar')).toBe(`${said}unknown log opt 'foo' for json-file log driver`);
    expect(refused('--log-opt max-size=abc')).toBe(`${said}failed to initialize logging driver: invalid size: 'abc'`);
    expect(refused('--log-driver syslog')).toBe(
      `${said}failed to initialize logging driver: Unix syslog delivery error`,
    );
  });
});

describe('what is shared in memory', () => {
  it('is as large as was asked for, and not mounted without IPC', () => {
    const run = dockerShell();
    expect(run('docker run --shm-size 10m busybox grep /dev/shm /proc/mounts').stdout).toBe(
      'shm /dev/shm tmpfs rw,nosuid,nodev,noexec,relatime,size=10240k 0 0\n',
    );
    expect(run('docker run --ipc none busybox grep /dev/shm /proc/mounts').exit).toBe(1);
  });
});

describe('docker update', () => {
  it('tells warnings behind the names, and nothing is left out', () => {
    const run = dockerShell();
    run('docker run -d --name box busybox sleep 1000');
    expect(run('docker update --cpu-shares 100 --blkio-weight 10 --cpuset-cpus 0 box').stdout).toBe(
      'box\nYour kernel does not support Block I/O weight or the cgroup is not mounted. Weight discarded.\n',
    );
    expect(run("docker inspect -f '{{.HostConfig.CpuShares}} {{.HostConfig.CpusetCpus}}' box").stdout).toBe('100 0\n');
    expect(run('docker update --cpus 1 box; docker update --cpu-quota 5000 box').stderr).toMatch(
      /: Conflicting options: CPU Quota cannot be updated as NanoCPUs has already been set\n$/,
    );
  });
});
