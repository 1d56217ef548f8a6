/** What may stand on a command line: values of flags by their names, right ones and wrong ones. */
import type { Random } from '../../base/random';
import type { Flag } from '../../shell/flags/flag';
import flagValues from './flagValues.json';

export const KINDS = [
  ...['pods', 'pod', 'po', 'deploy', 'deployments', 'deployments.apps', 'deployments.v1.apps', 'deployment'],
  ...['svc', 'service', 'services', 'cm', 'configmap', 'configmaps', 'secrets', 'secret', 'nodes', 'node', 'no'],
  ...['ns', 'namespace', 'sa', 'serviceaccounts', 'rs', 'sts', 'ds', 'jobs', 'job', 'cj', 'cronjobs', 'pvc', 'pv'],
  ...['ing', 'netpol', 'role', 'rolebinding', 'clusterroles', 'hpa', 'pdb', 'pc', 'rc', 'csr', 'ep', 'quota', 'sc'],
];
const WRONG_KINDS = [
  'pood',
  'foos.example.com',
  'deployments.v2.apps',
  'deploy.extensions',
  '',
  'Pod',
  'PODS',
  'cms',
  'pods.v1.',
];
const MANY_KINDS = ['pods,svc', 'deploy,cm', 'cm,secret', 'all', 'po,no', 'cm,pood', 'pods,', 'ns,cm', 'sts,ds,rs'];

const NAMES: Readonly<Record<string, string>> = {
  ...{ pods: 'p', pod: 'p', po: 'p', deploy: 'web', deployments: 'web', 'deployments.apps': 'web' },
  ...{ 'deployments.v1.apps': 'web', deployment: 'web', svc: 'web', service: 'web', services: 'web', cm: 'cm' },
  ...{ configmap: 'cm', configmaps: 'cm', secrets: 's', secret: 's', nodes: 'node-1', node: 'node-1', no: 'node-2' },
  ...{
    ns: 'dev',
    namespace: 'dev',
    sa: 'robot',
    serviceaccounts: 'robot',
    sts: 'db',
    ds: 'agent',
    jobs: 'j',
    job: 'j',
  },
  ...{ cj: 'cj', cronjobs: 'cj', pvc: 'claim', pv: 'disk', ing: 'i', netpol: 'only-web', role: 'reader', hpa: 'web' },
  ...{ rolebinding: 'readers', clusterroles: 'view', pdb: 'budget', pc: 'high', rc: 'old', ep: 'web', csr: 'csr' },
};
const WRONG_NAMES = ['nobody', 'somebody', 'Bad_Name', 'kubernetes', 'web', 'cm', 'a b', '.', 'x/y'];

