import { describe, expect, it } from 'vitest';
import { testTerminal } from './testing';

const PROMPT = 'learner@laptop:~$';

describe('the terminal', () => {
  it('runs a typed line and asks again', () => {
    const terminal = testTerminal();
    terminal.type('echo hello\r');
    expect(terminal.rows()).toEqual([`${PROMPT} echo hello`, 'hello', PROMPT]);
  });

  it('edits the line in the middle, with wide characters', () => {
    const terminal = testTerminal();
    terminal.type('echo 가다\u001b[D나\r');
    expect(terminal.rows()).toEqual([`${PROMPT} echo 가나다`, '가나다', PROMPT]);
  });

  it('wraps a long line and erases it again', () => {
    const terminal = testTerminal({ columns: 30 });
    terminal.type(`echo ${'ab'.repeat(20)}`);
    expect(terminal.rows()).toEqual([`${PROMPT} echo abababa`, 'ba'.repeat(15), 'bab']);
    terminal.type('\u0015');
    expect(terminal.rows()).toEqual([PROMPT]);
    expect(terminal.cursor()).toEqual([0, PROMPT.length + 1]);
  });

  it('asks behind output that has no line end, and keeps it while the line is edited', () => {
    const terminal = testTerminal({ columns: 30 });
    terminal.type('printf 10.0.0.1\r');
    terminal.type('echo ab\u001b[D\u001b[Dx');
    expect(terminal.rows()).toEqual([`${PROMPT} printf 10.0.`, '0.1', `10.0.0.1${PROMPT} echo`, ' xab']);
  });

  it('keeps the unfinished line while looking through the history', () => {
    const terminal = testTerminal();
    terminal.type('echo one\recho two\r');
    terminal.type('echo thr\u001b[A\u001b[A\u001b[B\u001b[B\u001b[Dx\r');
    expect(terminal.rows().slice(-3)).toEqual([`${PROMPT} echo thxr`, 'thxr', PROMPT]);
  });

  it('finds an earlier command with Ctrl-R', () => {
    const terminal = testTerminal();
    terminal.type('echo first\recho second\r');
    terminal.type('\u0012fir');
    expect(terminal.rows().at(-1)).toBe("(reverse-i-search)`fir': echo first");
    terminal.type('\r');
    expect(terminal.rows().slice(-3)).toEqual([`${PROMPT} echo first`, 'first', PROMPT]);
  });

  it('kills and yanks', () => {
    const terminal = testTerminal();
    terminal.type('echo a b\u0017\u0015\u0019\u0019\u0003');
    expect(terminal.rows()).toEqual([`${PROMPT} echo a becho a b^C`, PROMPT]);
  });

  it('asks for the rest of an unfinished command', () => {
    const terminal = testTerminal();
    terminal.type('for i in 1 2\rdo echo "n\r$i"; done\r');
    expect(terminal.rows()).toEqual([
      `${PROMPT} for i in 1 2`,
      '> do echo "n',
      '> $i"; done',
      'n',
      '1',
      'n',
      '2',
      PROMPT,
    ]);
  });

  it('says what is wrong with a line and goes on', () => {
    const terminal = testTerminal();
    terminal.type('fi\rwhile true do; done\rnosuch\r');
    expect(terminal.rows()).toEqual([
      `${PROMPT} fi`,
      "bash: syntax error near unexpected token `fi'",
      `${PROMPT} while true do; done`,
      "bash: syntax error near unexpected token `done'",
      `${PROMPT} nosuch`,
      'bash: nosuch: command not found',
      PROMPT,
    ]);
  });

  it('ends an endless loop with Ctrl-C, status 130', () => {
    const terminal = testTerminal();
    terminal.type('while true; do :; done; echo not this\r');
    terminal.type('\u0003');
    terminal.type('echo $?\r');
    expect(terminal.rows()).toEqual([
      `${PROMPT} while true; do :; done; echo not this`,
      '^C',
      `${PROMPT} echo $?`,
      '130',
      PROMPT,
    ]);
  });

  it('stops a job with Ctrl-Z and brings it back', () => {
    const terminal = testTerminal();
    terminal.type('sleep 100\r');
    terminal.type('\u001a');
    terminal.type('sleep 200 &\r');
    terminal.type('jobs\r');
    terminal.type('kill %2\r');
    terminal.type('fg\r');
    terminal.type('\u0003');
    expect(terminal.rows()).toEqual([
      `${PROMPT} sleep 100`,
      '^Z',
      '[1]+  Stopped                 sleep 100',
      `${PROMPT} sleep 200 &`,
      '[2] 5',
      `${PROMPT} jobs`,
      '[1]-  Stopped                 sleep 100',
      '[2]+  Running                 sleep 200 &',
      `${PROMPT} kill %2`,
      `${PROMPT} fg`,
      'sleep 100',
      '^C',
      '[2]+  Terminated              sleep 200',
      PROMPT,
    ]);
  });

  it('runs pasted lines one by one, here-documents included', () => {
    const terminal = testTerminal();
    terminal.type('\u001b[200~echo a\ncat <<EOF\nx $HOME\nEOF\necho b\u001b[201~');
    expect(terminal.rows()).toEqual([
      `${PROMPT} echo a`,
      'a',
      `${PROMPT} cat <<EOF`,
      '> x $HOME',
      '> EOF',
      'x /home/learner',
      `${PROMPT} echo b`,
    ]);
  });

  it('takes a huge paste', () => {
    const terminal = testTerminal();
    terminal.type(`\u001b[200~cat > big <<EOF\n${'line of text\n'.repeat(5000)}EOF\n\u001b[201~`);
    terminal.type('wc -l big\r');
    expect(terminal.rows().slice(-2)).toEqual(['5000 big', PROMPT]);
  });

  it('gives programs the keyboard: a line at a time, Ctrl-D ends', () => {
    const terminal = testTerminal();
    terminal.type('cat | tr a-z A-Z\r');
    terminal.type('helo\u007flo\r');
    terminal.type('\u0004');
    expect(terminal.rows()).toEqual([`${PROMPT} cat | tr a-z A-Z`, 'hello', 'HELLO', PROMPT]);
  });

  it('brings back earlier commands with !', () => {
    const terminal = testTerminal();
    terminal.type('echo one two\r!!\recho !$\r!nope\r');
    expect(terminal.rows().slice(2)).toEqual([
      `${PROMPT} !!`,
      'echo one two',
      'one two',
      `${PROMPT} echo !$`,
      'echo two',
      'two',
      `${PROMPT} !nope`,
      'bash: !nope: event not found',
      PROMPT,
    ]);
  });

  it('expands aliases, also one within another', () => {
    const terminal = testTerminal();
    terminal.type("alias hi='echo hi' hello='hi there;' ls='ls -a'\r");
    terminal.type('hello echo x | hi\r');
    expect(terminal.rows().slice(1)).toEqual([`${PROMPT} hello echo x | hi`, 'hi there', 'hi', PROMPT]);
  });

  it('opens files in the editor and waits for it', () => {
    let close: ((result: { saved: boolean; text: string }) => void) | undefined;
    const opened: string[] = [];
    const terminal = testTerminal({
      editor: {
        open: (path, text, done) => {
          opened.push(path, text);
          close = done;
          return () => {};
        },
      },
    });
    terminal.type('echo one > f; vi f; cat f\r');
    expect(opened).toEqual(['/home/learner/f', 'one\n']);
    close?.({ saved: true, text: 'two\n' });
    terminal.world.clock.advance(100);
    expect(terminal.rows()).toEqual([`${PROMPT} echo one > f; vi f; cat f`, 'two', PROMPT]);
  });

  it('records each command in the trace as the cause of what follows', () => {
    const terminal = testTerminal();
    terminal.type('echo a; sleep 1\r');
    expect(terminal.world.trace.entries).toMatchObject([{ kind: 'input', actor: 'laptop', text: 'echo a; sleep 1' }]);
  });

  it('closes when the shell is left', () => {
    const terminal = testTerminal();
    terminal.type('\u0004');
    expect(terminal.rows()).toEqual([PROMPT, 'exit']);
    expect(terminal.closed).toBe(true);
  });
});

