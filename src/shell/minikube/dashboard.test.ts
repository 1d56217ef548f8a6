import { describe, expect, it } from 'vitest';
import { type TestTerminal, testTerminal } from '../testing';
import { worldShell } from './testing';

const PATH = '/api/v1/namespaces/kubernetes-dashboard/services/http:kubernetes-dashboard:/proxy/';

/** A terminal beside a shell, and the addresses that the browser is at. */
function open() {
  const shell = worldShell('minikube');
  const at: string[] = [];
  const browser = {
    open(address: string) {
      at.push(address);
      return () => void at.splice(at.indexOf(address), 1);
    },
  };
  const terminal: TestTerminal = testTerminal({ world: shell.world, columns: 120, rows: 30, browser });
  const wait = (seconds: number) => {
    for (let second = 0; second < seconds; second++) shell.world.clock.advance(1000);
  };
  return { ...shell, terminal, at, wait };
}

describe('minikube dashboard', () => {
  it('brings the add-on, waits for its pod, and leads the browser there until Ctrl-C', () => {
    const { terminal, at, wait, show } = open();
    terminal.type('minikube dashboard --port 36123\r');
    expect(terminal.rows().slice(1, 4)).toEqual([
      '🔌  Enabling dashboard ...',
      '    ▪ Using image docker.io/kubernetesui/dashboard:v2.7.0',
      '    ▪ Using image docker.io/kubernetesui/metrics-scraper:v1.0.8',
    ]);
    expect(at).toEqual([]);
    wait(60);
    // the last line is longer than the terminal is wide
    expect(terminal.rows().slice(-5)).toEqual([
      '🤔  Verifying dashboard health ...',
      '🚀  Launching proxy ...',
      '🤔  Verifying proxy health ...',
      `🎉  Opening http://127.0.0.1:36123${PATH} in`,
      'your default browser...',
    ]);
    expect(at).toEqual([`http://127.0.0.1:36123${PATH}`]);
    expect(show('kubectl get pods -n kubernetes-dashboard --no-headers -o custom-columns=:.status.phase')).toBe(
      'Running\nRunning\n',
    );
    // the proxy is a real one
    expect(show('curl -s http://127.0.0.1:36123/api/v1/namespaces/kubernetes-dashboard | head -n 2')).toBe(
      '{\n  "kind": "Namespace",\n',
    );
    terminal.type('\u0003');
    terminal.type('echo ended $?\r');
    expect(terminal.rows().at(-2)).toBe('ended 130');
    expect(at).toEqual([]);
    expect(show('curl -s http://127.0.0.1:36123/api')).toBe('exit 7\n');
  });

  it('prints its address with --url, and brings nothing twice', () => {
    const { terminal, at, wait, show } = open();
    expect(show('minikube addons enable dashboard')).toContain("* The 'dashboard' addon is enabled\n");
    wait(60);
    terminal.type('minikube dashboard --url\r');
    wait(3);
    const rows = terminal.rows().join('\n');
    expect(rows).not.toContain('Enabling');
    expect(rows).toMatch(/\nhttp:\/\/127\.0\.0\.1:\d+\/api\/v1\/namespaces\/kubernetes-dashboard\//);
    expect(at).toEqual([]);
  });

  it('is listed among the add-ons while it is there, and goes when it is switched off', () => {
    const { show, wait } = open();
    const row = () => /\| dashboard .*/.exec(show('minikube addons list'))?.[0].replace(/\s+/g, ' ');
    expect(row()).toBe('| dashboard | minikube | disabled | Kubernetes |');
    show('minikube addons enable dashboard');
    expect(row()).toBe('| dashboard | minikube | enabled ✅ | Kubernetes |');
    expect(show('minikube addons disable dashboard')).toBe(`* "The 'dashboard' addon is disabled\n`);
    wait(60);
    expect(show('kubectl get namespace kubernetes-dashboard')).toContain('NotFound');
    expect(row()).toBe('| dashboard | minikube | disabled | Kubernetes |');
  });

  it('says that there is no browser where there is no page', () => {
    const { show } = worldShell('minikube');
    expect(show('minikube dashboard')).toMatch(
      /\* Opening \S+ in your default browser\.\.\.\n[\s\S]*X Exiting due to HOST_BROWSER: failed to open browser: there is no page to show it in\nexit 30\n$/,
    );
  });
});