export const FILES = [
  ...['pod.yaml', 'cm.yaml', 'two.yaml', 'list.json', 'deploy.yaml', 'cm.yaml', 'pod.yaml', 'deploy.yaml', 'role.yaml'],
  ...['halfWrong.yaml', 'unknownField.yaml', 'wrongName.yaml', 'wrongKind.yaml', 'otherNamespace.yaml'],
  ...['generated.yaml', 'broken.yaml', 'noKind.yaml', 'empty.yaml', 'missing.yaml', 'data', 'kustom', ''],
];
export const NEW_NAMES = [
  'fresh',
  'fresh',
  'fresh',
  'x1',
  'web',
  'cm',
  'Bad_Name',
  'a.b',
  '1x',
  'much-'.repeat(14),
  '',
];
const PATHS = [
  ...['{.metadata.name}', '{.items[*].metadata.name}', '{.metadata.labels.a}', '{.spec.containers[0].image}', '{'],
  ...['{.kind}{"\\n"}', '{range .items[*]}{.metadata.name}{"\\n"}{end}', '{.items[?(@.metadata.name=="p")].kind}'],
  ...[
    '{..name}',
    '{.nope}',
    '{.items[0]}',
    '{.items[99].kind}',
    '{range .items}',
    '{.a[}',
    '',
    '.kind',
    'plain',
    '{.data}',
  ],
  ...[
    '{.items[0:2].kind}',
    '{end}',
    '{.metadata["name"]}',
    "{['kind','apiVersion']}",
    '{.x.}',
    '{.items[-1:].metadata.name}',
  ],
];
const TEMPLATES = [
  ...['{{.metadata.name}}', '{{.kind}}', '{{range .items}}{{.metadata.name}} {{end}}', '{{len .items}}', '{{.nope}}'],
  ...['{{', '{{nope}}', '{{.metadata.name', '{{if .spec}}s{{else}}n{{end}}', '{{index .metadata.labels "a"}}', ''],
  ...['{{.items.x}}', '{{printf "%s|%v" .kind .metadata.name}}', '{{end}}', '{{range}}', '{{index .items 99}}'],
];
const COLUMNS = [
  ...[
    'N:.metadata.name',
    'N:.metadata.name,K:.kind',
    'N:{.metadata.name}',
    'N',
    '',
    'N:',
    ':.kind',
    'A:.b.c[0].d',
    'N:.x[',
  ],
  ...['NAME:.metadata.name,IMAGE:.spec.containers[*].image', 'N:metadata.name', 'A:.metadata.labels'],
];
const OUTPUTS = [
  'yaml',
  'json',
  'name',
  'wide',
  'yaml',
  'json',
  'name',
  'nothing',
  'YAML',
  '',
  'jsonpath',
  'go-template',
  'custom-columns',
  'template',
  'kyaml',
];
export const SELECTORS = [
  ...['app=web', 'a=b', 'a', '!a', 'a!=b', 'app in (web, db)', 'app notin (web)', 'a==b,app=x', 'nope=nope'],
  ...['a in', 'a b', '=', '', 'a=b=c', '-a=b', 'a in (b', 'a=b c', 'a>1', 'x/y/z=1', 'A_b.c/d=e', 'a=b,'],
];
const NUMBERS = ['0', '1', '2', '3', '-1', 'x', '', '80', '1.5', '99999999999999999999', '0x10', '70000', '010'];
const DURATIONS = ['1s', '2s', '100ms', '0', '0s', '-1s', 'x', '1', '', '1x', '1m30s', '.5s'];
const BOOLS = ['true', 'false', 'true', 'false', '1', 'maybe', '', 'T'];

/** Values by the flag's name, usual ones in the first half; other flags have those of their type. */
const BY_NAME: Readonly<Record<string, readonly string[]>> = flagValues;
const BY_TYPE: Readonly<Record<Flag['type'], readonly string[]>> = {
  bool: BOOLS,
  int: NUMBERS,
  duration: DURATIONS,
  string: ['x', '', 'a=b', '{}', '1'],
  strings: ['x', 'a,b', '', 'a=b', '"a,b"', '"'],
  array: ['x', 'a,b', '', 'a=b'],
};

/** A kind: mostly one that there is. */
export function someKind(random: Random): string {
  const chance = random.integer(12);
  return random.pick(chance === 0 ? WRONG_KINDS : chance === 1 ? MANY_KINDS : KINDS);
}

/** A name of that kind: mostly one that there is. */
export function someName(random: Random, kind: string): string {
  const known = NAMES[kind.split(',')[0] ?? ''];
  return known === undefined || random.integer(5) === 0 ? random.pick(WRONG_NAMES) : known;
}

/** A value for the flag, half of the wrong ones left out: most lines should get past their flags. */
export function someValue(random: Random, flag: Flag): string {
  if (flag.name === 'output') return someOutput(random);
  const values = BY_NAME[flag.name] ?? BY_TYPE[flag.type];
  return random.integer(4) > 0 ? random.pick(values.slice(0, Math.ceil(values.length / 2))) : random.pick(values);
}

function someOutput(random: Random): string {
  switch (random.integer(8)) {
    case 0:
      return `jsonpath=${random.pick(PATHS)}`;
    case 1:
      return `${random.pick(['go-template', 'template'])}=${random.pick(TEMPLATES)}`;
    case 2:
      return `custom-columns=${random.pick(COLUMNS)}`;
    case 3:
      return random.pick([
        ...[
          'custom-columns-file=columns.txt',
          'go-template-file=template.txt',
          'jsonpath-file=path.txt',
          'jsonpath-file=missing',
        ],
        ...[
          'go-template-file=missing',
          'custom-columns-file=empty.yaml',
          'jsonpath-as-json={.metadata.name}',
          'jsonpath-as-json={..name}',
        ],
        ...['templatefile=template.txt', 'custom-columns-file=missing', 'jsonpath-as-json={.nope}', 'yaml=x', 'name=x'],
      ]);
    default:
      return random.pick(OUTPUTS);
  }
}
