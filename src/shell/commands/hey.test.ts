import { describe, expect, it } from 'vitest';
import { worldShell } from '../minikube/testing';

const times = (text: string) => text.replace(/\d+\.\d{4}/g, 'T').replace(/^ {2}\d\.\d{3} \[\d+\]\t\|■*$/gm, '  BAR');

describe('hey', () => {
  const { show, world } = worldShell('playground');
  show('kubectl run web --image=nginx --port=80; kubectl expose pod web --type=NodePort; sleep 10');
  show('N=10.0.0.11:$(kubectl get service web -o jsonpath={.spec.ports[0].nodePort})');

  it('reports on a number of requests from several workers', () => {
    expect(times(show('hey -n 40 -c 4 http://$N'))).toBe(`
Summary:
  Total:\tT secs
  Slowest:\tT secs
  Fastest:\tT secs
  Average:\tT secs
  Requests/sec:\tT
  
  Total data:\t24600 bytes
  Size/request:\t615 bytes

Response time histogram:
${Array.from({ length: 11 }, () => '  BAR').join('\n')}

Latency distribution:
  10% in T secs
  25% in T secs
  50% in T secs
  75% in T secs
  90% in T secs
  95% in T secs
  99% in T secs

Status code distribution:
  [200]\t40 responses


`);
  });

  it('goes on for a time at a rate', () => {
    const began = world.clock.now;
    const report = show('hey -z 5s -q 2 -c 3 http://$N/missing');
    expect(Math.round((world.clock.now - began) / 1000)).toBe(5);
    expect(report).toMatch(/\[404\]\t3[0-3] responses\n/);
    expect(report).toMatch(/Requests\/sec:\t(5\.9|6\.)/);
  });

  it('counts what went wrong', () => {
    expect(show('hey -n 4 -c 2 http://10.0.0.11:1')).toContain(
      '[4]\tGet "http://10.0.0.11:1": dial tcp 10.0.0.11:1: connect: connection refused\n',
    );
    expect(show('hey -n 2 -c 1 http://nowhere')).toContain('dial tcp: lookup nowhere: no such host\n');
  });

  it('refuses odd numbers', () => {
    expect(show('hey -n 2 http://$N')).toBe('hey: -n cannot be less than -c.\nexit 1\n');
    expect(show('hey -z soon http://$N')).toBe('hey: invalid value "soon" for flag -z: parse error\nexit 1\n');
    expect(show('hey ftp://x')).toBe('hey: "ftp://x" is not a valid URL\nexit 1\n');
  });
});
