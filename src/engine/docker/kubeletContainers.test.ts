import { describe, expect, it } from 'vitest';
import { testDaemon } from './testing';

describe('Docker on a node of which it is the runtime', () => {
  const setUp = () => {
    const docker = testDaemon({ profile: 'minikube' });
    const daemon = docker.world.dockerOn('minikube');
    if (daemon === undefined) throw new Error('the node has no Docker');
    const names = (pattern: string) => {
      const list = daemon.containers.list({ all: true, limit: 0, size: false, filters: { name: [pattern] } });
      if (!list.ok) throw new Error(list.error.message);
      return list.value.map(
        (one) => `${one.Names[0]?.replace(/_[0-9a-f-]{36}_/, '_UID_')} ${one.State} ${one.Command}`,
      );
    };
    const remove = (name: string) => {
      const list = daemon.containers.list({ all: false, limit: 0, size: false, filters: { name: [name] } });
      const id = list.ok ? (list.value[0]?.Id ?? '') : '';
      return docker.message((done) => daemon.containers.remove(id, { force: true, volumes: false, link: false }, done));
    };
    return { docker, daemon, names, remove };
  };

  it('shows what the kubelet runs', () => {
    const { names } = setUp();
    expect(names('etcd')).toEqual([
      expect.stringMatching(/^\/k8s_etcd_etcd-minikube_kube-system_.*_0 running etcd /),
      expect.stringMatching(/^\/k8s_POD_etcd-minikube_kube-system_.*_0 running \/pause$/),
    ]);
  });

  it('cannot take a container away from Kubernetes: the kubelet starts another', () => {
    const { docker, names, remove } = setUp();
    expect(names('k8s_coredns')).toEqual([
      expect.stringMatching(/^\/k8s_coredns_coredns-[0-9a-z-]+_kube-system_UID_0 running \/coredns/),
    ]);
    expect(remove('k8s_coredns')).toBeUndefined();
    expect(names('k8s_coredns')).toEqual([]);
    docker.wait(20);
    expect(names('k8s_coredns')).toEqual([
      expect.stringMatching(/^\/k8s_coredns_coredns-[0-9a-z-]+_kube-system_UID_1 running \/coredns/),
    ]);
    expect(remove('k8s_POD_coredns')).toBeUndefined();
    docker.wait(60);
    expect(names('k8s_POD_coredns')).toHaveLength(1);
    expect(names('k8s_coredns').filter((row) => row.includes(' running '))).toHaveLength(1);
  });

  it('runs containers of its own beside them, on images that the kubelet has too', () => {
    const { docker, daemon } = setUp();
    const pulled = docker.ask<void>((done) =>
      daemon.images.pull('busybox', { login: undefined, allTags: false, platform: '' }, () => {}, done),
    );
    expect(pulled).toBeUndefined();
    expect(docker.world.runtimeOn('minikube')?.findImage('busybox')).toBeDefined();
    docker.world.setFault('node/minikube', 'stopped');
    expect(docker.world.dockerOn('minikube')).toBeUndefined();
    docker.wait(30);
    docker.world.setFault('node/minikube', 'running');
    docker.wait(60);
    expect(docker.world.dockerOn('minikube')?.running).toBe(true);
  });
});
