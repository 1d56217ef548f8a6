/** kubectl create ingress: rules as `host/path=service:port[,tls[=secret]]`. */
import { createGenerated, generatorFlags, nameArgument } from '../client/generator';
import { CommandError } from '../errors';
import type { Verb } from '../verb';

const RULE = /^([\w*\-.]*)(\/[^,=\n]*)=([\w-]+):([\w-]+)(,tls=?([\w-]+)?)?$/;

interface Path {
  readonly path: string;
  readonly pathType: string;
  readonly backend: object;
}

export const createIngress: Verb = {
  name: 'ingress',
  aliases: ['ing'],
  short: 'Create an ingress with the specified name',
  examples: `
# Requests for shop.example.com go to port 80 of the service web
kubectl create ingress shop --rule="shop.example.com/*=web:80"
# What no rule matches goes to the service fallback
kubectl create ingress shop --class=nginx --default-backend=fallback:80 --rule="/api*=api:http,tls=certificate"`,
  usage: 'NAME --rule=host/path=service:port[,tls[=secret]] ',
  flags: [
    ...generatorFlags,
    { name: 'annotation', type: 'array', usage: 'Annotations as name=value.' },
    { name: 'class', type: 'string', usage: 'The ingress class.' },
    { name: 'default-backend', type: 'string', usage: 'Where everything else goes, as service:port.' },
    {
      name: 'rule',
      type: 'array',
      usage: 'Rules as host/path=service:port[,tls[=secret]]; a path that ends in * is a prefix.',
    },
  ],
  complete: 'none',
  *run(invocation) {
    const { flags } = invocation;
    const name = nameArgument(invocation);
    const rules = flags.strings('rule');
    const annotations = flags.strings('annotation');
    const fallback = flags.string('default-backend');
    check(rules, annotations, fallback);
    const className = flags.string('class');
    const pairs = annotations.map((text) => splitOnce(text, '='));
    const tls = tlsOf(rules);
    const paths = rulesOf(rules);
    const object = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        ...(pairs.length === 0 ? {} : { annotations: Object.fromEntries(pairs) as Record<string, string> }),
        creationTimestamp: null,
        name,
      },
      spec: {
        ...(fallback === '' ? {} : { defaultBackend: backendOf(fallback) }),
        ...(className === '' ? {} : { ingressClassName: className }),
        ...(paths.length === 0 ? {} : { rules: paths }),
        ...(tls.length === 0 ? {} : { tls }),
      },
      status: { loadBalancer: {} },
    };
    return yield* createGenerated(invocation, 'ingresses.networking.k8s.io', object, 'ingress');
  },
};

function check(rules: readonly string[], annotations: readonly string[], fallback: string): void {
  if (fallback === '' && rules.length === 0) {
    throw new CommandError(
      'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
    );
  }
  const bad = rules.find((rule) => !RULE.test(rule));
  if (bad !== undefined) {
    throw new CommandError(`rule ${bad} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
  }
  const odd = annotations.find((text) => !text.includes('='));
  if (odd !== undefined) {
    throw new CommandError(`annotation ${odd} is invalid and should be in format key=[value]`);
  }
  if (fallback !== '' && fallback.split(':').length !== 2) {
    throw new CommandError('default-backend should be in format servicename:serviceport');
  }
}

/** One rule for each host, in the order in which they were first named. */
function rulesOf(rules: readonly string[]) {
  const hosts = new Map<string, Path[]>();
  for (const rule of rules) {
    const [, host = '', written = '', service = '', port = ''] = RULE.exec(rule) ?? [];
    const prefix = written.endsWith('*');
    const path = {
      backend: backendOf(`${service}:${port}`),
      path: prefix ? written.slice(0, -1) : written,
      pathType: prefix ? 'Prefix' : 'Exact',
    };
    hosts.set(host, [...(hosts.get(host) ?? []), path]);
  }
  return [...hosts].map(([host, paths]) => ({ ...(host === '' ? {} : { host }), http: { paths } }));
}

/** Hosts by their secrets; each host once. */
function tlsOf(rules: readonly string[]) {
  const seen = new Set<string>();
  const found: { hosts?: string[]; secretName?: string }[] = [];
  for (const rule of rules) {
    const [, host = '', , , , tls, secret = ''] = RULE.exec(rule) ?? [];
    if (tls === undefined || seen.has(host)) continue;
    seen.add(host);
    const same = found.find((one) => (one.secretName ?? '') === secret);
    if (same !== undefined) same.hosts = [...(same.hosts ?? []), host];
    else if (host !== '' || secret !== '') {
      found.push({ ...(host === '' ? {} : { hosts: [host] }), ...(secret === '' ? {} : { secretName: secret }) });
    }
  }
  return found;
}

function backendOf(text: string) {
  const [name = '', port = ''] = text.split(':');
  return { service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}
