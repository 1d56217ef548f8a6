import { describe, expect, it } from 'vitest';
import recorded from './nodeRecorded.json';
import { NodeMachine } from './testing';

/** Without the frames of Node's own source, and what may stand behind the last one. */
function ownFrames(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^ {4}at /.test(line) || line.includes('/app/'))
    .map((line) => (/^ {4}at /.test(line) ? line.replace(/ \{$/, '') : line))
    .join('\n');
}

const run = (source: string, options: { seconds?: number; memory?: number } = {}) =>
  new NodeMachine().write('/app/app.js', source).run(['app.js'], options);

// Recorded from node 20.20.2.
describe('node prints what the real one prints', () => {
  it.each(recorded)('$name', ({ name, source, stdout, stderr, exit }) => {
    const ran = new NodeMachine().write(`/app/${name}.js`, source).run([`/app/${name}.js`]);
    expect({ ...ran, stderr: ownFrames(ran.stderr) }).toEqual({ stdout, stderr, exit });
  });
});

describe('node on the command line', () => {
  it('evaluates, prints, tells its version and refuses what it does not know', () => {
    const machine = new NodeMachine();
    expect(machine.run(['-e', 'console.log(1 + 1)'])).toEqual({ stdout: '2\n', stderr: '', exit: 0 });
    expect(machine.run(['-p', '[1, 2].map((x) => x * 2)'])).toEqual({ stdout: '[ 2, 4 ]\n', stderr: '', exit: 0 });
    expect(machine.run(['-v'])).toEqual({ stdout: 'v20.20.2\n', stderr: '', exit: 0 });
    expect(machine.run(['--nope'])).toEqual({ stdout: '', stderr: 'node: bad option: --nope\n', exit: 9 });
  });

  it('says of modules that are not there which they are', () => {
    expect(run("require('child_process')").stderr).toContain(
      "Error: Node's module 'child_process' is not simulated in this playground",
    );
    expect(run("require('left-pad')").stderr).toContain("Error: Cannot find module 'left-pad'");
  });
});

describe('ES modules', () => {
  const machine = () =>
    new NodeMachine()
      .write('/app/package.json', '{"type": "module"}')
      .write(
        '/app/library.js',
        'export const rate = 2;\nexport default function twice(n) {\n  return rate * n;\n}\nexport class Box {}\n',
      )
      .write('/app/old.cjs', 'exports.name = "old"; exports.later = () => import("./library.js");\n');

  it('import one another, CommonJS and what Node holds, and wait at their top', () => {
    const source = `import fs, { readFileSync } from 'node:fs';
import twice, { rate as factor, Box } from './library.js';
import * as library from './library.js';
import old, { name } from './old.cjs';
await new Promise((done) => setTimeout(done, 5));
console.log(fs.readFileSync === readFileSync, twice(4), factor, new Box(), name, typeof require, import.meta.filename);
console.log(library, (await old.later()).rate);
`;
    expect(machine().write('/app/app.js', source).run(['app.js'])).toEqual({
      stdout: `true 8 2 Box {} old undefined /app/app.js
[Module: null prototype] {
  Box: [class Box],
  default: [Function: twice],
  rate: 2
} 2
`,
      stderr: '',
      exit: 0,
    });
  });

  it('say what is missing, and where they threw', () => {
    const missing = machine().write('/app/app.js', "import { nope } from './library.js';\n").run(['app.js']);
    expect([missing.exit, missing.stderr]).toEqual([
      1,
      expect.stringContaining(
        "SyntaxError: The requested module './library.js' does not provide an export named 'nope'",
      ),
    ]);
    const thrown = machine().write('/app/app.js', "import './old.cjs';\nthrow new Error('bad');\n").run(['app.js']);
    expect([thrown.exit, thrown.stderr]).toEqual([1, expect.stringContaining('file:///app/app.js:2\nthrow new Error')]);
  });
});

