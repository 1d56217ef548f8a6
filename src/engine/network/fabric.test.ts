import { describe, expect, it } from 'vitest';
import { testNodes } from '../containers/testing';
import type { ExchangeOutcome, NetworkNamespace } from './namespace';
import type { Packet, Verdict } from './packet';

function get(from: NetworkNamespace, host: string, port: number, timeout?: number) {
  const seen: { outcome?: ExchangeOutcome; peer?: string } = {};
  const options = timeout === undefined ? {} : { timeout };
  const request = { method: 'GET', scheme: 'http' as const, host, port, path: '/', headers: {}, body: '' };
  const cancel = from.exchange(request, options, (outcome) => {
    seen.outcome = outcome;
  });
  return { seen, cancel };
}

function setUp() {
  const world = testNodes({ nodes: 2 });
  const [first, second] = world.nodes;
  const near = first!.run('near', { image: 'luksa/kubia' });
  const far = second!.run('far', { image: 'luksa/kubia' });
  const client = first!.sandbox('client');
  const ask = (from: NetworkNamespace, host: string, port = 8080, timeout?: number) => {
    const started = world.clock.now;
    const { seen } = get(from, host, port, timeout);
    for (let i = 0; i < 200 && seen.outcome === undefined; i++) world.clock.runNext();
    const { outcome } = seen;
    const hops = outcome?.hops.map((hop) => (hop.note === undefined ? hop.at : `${hop.at} (${hop.note})`));
    const result = outcome?.ok === true ? outcome.response.body : outcome?.failure;
    return { result, hops, took: world.clock.now - started };
  };
  return { ...world, first: first!, second: second!, near, far, client, ask };
}

