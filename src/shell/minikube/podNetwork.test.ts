import { beforeAll, describe, expect, it } from 'vitest';
import type { Passage } from '../../engine/trace';
import { worldShell } from './testing';

const BACKEND =
  'kubectl get configmap kube-flannel-cfg -n kube-flannel -o yaml | sed "s/host-gw/vxlan/" | kubectl replace -f -';
const RESTART =
  'kubectl rollout restart daemonset kube-flannel-ds -n kube-flannel; kubectl rollout status daemonset kube-flannel-ds -n kube-flannel';
const run = (name: string, node: string, image: string, command = '') =>
  `kubectl run ${name} --image=${image} --overrides='{"spec":{"nodeName":"${node}"}}' ${command}`;
const PODS = [
  run('caller', 'worker-1', 'busybox', '-- sleep 10000'),
  run('near', 'worker-1', 'nginx'),
  run('far', 'worker-2', 'nginx'),
];

let playground: ReturnType<typeof worldShell>;
/** Names of pods by their addresses. */
let names: ReadonlyMap<string, string>;
const named = (address: string) => names.get(address) ?? address;
const show = (line: string) => playground.show(line);
/** What a pod answers to the caller, in short. */
const call = (pod: string) =>
  show(
    `kubectl exec caller -- wget -qO- -T 2 http://$(kubectl get pod ${pod} -o jsonpath={.status.podIP}) 2>&1 | grep -o -e Welcome -e "timed out" | head -1`,
  );

/** The newest request of a pod: each device in a line, without the names of cables. */
function way(): string[] {
  const { entries } = playground.world.trace;
  const exchange = entries.findLast((one) => one.kind === 'exchange' && one.actor === 'pod/default/caller');
  return exchange?.kind === 'exchange' ? (exchange.way ?? []).map(told) : [];
}

function told({ at, device = '', does, source, destination, outer, detail }: Passage): string {
  const cable = device.replace(/^veth[0-9a-f]+$/, 'veth');
  const around = outer === undefined ? '' : ` in ${outer.source} > ${outer.destination}`;
  const words = [at, cable, does, `${named(source)} > ${named(destination)}${around}`, detail ?? ''];
  return words.filter((word) => word !== '').join(' ');
}

beforeAll(() => {
  playground = worldShell('playground');
  show(`${PODS.join('; ')}; kubectl wait --for=condition=Ready pod --all`);
  const lines = show('kubectl get pods -o custom-columns=IP:.status.podIP,NAME:.metadata.name --no-headers').trim();
  names = new Map(lines.split('\n').map((line) => line.split(/ +/) as [string, string]));
});