describe('what of Node stands on the world', () => {
  it('digests, and chance that comes from the seed', () => {
    const source = `const crypto = require('node:crypto');
const hash = (name) => crypto.createHash(name).update('hel').update('lo').digest('hex');
console.log(hash('sha256').slice(0, 12), hash('md5').slice(0, 12), hash('sha1').slice(0, 12));
console.log(crypto.createHmac('sha256', 'key').update('data').digest('base64'), crypto.randomUUID().length);`;
    expect(run(source)).toEqual({
      stdout: '2cf24dba5fb0 5d41402abc4b aaf4c61ddcc5\nUDH+PZicbRU3oBP6bnOdojRj/a7DtwE32Cjjas4iG9A= 36\n',
      stderr: '',
      exit: 0,
    });
    expect(run("console.log(require('crypto').randomUUID())")).toEqual(
      run("console.log(require('crypto').randomUUID())"),
    );
  });
});

describe('a server in JavaScript', () => {
  const server = `let hits = 0;
require('http').createServer((request, response) => {
  hits++;
  if (request.url === '/spin') while (true) {}
  if (request.url === '/throw') throw new Error('third');
  response.end('hit ' + hits + ' from ' + request.socket.remoteAddress);
}).listen(8080);`;

  it('answers, and answers otherwise once its file has changed and it was started again', () => {
    const machine = new NodeMachine().write('/app/app.js', server);
    const { process } = machine.start(['app.js']);
    machine.clock.advance(100);
    expect([machine.get(8080), machine.get(8080)]).toEqual([
      '200 hit 1 from ::ffff:127.0.0.1',
      '200 hit 2 from ::ffff:127.0.0.1',
    ]);
    process.kernel.signal(process.pid, 'SIGTERM');
    machine.write('/app/app.js', server.replace("'hit '", "'changed '")).start(['app.js']);
    machine.clock.advance(100);
    expect(machine.get(8080)).toEqual('200 changed 1 from ::ffff:127.0.0.1');
  });

  it('that never leaves its handler hangs, burns its CPU and can be killed; others are not held up', () => {
    const machine = new NodeMachine().write('/app/app.js', server);
    machine.write('/app/other.js', server.replace('8080', '8081'));
    const { process, cgroup } = machine.start(['app.js']);
    machine.start(['other.js']);
    machine.clock.advance(100);
    const before = cgroup.cpuUsage;
    expect([machine.get(8080, '/spin'), machine.get(8080), machine.get(8081)]).toEqual([
      'timeout',
      'timeout',
      '200 hit 1 from ::ffff:127.0.0.1',
    ]);
    expect({ trouble: process.trouble, exit: process.exit }).toEqual({ trouble: 'hung', exit: undefined });
    expect(cgroup.cpuUsage - before).toBeGreaterThan(2000);
    process.kernel.signal(process.pid, 'SIGTERM');
    expect(process.exit).toEqual({ code: 143, signal: 'SIGTERM' });
  });

  it('that throws ends with the stack in its log', () => {
    const machine = new NodeMachine().write('/app/app.js', server);
    const { process, written } = machine.start(['app.js']);
    machine.clock.advance(100);
    expect(machine.get(8080, '/throw')).toEqual('reset');
    expect(process.exit).toEqual({ code: 1 });
    expect(written.stderr).toContain("/app/app.js:5\n  if (request.url === '/throw') throw new Error('third');");
  });
});

