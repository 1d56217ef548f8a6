import { expect, it } from 'vitest';
import { parseImageReference } from '../../base/imageReference';
import { programs } from '../../shell';
import { createImageTransfers } from '../containers/dockerTransfers';
import { createMachineImages } from '../containers/machineImages';
import { testNodes } from '../containers/testing';

/** A node with a registry in a pod on the node's network, and the node's own images. */
function setUp() {
  const world = testNodes({ programs, nodes: 2 });
  const { clock, trace, random, registries, node } = world;
  node.pull('registry:2');
  const id = node.create(node.sandbox('registry', { hostNetwork: true }), { image: 'registry:2' });
  node.runtime.startContainer(id);
  clock.settle();
  const place = { clock, trace, machine: node.name, actor: 'docker' };
  const images = createMachineImages(place);
  const { network } = node.machine;
  const transfers = createImageTransfers({ ...place, random, registries, images, network });
  const lines = (kind: 'pull' | 'push', text: string) => {
    const out: string[] = [];
    transfers[kind](
      text,
      { login: undefined, allTags: false },
      ({ id: of, status }) => out.push(of === undefined ? status : `${of}: ${status}`),
      (result) => result.ok || out.push(result.error.message),
    );
    clock.settle();
    return out;
  };
  const exec = (...argv: string[]) => {
    const stream = node.runtime.exec(id, argv, { tty: false, stdin: false });
    clock.settle();
    return stream.ok ? (stream.value.stdout.take() ?? '') : stream.error.message;
  };
  return { ...world, id, images, lines, exec };
}

it('the image registry is a registry: its entrypoint starts it, and it keeps what it is sent in its files', () => {
  const { node, id, images, lines, exec } = setUp();
  expect(node.logs(id)).toMatch(/^time="\S+" level=info msg="listening on \[::\]:5000" /);
  expect(exec('ps')).toContain('registry serve /etc/docker/registry/config.yml');
  lines('pull', 'busybox');
  const { image } = images.store.find('busybox') ?? {};
  const name = parseImageReference('localhost:5000/team/box');
  if (image !== undefined && name.ok) images.store.tag(image.id, name.value);
  expect(lines('push', 'localhost:5000/team/box').at(-1)).toMatch(`latest: digest: ${image?.digest} size: `);
  const root = '/var/lib/registry/docker/registry/v2/repositories';
  expect(exec('ls', root)).toBe('team\n');
  expect(exec('cat', `${root}/team/box/_manifests/tags/latest/current/link`)).toBe(image?.digest);
  expect(lines('pull', `${node.machine.network.addresses[0]}:5000/team/box`)).toEqual([
    `Get "https://${node.machine.network.addresses[0]}:5000/v2/": http: server gave HTTP response to HTTPS client`,
  ]);
  expect(node.logs(id)).toContain('http.request.method=GET http.request.uri="/v2/" http.response.status=200');
});

it('a pod gets an image from the registry of its own node, and learns that other nodes have none', () => {
  const { nodes, lines, images, clock } = setUp();
  lines('pull', 'busybox');
  const name = parseImageReference('localhost:5000/box');
  const id = images.store.find('busybox')?.image.id ?? '';
  if (name.ok) images.store.tag(id, name.value);
  lines('push', 'localhost:5000/box');
  const said: string[] = [];
  for (const { runtime } of nodes) {
    runtime.pullImage('localhost:5000/box', (result) => said.push(result.ok ? result.value.id : result.error.message));
    clock.settle();
  }
  expect(said).toEqual([
    id,
    'failed to pull and unpack image "localhost:5000/box:latest": failed to resolve reference "localhost:5000/box:latest": failed to do request: Head "http://localhost:5000/v2/box/manifests/latest": dial tcp 127.0.0.1:5000: connect: connection refused',
  ]);
});

it("node's entrypoint gives options and scripts to node, and steps aside for other commands", () => {
  const { node, clock } = testNodes({ programs });
  const log = (...words: string[]) => {
    const { id } = node.run(words.join(''), { image: 'node:20', arguments: words });
    clock.settle();
    return node.logs(id);
  };
  expect(log('--version')).toBe('v20.18.1\n');
  expect(log('echo', 'hi')).toBe('hi\n');
  expect(log('sh', '-c', 'echo $NODE_VERSION')).toBe('20.18.1\n');
  expect(log('npm', 'install')).toContain('is not simulated in this playground');
});
