/** biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables are Docker's. */
import { describe, expect, it } from 'vitest';
import { fileIn, testBuilder } from './testing';

const PREFIX =
  'rpc error: code = Unknown desc = failed to solve with frontend dockerfile.v0: failed to create LLB definition: ';

/** What the builder says of a Dockerfile that it refuses. */
function refusal(dockerfile: string): string {
  const { answer } = testBuilder().build({ Dockerfile: dockerfile });
  return answer.ok ? 'built' : answer.error.message.replace(PREFIX, '');
}

/** The configuration and the own history of an image. */
function imageOf(dockerfile: string) {
  const { image, text } = testBuilder({ images: ['busybox'] }).build({ Dockerfile: dockerfile });
  if (image === undefined) throw new Error(text);
  return { config: image.config, history: image.history.slice(2).map((entry) => entry.createdBy), image };
}

describe('instructions', () => {
  it('set the configuration', () => {
    const { config, history, image } = imageOf(`# comment
from busybox
MAINTAINER A. Learner
ENV A=1 B="two words" C='$A' D=$A
ENV old form  of it
LABEL maintainer="learner" "multi word"=x
EXPOSE 8080 53/udp 7000-7002
VOLUME /data /more
VOLUME ["/json path"]
USER nobody
WORKDIR /srv
WORKDIR app
STOPSIGNAL SIGQUIT
SHELL ["/bin/sh", "-ec"]
HEALTHCHECK --interval=5s --timeout=1m30s --retries=2 CMD wget -q localhost || exit 1
ONBUILD RUN echo built on
ENTRYPOINT ["node"]
CMD echo $A
`);
    expect(config).toMatchObject({
      env: [
        ['PATH', expect.any(String)],
        ['A', '1'],
        ['B', 'two words'],
        ['C', '$A'],
        ['D', ''],
        ['old', 'form  of it'],
      ],
      labels: { maintainer: 'learner', 'multi word': 'x' },
      exposedPorts: ['53/udp', '7000/tcp', '7001/tcp', '7002/tcp', '8080/tcp'],
      volumes: ['/data', '/more', '/json path'],
      user: 'nobody',
      workingDirectory: '/srv/app',
      stopSignal: 'SIGQUIT',
      shell: ['/bin/sh', '-ec'],
      healthcheck: { test: ['CMD-SHELL', 'wget -q localhost || exit 1'], interval: 5000, timeout: 90_000, retries: 2 },
      onBuild: ['RUN echo built on'],
      entrypoint: ['node'],
      command: ['/bin/sh', '-ec', 'echo $A'],
    });
    expect(image.author).toBe('A. Learner');
    expect(history).toEqual([
      'MAINTAINER A. Learner',
      'ENV A=1 B=two words C=$A D=',
      'ENV old=form  of it',
      'LABEL maintainer=learner multi word=x',
      'EXPOSE map[53/udp:{} 7000/tcp:{} 7001/tcp:{} 7002/tcp:{} 8080/tcp:{}]',
      'VOLUME [/data /more]',
      'VOLUME [/json path]',
      'USER nobody',
      'WORKDIR /srv',
      'WORKDIR /srv/app',
      'STOPSIGNAL SIGQUIT',
      'SHELL [/bin/sh -ec]',
      `HEALTHCHECK &{["CMD-SHELL" "wget -q localhost || exit 1"] "5s" "1m30s" "0s" '\\x02'}`,
      'ENTRYPOINT ["node"]',
      'CMD ["/bin/sh" "-ec" "echo $A"]',
    ]);
  });

  it('take what is no JSON list of texts for a shell command', () => {
    expect(imageOf(`FROM busybox\nCMD ["echo", 'x']\n`).config.command).toEqual(['/bin/sh', '-c', `["echo", 'x']`]);
    expect(imageOf('FROM busybox\nCMD ["echo", "x"]\n').config.command).toEqual(['echo', 'x']);
    expect(refusal('FROM busybox\nCMD ["echo", 1]\n')).toBe(
      'when using JSON array syntax, arrays must be comprised of strings only',
    );
  });

  it('take away a command that came with the base, unless it is given again', () => {
    expect(imageOf('FROM busybox\nENTRYPOINT echo entry\n').config).toMatchObject({
      entrypoint: ['/bin/sh', '-c', 'echo entry'],
      command: [],
    });
    expect(imageOf('FROM busybox\nCMD ["a"]\nENTRYPOINT ["b"]\n').config.command).toEqual(['a']);
  });

  it('go over several lines, with comments and empty lines between', () => {
    const { config, history } = imageOf(
      'FROM busybox\nENV A=1 \\\n    # why\n\n    B=2 \\  \n    C=3\nRUN echo \\\n  $A$B$C > /abc\n',
    );
    expect(config.env.slice(1)).toEqual([
      ['A', '1'],
      ['B', '2'],
      ['C', '3'],
    ]);
    expect(history.at(-1)).toBe('RUN /bin/sh -c echo   $A$B$C > /abc # buildkit');
  });

  it('escape by a backtick when the first line says so', () => {
    const { config } = imageOf('# escape=`\n# syntax=docker/dockerfile:1\nFROM busybox\nENV A=c:\\dir `\n  B=`$A\n');
    expect(config.env.slice(1)).toEqual([
      ['A', 'c:\\dir'],
      ['B', '$A'],
    ]);
  });

  it('leave a mark with CMD, and labels by their names', () => {
    const { config } = imageOf('FROM busybox\nLABEL b=1 a=2\nCMD ["true"]\n');
    expect([config.argsEscaped, Object.keys(config.labels)]).toEqual([true, ['a', 'b']]);
    expect(imageOf('FROM scratch\nENTRYPOINT ["true"]\n').config.argsEscaped).toBe(false);
  });

  it('may have here-documents', () => {
    const { image } = testBuilder().build({
      Dockerfile: `FROM busybox
ENV WHO=me
RUN <<EOF
echo first > /a
echo "$WHO" >> /a
EOF
RUN cat <<X > /b && cat <<-'Y' >> /b
one $WHO
X
	two $WHO
Y
COPY <<page.html <<'raw.html' /www/
hello $WHO \${WHO:+!}
page.html
hello $WHO
raw.html
RUN <<SCRIPT
#!/bin/sh
echo script > /c
SCRIPT
`,
    });
    expect(['/a', '/b', '/www/page.html', '/www/raw.html', '/c'].map((path) => fileIn(image, path))).toEqual([
      'first\nme\n',
      'one me\ntwo $WHO\n',
      'hello me !\n',
      'hello $WHO\n',
      'script\n',
    ]);
    expect(refusal('FROM busybox\nRUN <<EOF\necho\n')).toBe('unterminated heredoc');
  });

  it.each([
    ['\n', 'file with no instructions'],
    ['RUN echo hi\n', 'no build stage in current context'],
    ['ARG A=1\n', 'dockerfile contains no stages to build'],
    ['FROM\n', 'dockerfile parse error line 1: FROM requires either one or three arguments'],
    ['FROM a AS\n', 'dockerfile parse error line 1: FROM requires either one or three arguments'],
    [
      'FROM a AS 1st\n',
      'dockerfile parse error line 1: invalid name for build stage: "1st", name can\'t start with a number or contain symbols',
    ],
    [
      'FROM Busy:Box:1\n',
      'failed to parse stage name "Busy:Box:1": invalid reference format: repository name must be lowercase',
    ],
    ['FROM a b@\n', 'dockerfile parse error line 1: FROM requires either one or three arguments'],
    ['FROM busybox\n\n# x\nRUNN echo hi\n', 'dockerfile parse error line 4: unknown instruction: RUNN'],
    ['FROM busybox\nrunn echo hi\n', 'dockerfile parse error line 2: unknown instruction: RUNN'],
    [
      'FROM busybox\nCOPY x\n',
      'dockerfile parse error line 2: COPY requires at least two arguments, but only one was provided. Destination could not be determined',
    ],
    ['FROM busybox\nCOPY --nope=1 a b\n', 'dockerfile parse error line 2: Unknown flag: nope'],
    ['FROM busybox\nCOPY --from a b\n', 'dockerfile parse error line 2: Missing a value on flag: from'],
    [
      'FROM busybox\nCOPY --link=1 a b\n',
      'dockerfile parse error line 2: Expecting boolean value for flag link, not: 1',
    ],
    [
      'FROM busybox\nCOPY --chmod=u+x a b\n',
      "invalid chmod parameter: 'u+x'. it should be octal string and between 0 and 07777",
    ],
    ['FROM busybox\nCOPY https://x/y /\n', "source can't be a URL for COPY"],
    ['FROM busybox\nADD https://x/y /\n', 'ADD of a URL is not simulated: https://x/y'],
    ['FROM busybox\nENV A\n', 'ENV must have two arguments'],
    ['FROM busybox\nENV A=1 B\n', 'Syntax error - can\'t find = in "B". Must be of the form: name=value'],
    ['FROM busybox\nENV =1\n', 'dockerfile parse error line 2: ENV names can not be blank'],
    ['FROM busybox\nENV A=${B\n', 'failed to process "${B": syntax error: missing \'}\''],
    ['FROM busybox\nLABEL\n', 'dockerfile parse error line 2: LABEL requires at least one argument'],
    ['FROM busybox\nWORKDIR\n', 'dockerfile parse error line 2: WORKDIR requires exactly one argument'],
    ['FROM busybox\nEXPOSE http\n', 'Invalid containerPort: http'],
    ['FROM busybox\nEXPOSE 80/icmp\n', 'Invalid proto: icmp'],
    ['FROM busybox\nSTOPSIGNAL HURRY\n', 'Invalid signal: HURRY'],
    ['FROM busybox\nSHELL sh -c\n', 'dockerfile parse error line 2: SHELL requires the arguments to be in JSON form'],
    ['FROM busybox\nHEALTHCHECK\n', 'dockerfile parse error line 2: HEALTHCHECK requires at least one argument'],
    [
      'FROM busybox\nHEALTHCHECK NOPE x\n',
      'dockerfile parse error line 2: Unknown type "NOPE" in HEALTHCHECK (try CMD)',
    ],
    ['FROM busybox\nHEALTHCHECK CMD\n', 'dockerfile parse error line 2: Missing command after HEALTHCHECK CMD'],
    [
      'FROM busybox\nHEALTHCHECK --interval=5 CMD x\n',
      'dockerfile parse error line 2: time: missing unit in duration "5"',
    ],
    ['FROM busybox\nONBUILD FROM x\n', "dockerfile parse error line 2: FROM isn't allowed as an ONBUILD trigger"],
    [
      'FROM busybox\nONBUILD ONBUILD RUN x\n',
      "dockerfile parse error line 2: Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed",
    ],
    ['FROM busybox\nRUN --mount=type=cache true\n', 'invalid mount target "/"'],
    ['# escape=x\nFROM busybox\n', "invalid escape token 'x' does not match ` or \\"],
    ['# escape=`\n# escape=`\nFROM busybox\n', 'only one escape parser directive can be used'],
  ])('%j is refused', (dockerfile, problem) => {
    expect(refusal(dockerfile)).toBe(problem);
  });
});