describe('the network', () => {
  it('takes packets from pod to pod, over the bridge or by way of the other node', () => {
    const { client, near, far, ask, first, second } = setUp();
    expect(ask(client.network, near.sandbox.address!)).toMatchObject({
      result: "You've hit near\n",
      hops: ['pod/default/client', 'pod/default/near'],
    });
    const crossing = ask(client.network, far.sandbox.address!);
    expect(crossing).toMatchObject({
      result: "You've hit far\n",
      hops: ['pod/default/client', 'node/node-2', 'pod/default/far'],
    });
    expect(crossing.took).toBeLessThan(5);
    expect(first.logs(near.id)).toBe('Kubia server starting...\nReceived request from ::ffff:10.244.1.3\n');
    ask(first.machine.network, near.sandbox.address!);
    ask(first.machine.network, far.sandbox.address!);
    expect(first.logs(near.id)).toContain('::ffff:10.244.1.1\n');
    expect(second.logs(far.id)).toContain('::ffff:10.0.0.11\n');
  });

  it('reaches a neighbour in the same pod as localhost, and gives each port once', () => {
    const { first, clock, ask } = setUp();
    first.pull('busybox');
    const { sandbox } = first.run('two', { image: 'nginx', name: 'web' });
    first.create(sandbox, { name: 'side', image: 'busybox', command: ['sleep', '100'] });
    expect(ask(sandbox.network, 'localhost', 80).result).toContain('Welcome to nginx!');
    const second = first.create(sandbox, { name: 'again', image: 'nginx' });
    first.runtime.startContainer(second);
    clock.advance(5_000);
    expect(first.status(second)).toMatchObject({ state: 'exited', exitCode: 1 });
    expect(first.logs(second)).toContain('bind() to 0.0.0.0:80 failed (98: Address already in use)');
  });

  it('fails as real networks fail', () => {
    const { client, near, ask, laptop, fabric } = setUp();
    const address = near.sandbox.address!;
    expect(ask(client.network, address, 9999).result).toBe('refused');
    expect(ask(client.network, '10.244.2.77')).toMatchObject({ result: 'unreachable', took: 3_000 });
    expect(ask(client.network, 'kubia')).toMatchObject({ result: 'unresolved' });
    expect(ask(laptop.network, address, 8080, 2_000)).toMatchObject({ result: 'timeout', took: 2_000 });
    expect(Math.round(ask(laptop.network, '10.96.0.10', 80).took)).toBe(134_000);
    expect(ask(laptop.network, '10.0.0.11', 80)).toMatchObject({ result: 'refused', hops: ['laptop', 'node/node-1'] });
    expect(ask(laptop.network, 'localhost', 8080).result).toBe('refused');
    fabric.setPower('node-1', false);
    expect(ask(laptop.network, '10.0.0.11', 80)).toMatchObject({
      result: 'unreachable',
      hops: ['laptop', 'node/node-1 (no answer)'],
    });
  });

  it('resets connections whose server ends', () => {
    const { client, first, near, clock } = setUp();
    const { kernel } = first.machine;
    const server = kernel.processes.find((process) => process.argv.join(' ') === 'node app.js')!;
    kernel.signal(kernel.pidOf(server)!, 'SIGSTOP');
    const { seen } = get(client.network, near.sandbox.address!, 8080);
    clock.advance(100);
    expect(seen.outcome).toBeUndefined();
    first.runtime.stopContainer(near.id, 0, () => {});
    clock.advance(100);
    expect(seen.outcome).toMatchObject({ ok: false, failure: 'reset', closed: true });
  });

  it('lets requests wait for a server whose process is stopped', () => {
    const { client, first, near, clock } = setUp();
    const { kernel } = first.machine;
    const server = kernel.processes.find((process) => process.argv.join(' ') === 'node app.js')!;
    kernel.signal(kernel.pidOf(server)!, 'SIGSTOP');
    const { seen } = get(client.network, near.sandbox.address!, 8080);
    clock.advance(5_000);
    expect([seen.outcome, first.logs(near.id)]).toEqual([undefined, 'Kubia server starting...\n']);
    kernel.signal(kernel.pidOf(server)!, 'SIGCONT');
    clock.advance(10);
    expect(seen.outcome).toMatchObject({ ok: true, response: { body: "You've hit near\n" } });
  });

  it('takes requests from a load balancer through the rules of a node', () => {
    const { fabric, far, laptop, second, ask, trace } = setUp();
    const note = `service/default/kubia-http:80 -> ${far.sandbox.address}:8080`;
    const translate = (packet: Packet): Verdict | undefined =>
      packet.port === 30123
        ? { kind: 'forward', address: far.sandbox.address!, port: 8080, masquerade: true, note }
        : undefined;
    fabric.setRules('node-1', { translate, healthy: () => true });
    fabric.loadBalancers = {
      find: (address) => (address === '203.0.113.10' ? { nodes: ['node-1'], nodePort: 30123 } : undefined),
    };
    expect(ask(laptop.network, '203.0.113.10', 80)).toMatchObject({
      result: "You've hit far\n",
      hops: [
        'laptop',
        'load-balancer (203.0.113.10:80 -> 10.0.0.11:30123)',
        'node/node-1',
        `kube-proxy/node-1 (${note})`,
        'node/node-2',
        'pod/default/far',
      ],
    });
    expect(second.logs(far.id)).toContain('::ffff:10.0.0.11\n');
    expect(ask(laptop.network, '10.0.0.11', 30123).result).toBe("You've hit far\n");
    const exchange = trace.entries.filter((entry) => entry.kind === 'exchange').at(-1);
    expect(exchange).toMatchObject({
      actor: 'laptop',
      summary: 'GET http://10.0.0.11:30123/',
      outcome: 'ok',
    });
    fabric.loadBalancers = { find: () => ({ nodes: [], nodePort: 30123 }) };
    expect(ask(laptop.network, '203.0.113.10', 80).result).toBe('refused');
  });

  it('opens bare connections', () => {
    const { client, near, clock } = setUp();
    const outcomes: string[] = [];
    for (const port of [8080, 1]) {
      client.network.connect(near.sandbox.address!, port, {}, (outcome) => {
        outcomes.push(outcome.ok ? 'open' : outcome.failure);
      });
      clock.settle();
    }
    expect(outcomes).toEqual(['open', 'refused']);
  });
});
