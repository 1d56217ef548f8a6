import { expect, it } from 'vitest';
import { testDaemon } from './testing';

it('shows a container as the API’s whole document', () => {
  const docker = testDaemon();
  const id = docker.run('node:7', ['sleep', '1000'], {
    name: 'kubia-container',
    host: { PortBindings: { '8080/tcp': [{ HostIp: '', HostPort: '8080' }] } },
  });
  const document = docker.inspect('kubia-container');
  const bridge = docker.daemon.networks.inspect('bridge');
  const networkId = bridge.ok ? bridge.value['Id'] : '';
  const settings = document['NetworkSettings'] as Record<string, string>;
  const directory = `/var/lib/docker/containers/${id}`;
  const overlay = expect.stringMatching(/^\/var\/lib\/docker\/overlay2\//);
  expect(document).toEqual({
    Id: id,
    Created: expect.stringMatching(/^2026-11-21T08:45:00\.\d+Z$/),
    Path: 'sleep',
    Args: ['1000'],
    State: {
      Status: 'running',
      Running: true,
      Paused: false,
      Restarting: false,
      OOMKilled: false,
      Dead: false,
      Pid: expect.any(Number),
      ExitCode: 0,
      Error: '',
      StartedAt: expect.stringMatching(/^2026-11-21T08:45:00\.\d+Z$/),
      FinishedAt: '0001-01-01T00:00:00Z',
    },
    Image: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    ResolvConfPath: `${directory}/resolv.conf`,
    HostnamePath: `${directory}/hostname`,
    HostsPath: `${directory}/hosts`,
    LogPath: `${directory}/${id}-json.log`,
    Name: '/kubia-container',
    RestartCount: 0,
    Driver: 'overlay2',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: null,
    HostConfig: {
      Binds: null,
      ContainerIDFile: '',
      LogConfig: { Type: 'json-file', Config: {} },
      NetworkMode: 'default',
      PortBindings: { '8080/tcp': [{ HostIp: '', HostPort: '8080' }] },
      RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
      AutoRemove: false,
      VolumeDriver: '',
      VolumesFrom: null,
      CapAdd: null,
      CapDrop: null,
      CgroupnsMode: 'private',
      Dns: [],
      DnsOptions: [],
      DnsSearch: [],
      ExtraHosts: null,
      GroupAdd: null,
      IpcMode: 'private',
      Cgroup: '',
      Links: null,
      OomScoreAdj: 0,
      PidMode: '',
      Privileged: false,
      PublishAllPorts: false,
      ReadonlyRootfs: false,
      SecurityOpt: null,
      UTSMode: '',
      UsernsMode: '',
      ShmSize: 67_108_864,
      Runtime: 'runc',
      ConsoleSize: [0, 0],
      Isolation: '',
      CpuShares: 0,
      Memory: 0,
      NanoCpus: 0,
      CgroupParent: '',
      BlkioWeight: 0,
      BlkioWeightDevice: [],
      BlkioDeviceReadBps: [],
      BlkioDeviceWriteBps: [],
      BlkioDeviceReadIOps: [],
      BlkioDeviceWriteIOps: [],
      CpuPeriod: 0,
      CpuQuota: 0,
      CpuRealtimePeriod: 0,
      CpuRealtimeRuntime: 0,
      CpusetCpus: '',
      CpusetMems: '',
      Devices: [],
      DeviceCgroupRules: null,
      DeviceRequests: null,
      KernelMemory: 0,
      KernelMemoryTCP: 0,
      MemoryReservation: 0,
      MemorySwap: 0,
      MemorySwappiness: null,
      OomKillDisable: false,
      PidsLimit: null,
      Ulimits: [],
      CpuCount: 0,
      CpuPercent: 0,
      IOMaximumIOps: 0,
      IOMaximumBandwidth: 0,
      MaskedPaths: [
        '/proc/asound',
        '/proc/acpi',
        '/proc/kcore',
        '/proc/keys',
        '/proc/latency_stats',
        '/proc/timer_list',
        '/proc/timer_stats',
        '/proc/sched_debug',
        '/proc/scsi',
        '/sys/firmware',
      ],
      ReadonlyPaths: ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'],
    },
    GraphDriver: {
      Data: { LowerDir: overlay, MergedDir: overlay, UpperDir: overlay, WorkDir: overlay },
      Name: 'overlay2',
    },
    Mounts: [],
    Config: {
      Hostname: id.slice(0, 12),
      Domainname: '',
      User: '',
      AttachStdin: false,
      AttachStdout: false,
      AttachStderr: false,
      ExposedPorts: { '8080/tcp': {} },
      Tty: false,
      OpenStdin: false,
      StdinOnce: false,
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'NODE_VERSION=7.10.1'],
      Cmd: ['sleep', '1000'],
      Image: 'node:7',
      Volumes: null,
      WorkingDir: '',
      Entrypoint: null,
      OnBuild: null,
      Labels: {},
    },
    NetworkSettings: {
      Bridge: '',
      SandboxID: expect.stringMatching(/^[0-9a-f]{64}$/),
      HairpinMode: false,
      LinkLocalIPv6Address: '',
      LinkLocalIPv6PrefixLen: 0,
      Ports: {
        '8080/tcp': [
          { HostIp: '0.0.0.0', HostPort: '8080' },
          { HostIp: '::', HostPort: '8080' },
        ],
      },
      SandboxKey: `/var/run/docker/netns/${settings['SandboxID']?.slice(0, 12)}`,
      SecondaryIPAddresses: null,
      SecondaryIPv6Addresses: null,
      EndpointID: expect.stringMatching(/^[0-9a-f]{64}$/),
      Gateway: '172.17.0.1',
      GlobalIPv6Address: '',
      GlobalIPv6PrefixLen: 0,
      IPAddress: '172.17.0.2',
      IPPrefixLen: 16,
      IPv6Gateway: '',
      MacAddress: '02:42:ac:11:00:02',
      Networks: {
        bridge: {
          IPAMConfig: null,
          Links: null,
          Aliases: null,
          NetworkID: networkId,
          EndpointID: settings['EndpointID'],
          Gateway: '172.17.0.1',
          IPAddress: '172.17.0.2',
          IPPrefixLen: 16,
          IPv6Gateway: '',
          GlobalIPv6Address: '',
          GlobalIPv6PrefixLen: 0,
          MacAddress: '02:42:ac:11:00:02',
          DriverOpts: null,
        },
      },
    },
  });
});

