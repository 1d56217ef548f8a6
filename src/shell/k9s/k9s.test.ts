import { describe, expect, it } from 'vitest';
import { createWorld, findProfile, type World } from '../../engine';
import { programs } from '../catalogue';
import { prepareHome } from '../home';
import { LaptopShell } from '../runSession';
import { type TestTerminal, testTerminal } from '../testing';

/** 5 January 2026, 09:00 UTC. */
const START = 1_767_603_600_000;

/** A cluster in which commands were run, and a terminal of 110 by 24 at it. */
function open(...commands: readonly string[]): TestTerminal & { readonly command: (line: string) => string } {
  const profile = findProfile('playground');
  if (profile === undefined) throw new Error('no playground');
  const world: World = createWorld({ profile, seed: 1, start: START, programs });
  prepareHome(world.laptop, profile);
  world.clock.settle();
  const shell = new LaptopShell(world);
  const command = (line: string) => {
    const { stdout, stderr, exit } = shell.run(line, { timeout: 60_000 });
    if (exit !== 0) throw new Error(stderr);
    world.clock.settle();
    return stdout;
  };
  for (const line of commands) command(line);
  const terminal = testTerminal({
    world,
    columns: 110,
    rows: 24,
    editor: {
      open(_path, text, done) {
        done({ saved: true, text: text.replace('replicas: 2', 'replicas: 1') });
        return () => undefined;
      },
    },
  });
  return Object.assign(terminal, { command });
}

/** What stands in the frame. */
function framed(terminal: TestTerminal): string[] {
  const rows = terminal.rows();
  return rows
    .filter((row) => row.startsWith('│'))
    .map((row) => row.slice(1, -1).trim())
    .filter((row) => row !== '');
}

function title(terminal: TestTerminal): string {
  return /[^┌┐─]+/.exec(terminal.rows().find((row) => row.startsWith('┌')) ?? '')?.[0].trim() ?? '';
}

/** The first cells of the rows, without the heading. */
function names(terminal: TestTerminal): string[] {
  return framed(terminal)
    .slice(1)
    .map((row) => row.split(/\s+/)[0] ?? '');
}

const WEB = 'kubectl create deployment web --image=nginx --replicas=2';

