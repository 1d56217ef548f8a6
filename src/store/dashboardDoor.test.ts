import { describe, expect, it } from 'vitest';
import type { ApiRequest } from '../engine/client/door';
import { Host } from './host';
import type { RecordedInput } from './messages';
import '../shell/late/all';

const START = Date.UTC(2026, 0, 5, 9, 0, 0);
const TIME = { running: true, speed: 1 };
const WEB = '/apis/apps/v1/namespaces/default/deployments/web';

function open(inputs: readonly RecordedInput[] = []) {
  const host = new Host({ profile: 'minikube', seed: 1, start: START, inputs }, {}, () => {});
  const { clock } = host.world;
  return {
    host,
    wait: (milliseconds: number) => clock.advance(milliseconds),
    type(terminal: number, data: string) {
      host.input({ kind: 'keys', terminal, data });
      clock.advance(2000);
    },
    /** Where the browser went since it was last asked. */
    browser() {
      const batch = host.batch(TIME);
      return batch.kind === 'batch' ? batch.browser : undefined;
    },
  };
}

/** A cluster with a deployment, and the dashboard open in the first terminal. */
function withDashboard() {
  const opened = open();
  for (const terminal of [1, 2]) opened.host.input({ kind: 'openTerminal', terminal, columns: 200, rows: 24 });
  opened.wait(500);
  opened.type(2, 'kubectl create deployment web --image=nginx\r');
  opened.host.batch(TIME, true);
  opened.type(1, 'minikube dashboard --port 36000\r');
  opened.wait(60_000);
  return opened;
}

const scale: ApiRequest = {
  method: 'PATCH',
  path: `${WEB}/scale`,
  headers: { 'content-type': 'application/merge-patch+json' },
  body: { spec: { replicas: 3 } },
};

describe('the dashboard of the page', () => {
  it('is open while the command runs, and told to the page when that changes', () => {
    const { browser, type, host } = withDashboard();
    const address = browser();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:36000\/api\/v1\/namespaces\/kubernetes-dashboard\/services\//);
    expect(browser()).toBeUndefined();
    // whoever comes later learns it too
    const again = open(host.inputs);
    again.host.world.clock.replayTo(host.world.clock.executed, host.world.clock.now);
    expect(again.browser()).toBe(address);
    type(1, '\x03');
    expect(browser()).toBe(null);
  });

  it('reads and changes things as its service account, as an input that is replayed', () => {
    const { host, wait } = withDashboard();
    expect(host.dashboard({ method: 'GET', path: WEB })).toMatchObject({ code: 200, body: { spec: { replicas: 1 } } });
    expect(host.dashboard(scale).code).toBe(200);
    wait(5000);
    expect(host.dashboard({ method: 'GET', path: WEB })).toMatchObject({ body: { status: { readyReplicas: 3 } } });
    expect(host.inputs.at(-1)?.input).toEqual({ kind: 'dashboard', request: scale });
    const again = open(host.inputs).host;
    again.world.clock.replayTo(host.world.clock.executed, host.world.clock.now);
    expect(again.world.hash()).toBe(host.world.hash());
  });

  it('may do what its account may, and answers only while a pod of it is ready', () => {
    const { host, type, wait } = withDashboard();
    type(2, 'kubectl delete clusterrolebinding kubernetes-dashboard\r');
    expect(host.dashboard(scale)).toMatchObject({
      code: 403,
      body: { message: expect.stringContaining('system:serviceaccount:kubernetes-dashboard:kubernetes-dashboard') },
    });
    type(2, 'kubectl scale deployment -n kubernetes-dashboard kubernetes-dashboard --replicas=0\r');
    wait(40_000);
    expect(host.dashboard({ method: 'GET', path: WEB })).toMatchObject({
      code: 503,
      body: { message: 'no endpoints available for service "http:kubernetes-dashboard:"' },
    });
  });
});
