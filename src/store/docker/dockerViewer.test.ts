import { describe, expect, it } from 'vitest';
import type { Done } from '../../engine/docker/daemon';
import { type TestDaemon, testDaemon } from '../../engine/docker/testing';
import { ContainerInspector } from './containerInspector';
import type { DockerView } from './dockerView';
import { DockerViewer } from './dockerViewer';

function open(): TestDaemon & { readonly viewer: DockerViewer } {
  const test = testDaemon();
  const { images: store, registries, laptop: machine, clock } = test.world;
  if (store === undefined) throw new Error('no images');
  const viewer = new DockerViewer({ daemon: test.daemon, store, registries, machine }, clock);
  return Object.assign(test, { viewer });
}

function containerLine({ containers }: DockerView, name: string): string {
  const container = containers.find((one) => one.name === name);
  if (container === undefined) return 'gone';
  const ports = container.ports.map(({ host, container: inner }) => `${host}>${inner}`).join(' ');
  const networks = container.networks.map((one) => `${one.name} ${one.address}`).join(', ');
  return [container.state, container.exitCode, container.health, ports, networks].filter(Boolean).join(' | ');
}

describe('the view of the Docker host', () => {
  it('has the images with the layers that they share, each layer once', () => {
    const view = open().viewer.all();
    const chains = view.layers.map(({ chainId }) => chainId);
    expect(new Set(chains).size).toBe(chains.length);
    for (const { layers } of view.images) {
      layers.forEach((chainId, at) => {
        const layer = view.layers.find((one) => one.chainId === chainId);
        expect(layer?.below).toBe(layers[at - 1] ?? '');
      });
    }
    expect(view.images.map(({ tags }) => tags.join())).toEqual([
      'alpine:latest',
      'nginx:latest',
      'httpd:latest',
      'node:20',
      'node:7',
      'ubuntu:latest',
      'busybox:latest',
    ]);
  });

  it('follows a container through its life', () => {
    const test = open();
    const { viewer } = test;
    viewer.all();
    expect(viewer.take()).toBeUndefined();
    const host = { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] } };
    test.run('nginx', [], { name: 'web', ExposedPorts: ['80/tcp'], host });
    expect(containerLine(viewer.take()!, 'web')).toBe('running | 8080>80 | bridge 172.17.0.2');
    test.daemon.containers.pause('web');
    expect(containerLine(viewer.take()!, 'web')).toBe('paused | 8080>80 | bridge 172.17.0.2');
    test.daemon.containers.unpause('web');
    test.ask<void>((done: Done<void>) => test.daemon.containers.kill('web', 'SIGKILL', done));
    expect(containerLine(viewer.take()!, 'web')).toBe('exited | 137 | bridge ');
    test.remove('web');
    expect(containerLine(viewer.take()!, 'web')).toBe('gone');
    expect(viewer.take()).toBeUndefined();
  });

  it('counts what a container has written, though nobody tells of it', () => {
    const test = open();
    test.run('busybox', ['sleep', '1000'], { name: 'box' });
    test.viewer.all();
    test.exec('box', ['touch', '/note']);
    test.wait(1);
    expect(test.viewer.take()?.containers[0]?.changedFiles).toBe(1);
    test.wait(1);
    expect(test.viewer.take()).toBeUndefined();
  });

  it('places a container that shares the network of another one with that one', () => {
    const test = open();
    const first = test.run('busybox', ['sleep', '1000'], { name: 'first' });
    test.run('busybox', ['sleep', '1000'], { name: 'second', host: { NetworkMode: `container:${first}` } });
    const view = test.viewer.all();
    expect([containerLine(view, 'first'), containerLine(view, 'second')]).toEqual([
      'running | bridge 172.17.0.2',
      'running | bridge 172.17.0.2',
    ]);
  });

  it('keeps what did not change the very same', () => {
    const test = open();
    test.run('busybox', ['sleep', '1000'], { name: 'one' });
    const before = test.viewer.all();
    test.run('busybox', ['sleep', '1000'], { name: 'two' });
    const after = test.viewer.take()!;
    expect(after.containers[0]).toBe(before.containers[0]);
    expect(after.images).toBe(before.images);
    expect(after.layers).toBe(before.layers);
  });

  it('knows networks and volumes, and which container is on which', () => {
    const test = open();
    test.daemon.networks.create({
      Name: 'shop',
      Driver: 'bridge',
      Subnet: '',
      Gateway: '',
      IPRange: '',
      Internal: false,
      Attachable: false,
      Labels: {},
      Options: {},
    });
    test.daemon.volumes.create({ Name: 'data', Driver: 'local', Labels: {}, DriverOpts: {} });
    const mount = { Type: 'volume', Source: 'data', Target: '/data', ReadOnly: false, mustExist: false } as const;
    test.run('busybox', ['sleep', '1000'], { name: 'box', host: { NetworkMode: 'shop', Mounts: [mount] } });
    const view = test.viewer.all();
    expect(view.networks.map(({ name, subnet, userDefined }) => `${name} ${subnet} ${userDefined}`)).toEqual([
      'bridge 172.17.0.0/16 false',
      'host  false',
      'none  false',
      'shop 172.18.0.0/16 true',
    ]);
    expect(view.networks[3]?.interface).toMatch(/^br-[0-9a-f]{12}$/);
    expect(view.containers[0]?.networks).toEqual([{ name: 'shop', address: '172.18.0.2' }]);
    expect(view.containers[0]?.mounts).toEqual([{ type: 'volume', source: 'data', target: '/data' }]);
    expect(view.volumes).toEqual([{ name: 'data', anonymous: false, bytes: 0 }]);
  });
});

