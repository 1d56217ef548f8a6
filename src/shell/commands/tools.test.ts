import { describe, expect, it } from 'vitest';
import { testShell } from '../testing';
import recorded from './toolsRecorded.json';

/** Scripts with what the GNU tools of Debian made of them. */
const cases: readonly { script: string; stdout: string; stderr?: string; exit?: number }[] = recorded;

describe('the Unix tools', () => {
  it.each(cases)('do as the real ones: $script', ({ script, stdout, stderr = '', exit = 0 }) => {
    const run = testShell({ 'work/.script': script });
    expect(run('cd work; bash -c "$(cat .script; rm .script)"')).toEqual({ stdout, stderr, exit });
  });

  it('greps with the colours that the alias of a new home asks for', () => {
    expect(testShell()('echo apple | grep --color=auto pp')).toMatchObject({ stdout: 'apple\n', exit: 0 });
  });

  it('watch files that grow', () => {
    const run = testShell();
    expect(run('echo 1 > f; (sleep 1; echo 2 >> f; sleep 2; echo 3 >> f) & timeout 2.5 tail -f f').stdout).toBe(
      '1\n2\n',
    );
  });

  it('say that a tool is not simulated, and fail', () => {
    const run = testShell();
    expect(run('helm ls')).toEqual({
      stdout: '',
      stderr: 'helm: this tool is not simulated here yet; nothing was done\n',
      exit: 1,
    });
  });

  it('have no editor where there is no page', () => {
    const run = testShell();
    expect(run('vi f')).toMatchObject({ stdout: '', exit: 1 });
  });

  it('know the processes', () => {
    const run = testShell();
    expect(run('sleep 100 & ps -ef | grep -c "[s]leep 100"; kill $!; wait; echo $?; pgrep sleep').stdout).toBe(
      '1\n0\n',
    );
  });
});