describe('k9s', () => {
  it('shows who and where, and the pods of the namespace', () => {
    const terminal = open('kubectl run one --image=nginx');
    terminal.type('k9s\r');
    const rows = terminal.rows();
    expect(rows.slice(0, 4).map((row) => row.slice(0, 60).trim().replace(/\s+/g, ' '))).toEqual([
      'Context: playground <0> all <enter> View <s> Shel',
      'Cluster: playground <1> default <d> Describe <ctrl-d>',
      'User: learner <y> YAML <:> Comm',
      'K8s Rev: v1.32.0 <e> Edit </> Filt',
    ]);
    expect(title(terminal)).toBe('pods(default)[1]');
    expect(framed(terminal)[0]).toMatch(/^NAME +READY +STATUS +RESTARTS +AGE +IP +NODE$/);
    expect(framed(terminal)[1]).toMatch(/^one +1\/1 +Running +0 +\d+s +10\.244\.\d\.\d+ +worker-\d$/);
    expect(rows.at(-1)).toBe(' <pods>');
  });

  it('follows what happens, and ages go on', () => {
    const terminal = open('kubectl run one --image=nginx');
    terminal.type('k9s\r');
    expect(names(terminal)).toEqual(['one']);
    const age = () => Number(/(\d+)s/.exec(framed(terminal)[1] ?? '')?.[1]);
    const before = age();
    terminal.command('kubectl run two --image=nginx');
    terminal.type('');
    expect(names(terminal)).toEqual(['one', 'two']);
    terminal.command('kubectl delete pod one');
    terminal.world.clock.advance(10_000);
    terminal.type('');
    expect(names(terminal)).toEqual(['two']);
    expect(age()).toBeGreaterThan(before);
  });

  it('goes from a deployment to its pods, their containers and their log, and back', () => {
    const terminal = open(WEB, 'kubectl run other --image=nginx');
    terminal.type('k9s\r');
    terminal.type(':deploy\r');
    expect([title(terminal), names(terminal)]).toEqual(['deployments(default)[1]', ['web']]);
    terminal.type('\r');
    expect(title(terminal)).toBe('pods(default)[2] app=web');
    terminal.type('j\r');
    expect(title(terminal)).toMatch(/^containers\(default\/web-\S+\)\[1\]$/);
    expect(framed(terminal)[1]).toMatch(/^nginx +nginx +true +Running +0$/);
    terminal.type('l');
    expect(title(terminal)).toMatch(/^logs web-\S+:nginx$/);
    expect(framed(terminal).join('\n')).toContain('nginx');
    terminal.type('\u001b');
    terminal.type('q');
    terminal.type('\u001b');
    expect(title(terminal)).toBe('deployments(default)[1]');
    // the last one stays
    terminal.type('qq');
    expect(title(terminal)).toBe('deployments(default)[1]');
  });

  it('narrows lists and texts while a filter is typed', () => {
    const terminal = open(WEB, 'kubectl run other --image=nginx');
    terminal.type('k9s\r');
    terminal.type('/oth');
    expect(names(terminal)).toEqual(['other']);
    terminal.type('\r');
    expect(title(terminal)).toBe('pods(default)[1] /oth');
    terminal.type('d');
    terminal.type('/^Node:\r');
    expect(framed(terminal)).toEqual([expect.stringMatching(/^Node: +worker-/)]);
    terminal.type('\u001b');
    terminal.type('\u001b');
    terminal.type('\u001b');
    expect(title(terminal)).toBe('pods(default)[3]');
  });

  it('knows namespaces: by command, by digit and by their list', () => {
    const terminal = open('kubectl create namespace team', 'kubectl run inside -n team --image=nginx');
    terminal.type('k9s\r');
    terminal.type(':pods team\r');
    expect([title(terminal), names(terminal)]).toEqual(['pods(team)[1]', ['inside']]);
    terminal.type('1');
    expect(title(terminal)).toBe('pods(default)[0]');
    terminal.type('2');
    expect(title(terminal)).toBe('pods(team)[1]');
    terminal.type('0');
    expect(framed(terminal)[0]).toMatch(/^NAMESPACE +NAME/);
    expect(names(terminal)).toContain('kube-system');
    terminal.type(':ns\r');
    terminal.type('G\r');
    expect(title(terminal)).toBe('pods(team)[1]');
  });

  it('scales, edits and deletes as the user of the kubeconfig, and asks before it deletes', () => {
    const terminal = open(WEB);
    terminal.type('k9s\r');
    terminal.type(':deploy\r');
    terminal.type('s');
    expect(terminal.rows()).toContain(' Replicas of deployment web:');
    terminal.type('4\r');
    terminal.type('');
    expect(terminal.command('kubectl get deployment web -o jsonpath={.spec.replicas}')).toBe('4');
    expect(terminal.rows().at(-1)).toBe(' <deployments>  deployment.apps/web scaled');
    terminal.type('s2\r');
    terminal.type('');
    terminal.type('e');
    terminal.type('');
    expect(terminal.command('kubectl get deployment web -o jsonpath={.spec.replicas}')).toBe('1');
    expect(title(terminal)).toBe('deployments(default)[1]');
    terminal.type('\u0004');
    expect(terminal.rows()).toContain(' Delete deployment web? <y> yes  <n> no');
    terminal.type('n');
    expect(names(terminal)).toEqual(['web']);
    terminal.type('\u0004y');
    terminal.type('');
    expect(title(terminal)).toBe('deployments(default)[0]');
  });

  it('opens a shell in a pod and comes back when it is left', () => {
    const terminal = open('kubectl run one --image=nginx');
    terminal.type('k9s\r');
    terminal.type('s');
    terminal.type('hostname\r');
    expect(terminal.rows().join('\n')).toContain('\none\n');
    terminal.type('exit\r');
    expect(title(terminal)).toBe('pods(default)[1]');
  });

  it('says what there isn’t, and why a list stays empty', () => {
    const terminal = open(
      'kubectl create serviceaccount guest',
      'kubectl config set-credentials guest --token=$(kubectl create token guest)',
      'kubectl config set-context lost --cluster=nosuch --user=guest',
      'kubectl config set-context guest --cluster=playground --user=guest',
    );
    terminal.type('k9s\r');
    terminal.type(':nosuch\r');
    expect(terminal.rows().at(-1)).toContain('"nosuch" command not found');
    terminal.type(':xray\r');
    expect(terminal.rows().at(-1)).toContain('xray is not simulated here');
    terminal.type(':ctx lost\r');
    // what is no longer looked at is no longer shown
    expect([title(terminal), terminal.rows().at(-1)]).toEqual([
      '',
      expect.stringContaining('localhost:8080 was refused'),
    ]);
    terminal.type(':ctx guest\r');
    expect(framed(terminal)).toEqual([
      'pods is forbidden: User "system:serviceaccount:default:guest" cannot list resource "pods" in API group ""',
      'in the namespace "default"',
    ]);
    terminal.type('?');
    expect(framed(terminal)).toContain('GENERAL');
  });

  it('fits a small terminal, with wide characters whole', () => {
    const terminal = open(
      'kubectl run one --image=nginx',
      "kubectl annotate pod one note='가나다라마바사아자차카타파하'",
    );
    terminal.type('k9s\r');
    terminal.type('y');
    expect(framed(terminal).join('\n')).toContain('note: 가나다라마바사아자차카타파하');
    for (const row of terminal.rows()) expect([...row].length).toBeLessThanOrEqual(110);
  });

  it('gives the terminal back on :q and on Ctrl-C', () => {
    const terminal = open();
    terminal.type('k9s\r');
    terminal.type(':q\r');
    terminal.type('echo back\r');
    expect(terminal.rows().join('\n')).toContain('back');
    terminal.type('k9s\r');
    terminal.type('\u0003');
    terminal.type('clear; echo again $?\r');
    expect(terminal.rows()).toContain('again 0');
  });

  it('changes nothing with --readonly, and wants a terminal', () => {
    const terminal = open(WEB);
    expect(() => terminal.command('k9s')).toThrow('k9s: it needs a terminal: it shows itself on the whole screen\n');
    expect(() => terminal.command('k9s --nosuch')).toThrow('Error: unknown flag: --nosuch');
    terminal.type('k9s --readonly -c deploy\r');
    terminal.type('\u0004');
    expect(terminal.rows().at(-1)).toBe(' <deployments>  k9s was started with --readonly');
    terminal.type('\u0003');
    expect(terminal.command('kubectl get deployments -o name')).toBe('deployment.apps/web\n');
  });
});