describe('Tab', () => {
  it('completes commands, files, directories and variables', () => {
    const terminal = testTerminal();
    terminal.type('touch "my file.txt"; mkdir dir\r');
    terminal.type('whoa\t');
    expect(terminal.rows().at(-1)).toBe(`${PROMPT} whoami`);
    terminal.type('\u0015cat my\t');
    expect(terminal.rows().at(-1)).toBe(`${PROMPT} cat my\\ file.txt`);
    terminal.type('\u0015cd d\t');
    expect(terminal.rows().at(-1)).toBe(`${PROMPT} cd dir/`);
    terminal.type('\u0015echo $HOSTN\t');
    expect(terminal.rows().at(-1)).toBe(`${PROMPT} echo $HOSTNAME`);
  });

  it('lists the possibilities at the second Tab', () => {
    const terminal = testTerminal();
    terminal.type('touch aa1 aa2 b\r');
    terminal.type('ls a\t\t');
    expect(terminal.rows().slice(1)).toEqual([`${PROMPT} ls aa`, 'aa1  aa2', `${PROMPT} ls aa`]);
  });

  it('knows kubectl behind an alias', () => {
    const terminal = testTerminal();
    terminal.type('k conf\t');
    expect(terminal.rows()).toEqual([`${PROMPT} k config`]);
  });
});