describe('a look into a container', () => {
  it('shows processes with both numbers, namespaces, limits, changed files and the log', () => {
    const test = open();
    const inspector = new ContainerInspector(test.world);
    const host = { Memory: 64 * 1024 * 1024, NanoCpus: 500_000_000, PidsLimit: 20 };
    const id = test.run('busybox', ['sh', '-c', 'echo hello; echo 1 > /note; sleep 1000 & wait'], {
      name: 'box',
      host,
    });
    test.wait(1);
    const detail = inspector.inspect({ machine: 'laptop', id });
    expect(detail).toMatchObject({
      name: 'box',
      command: 'sh -c echo hello; echo 1 > /note; sleep 1000 & wait',
      state: 'running',
      hostname: id.slice(0, 12),
      memory: { limit: 64 * 1024 * 1024 },
      cpu: { limit: 0.5 },
      pids: { used: 2, limit: 20 },
      changes: [{ kind: 'A', path: '/note' }],
      logs: 'hello\n',
      cgroup: `/system.slice/docker-${id}.scope`,
    });
    expect(detail?.processes.map(({ inside, parent, command }) => `${inside} ${parent} ${command}`)).toEqual([
      '1 0 sh -c echo hello; echo 1 > /note; sleep 1000 & wait',
      '7 1 sleep 1000',
    ]);
    for (const { inside, outside } of detail?.processes ?? []) expect(outside).toBeGreaterThan(inside);
    expect(detail?.namespaces.filter(({ host: shared }) => shared).map(({ type }) => type)).toEqual(['user']);
    expect(detail?.interfaces.map(({ name, address, network }) => `${name} ${address} ${network}`)).toEqual([
      'lo 127.0.0.1/8 ',
      'eth0 172.17.0.2/16 bridge',
    ]);
  });

  it('marks the namespaces that containers share', () => {
    const test = open();
    const first = test.run('busybox', ['sleep', '1000'], { name: 'first' });
    const id = test.run('busybox', ['sleep', '1000'], { name: 'second', host: { NetworkMode: `container:${first}` } });
    const detail = new ContainerInspector(test.world).inspect({ machine: 'laptop', id });
    const shared = detail?.namespaces.filter(({ sharedWith }) => sharedWith.length > 0);
    expect(shared?.map(({ type, sharedWith }) => `${type} ${sharedWith.join()}`)).toEqual(['net first']);
  });

  it('still knows a container that has ended, and none that is gone', () => {
    const test = open();
    const inspector = new ContainerInspector(test.world);
    const id = test.run('busybox', ['sh', '-c', 'exit 3'], { name: 'box' });
    test.wait(1);
    expect(inspector.inspect({ machine: 'laptop', id })).toMatchObject({ state: 'exited', exitCode: 3, processes: [] });
    test.remove('box');
    expect(inspector.inspect({ machine: 'laptop', id })).toBeUndefined();
  });
});