describe('the network between pods', () => {
  it('goes over the bridge of a node', () => {
    expect(call('near')).toBe('Welcome\n');
    expect(way()).toEqual([
      'pod/default/caller eth0 send caller > near',
      'node/worker-1 veth receive caller > near',
      'node/worker-1 cni0 bridge caller > near',
      'node/worker-1 veth send caller > near',
      'pod/default/near eth0 receive caller > near',
    ]);
  });

  it('is routed from node to node by host-gw', () => {
    expect(show('ssh worker-1 ip route')).toBe(
      [
        'default via 10.0.0.1 dev eth0 ',
        '10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.11 ',
        '10.244.0.0/24 via 10.0.0.10 dev eth0 ',
        '10.244.1.0/24 dev cni0 proto kernel scope link src 10.244.1.1 ',
        '10.244.2.0/24 via 10.0.0.12 dev eth0 ',
        '10.244.3.0/24 via 10.0.0.13 dev eth0 ',
        '',
      ].join('\n'),
    );
    expect(call('far')).toBe('Welcome\n');
    const addresses = 'caller > far';
    expect(way()).toEqual([
      `pod/default/caller eth0 send ${addresses}`,
      `node/worker-1 veth receive ${addresses}`,
      `node/worker-1 cni0 bridge ${addresses}`,
      `node/worker-1 route ${addresses} 10.244.2.0/24 via 10.0.0.12 dev eth0`,
      `node/worker-1 eth0 send ${addresses}`,
      `node/worker-2 eth0 receive ${addresses}`,
      `node/worker-2 route ${addresses} 10.244.2.0/24 dev cni0`,
      `node/worker-2 cni0 bridge ${addresses}`,
      `node/worker-2 veth send ${addresses}`,
      `pod/default/far eth0 receive ${addresses}`,
    ]);
  });

  it('ends where a route or a link is missing', () => {
    show('ssh worker-1 ip route del 10.244.2.0/24');
    expect(call('far')).toBe('timed out\n');
    expect(way().slice(3)).toEqual(['node/worker-1 eth0 send caller > far', 'network drop caller > far no-route']);
    show('ssh worker-1 ip route add 10.244.2.0/24 via 10.0.0.12');
    expect(call('far')).toBe('Welcome\n');
    show('ssh worker-2 ip link set cni0 down');
    expect(call('far')).toBe('timed out\n');
    expect(way().at(-1)).toBe('node/worker-2 cni0 drop caller > far link-down');
    show('ssh worker-2 ip link set cni0 up');
    show('ssh worker-2 ip route del 10.244.1.0/24');
    expect(call('far')).toBe('timed out\n');
    expect(way().at(-1)).toBe('node/worker-2 drop far > caller no-way-back');
    show('ssh worker-2 ip route add 10.244.1.0/24 via 10.0.0.11 dev eth0');
    expect(call('far')).toBe('Welcome\n');
  });

  it('is wrapped between nodes once flannel starts with vxlan', () => {
    show(`${BACKEND}; ${RESTART}`);
    expect(show('ssh worker-1 ip route | grep flannel')).toBe(
      [
        '10.244.0.0/24 via 10.244.0.0 dev flannel.1 onlink ',
        '10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink ',
        '10.244.3.0/24 via 10.244.3.0 dev flannel.1 onlink ',
        '',
      ].join('\n'),
    );
    expect(call('far')).toBe('Welcome\n');
    const inner = 'caller > far';
    const wrapped = `${inner} in 10.0.0.11 > 10.0.0.12`;
    expect(way().slice(3, 9)).toEqual([
      `node/worker-1 route ${inner} 10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink`,
      `node/worker-1 flannel.1 wrap ${wrapped}`,
      `node/worker-1 eth0 send ${wrapped}`,
      `node/worker-2 eth0 receive ${wrapped}`,
      `node/worker-2 flannel.1 unwrap ${inner}`,
      `node/worker-2 route ${inner} 10.244.2.0/24 dev cni0`,
    ]);
    expect(show('kubectl logs far | tail -1')).toMatch(/^10\.244\.1\.[23] - - /);
  });

  it('leaves new pods less room in a packet, and old ones what they had', () => {
    show('kubectl run late --image=busybox -- sleep 1000; kubectl wait --for=condition=Ready pod late');
    const mtu = (pod: string) => show(`kubectl exec ${pod} -- ip link show eth0 | grep -o "mtu [0-9]*"`);
    expect([mtu('late'), mtu('caller')]).toEqual(['mtu 1450\n', 'mtu 1500\n']);
  });

  it('stays as it is when flannel is told nonsense', () => {
    show(`${BACKEND.replace('host-gw/vxlan', 'vxlan/carrier-pigeon')}; ${RESTART.split(';')[0]}; sleep 20`);
    expect(show('kubectl get pods -n kube-flannel')).toMatch(/ 0\/1 +(Error|CrashLoopBackOff) /);
    expect(show('kubectl logs -n kube-flannel -l app=flannel --tail=1 | grep -o "Error.*" | head -1')).toBe(
      'Error fetching backend: unknown backend type: carrier-pigeon\n',
    );
    expect(call('far')).toBe('Welcome\n');
  });
});