it('copies files out of containers and into them, whether they run or not', () => {
  const docker = testDaemon();
  const { containers } = docker.daemon;
  docker.run('busybox', ['sleep', '1000'], { name: 'box' });
  docker.exec('box', ['sh', '-c', 'mkdir -p /a/b; echo x > /a/b/c; ln -s b /a/l']);
  const read = (path: string) => {
    const files = containers.readFiles('box', path);
    return files.ok ? [files.value.name, files.value.isDirectory, [...files.value.tree.keys()]] : files.error.message;
  };
  expect(read('/a')).toEqual(['a', true, ['a', 'a/b', 'a/b/c', 'a/l']]);
  expect(read('/a/b/c')).toEqual(['c', false, ['c']]);
  expect(read('/nope')).toBe('Could not find the file /nope in container box');
  expect(containers.stat('box', '/a/l')).toEqual({
    ok: true,
    value: { isDirectory: false, isDevice: false, linkTarget: '/a/b' },
  });
  const tree = containers.readFiles('box', '/a');
  if (!tree.ok) throw new Error(tree.error.message);
  docker.stop('box', 0);
  expect(containers.writeFiles('box', '/copy', tree.value.tree)).toMatchObject({
    error: { message: 'Could not find the file /copy in container box' },
  });
  expect(containers.writeFiles('box', '/tmp', tree.value.tree)).toEqual({ ok: true, value: undefined });
  docker.message((done) => docker.daemon.containers.start('box', done));
  expect(docker.exec('box', ['cat', '/tmp/a/b/c', '/tmp/a/l/c']).out).toBe('x\nx\n');
});