describe('code that computes for long', () => {
  const fibonacci = 'function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }';

  it('finishes, and its time is on the clock that it sees', () => {
    const machine = new NodeMachine().write(
      '/app/app.js',
      `${fibonacci} const began = Date.now(); console.log(fib(26)); const took = Date.now() - began; console.log(took > 20 && took < 60);`,
    );
    const began = machine.clock.now;
    expect(machine.run(['app.js'])).toEqual({ stdout: '121393\ntrue\n', stderr: '', exit: 0 });
    expect(Math.round((machine.clock.now - began) / 10)).toBe(4);
  });

  it.each([
    [
      'calls back from a sort',
      'const all = []; for (let i = 0; i < 30000; i++) all.push((i * 7919) % 30011); all.sort((a, b) => a - b); console.log(all[0], all[29999]);',
    ],
    [
      'waits until the clock says so',
      'const end = Date.now() + 300; let n = 0; while (Date.now() < end) n++; console.log(n > 1000, Date.now() - end < 20);',
    ],
    [
      'awaits in a long loop',
      '(async () => { let sum = 0; for (let i = 0; i < 20000; i++) sum += await i; console.log(sum); })();',
    ],
  ])('%s', (_, source) => {
    expect(run(source)).toMatchObject({
      stderr: '',
      exit: 0,
      stdout: expect.stringMatching(/^(0 30010|true true|199990000)\n$/),
    });
  });

  it('is slowed by the quota of its group, lets others have their turn, and can be killed', () => {
    const machine = new NodeMachine()
      .write('/app/long.js', `${fibonacci} console.log(fib(28));`)
      .write('/app/timer.js', "setInterval(() => console.log('tick'), 50);");
    const slow = machine.start(['long.js']);
    slow.cgroup.cpuMax = 0.1;
    const timer = machine.start(['timer.js']);
    machine.clock.advance(420);
    expect([slow.written.stdout, timer.written.stdout.length >= 8 * 5]).toEqual(['', true]);
    machine.clock.advance(1000);
    expect(slow.written.stdout).toBe('317811\n');
    const other = machine.start(['long.js']);
    machine.clock.advance(20);
    other.process.kernel.signal(other.process.pid, 'SIGTERM');
    expect([other.process.exit, other.written.stdout]).toEqual([{ code: 143, signal: 'SIGTERM' }, '']);
  });
});

describe('code that takes too much', () => {
  it.each([
    ['an endless loop', 'while (true) {}'],
    ['an endless chain of promises', '(function again() { Promise.resolve().then(again); })();'],
    ['a catastrophic regular expression', `/(a+)+b/.test('${'a'.repeat(40)}c');`],
  ])('%s hangs the process and nothing else', (_, source) => {
    expect(run(`console.log('begun'); ${source}`, { seconds: 2 })).toEqual({
      stdout: 'begun\n',
      stderr: '',
      exit: undefined,
    });
  });

  it('a heap that is full ends it as Node ends, a cgroup that is full as the kernel does', () => {
    const hungry = 'const all = []; for (;;) all.push("x".repeat(1000) + all.length);';
    const full = run(hungry);
    expect([full.exit, full.stderr.includes('JavaScript heap out of memory')]).toEqual([134, true]);
    expect(run(hungry, { memory: 64 * 1024 * 1024 })).toEqual({ stdout: '', stderr: '', exit: 137 });
  });

  it('endless recursion is an error that can be caught', () => {
    expect(run('function f() { f(); } try { f(); } catch (e) { console.log(e.name, e.message); }').stdout).toEqual(
      'RangeError Maximum call stack size exceeded\n',
    );
  });

  it.each([
    'console.log = null; delete globalThis.__event; Promise = null; globalThis.process = null;',
    'Object.prototype.x = 1; Array.prototype.push = () => { throw 1; };',
    'JSON.stringify = () => "{"; JSON.parse = null;',
    'Error.prototype.toString = () => { throw 1; }; throw new Error("x");',
    'globalThis.__describe = 1; Promise.reject(1);',
    'Object.defineProperty(Object.prototype, "kind", { get() { throw 1; } });',
  ])('what is overwritten harms nobody else: %s', (source) => {
    const machine = new NodeMachine().write('/app/app.js', `${source} setTimeout(() => {}, 5);`);
    machine.run(['app.js']);
    expect(machine.run(['-e', 'console.log("alive")'])).toEqual({ stdout: 'alive\n', stderr: '', exit: 0 });
  });

  it('the same code has the same clock and the same chance', () => {
    const source = 'console.log(Date.now(), Math.random(), Math.random());';
    expect(run(source)).toEqual(run(source));
  });
});
