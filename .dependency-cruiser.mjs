// The law of the house, enforced: which floor and which room may use which.
const floors = ['base', 'kinds', 'engine', 'shell', 'course', 'store', 'ui'];
const above = (floor) => floors.slice(floors.indexOf(floor) + 1).join('|');
const tests = '([.](test|bench)[.]tsx?$|/testing([.]tsx?$|/))';
const forbid = (name, from, to, comment) => ({ name, severity: 'error', from, to, ...(comment ? { comment } : {}) });
/** What only builds need: through the door it would come into the page. */
const buildTime = '^src/course/prose[.]ts$';
/** Doors to the shell's tools, which a page opens when it needs them. */
const lateDoors = '^src/shell/late/(all|cluster|docker|nodes|others)[.]ts$';
/** Files of bytes, of which only the address is taken. */
const bytes = '[.]wasm$';
/** What programs are made of: the shell's floor is written with these, as a program is with its system's calls. */
const systemCalls = '^src/engine/(processes|files)/';

export default {
  forbidden: [
    ...floors
      .slice(0, -1)
      .map((floor) =>
        forbid(
          `${floor}-looks-only-down`,
          { path: `^src/${floor}/`, pathNot: tests },
          { path: `^src/(${above(floor)}|headless)/` },
        ),
      ),
    forbid(
      'shell-and-course-hold-only-types',
      { path: '^src/(shell|course)/', pathNot: tests },
      { path: '^src/(engine|shell|course)/', pathNot: ['^src/$1/', systemCalls], dependencyTypesNot: ['type-only'] },
      'they speak to the world through clients that are handed in',
    ),
    forbid(
      'ui-sees-the-store',
      { path: '^src/ui/', pathNot: tests },
      { path: '^src/(engine|shell|course)/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'through-the-door',
      { path: '^src/([^/]+)(/|[.])', pathNot: tests },
      {
        path: '^src/(engine|shell|course|store)/.+',
        pathNot: ['^src/$1/', '^src/[^/]+/index[.]ts$', lateDoors, systemCalls, buildTime, bytes],
        dependencyTypesNot: ['type-only'],
      },
      'a machine is entered by its index.ts',
    ),
    forbid(
      'not-out-of-your-own-door',
      { path: '^src/([^/]+)/', pathNot: ['^src/[^/]+/index[.]ts$', tests] },
      { path: '^src/$1/index[.]ts$' },
    ),
    forbid(
      'only-the-apiserver-opens-etcd',
      { path: '^src/engine/', pathNot: ['^src/engine/(etcd|apiserver)/', '^src/engine/world[.]ts$', tests] },
      { path: '^src/engine/etcd/' },
    ),
    forbid(
      'components-meet-only-at-the-apiserver',
      { path: '^src/engine/(controllers|scheduler|kubelet|network|cloud)/', pathNot: tests },
      {
        path: '^src/engine/(controllers|scheduler|kubelet|network|cloud|apiserver)/',
        pathNot: '^src/engine/$1/',
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid(
      'panels-do-not-know-each-other',
      { path: '^src/ui/([^/]+)/', pathNot: ['^src/ui/(parts|i18n|frame)/', tests] },
      { path: '^src/ui/[^/]+/', pathNot: ['^src/ui/$1/', '^src/ui/(parts|i18n)/'] },
    ),
    forbid(
      'browser-libraries-live-in-ui',
      { path: '^src/', pathNot: ['^src/ui/', '^src/main[.]tsx$'] },
      { path: 'node_modules/(@types/)?(react|react-dom|@xyflow|monaco-editor|monaco-yaml|@xterm)(/|$)' },
    ),
    forbid('flow-lives-in-diagram', { path: '^src/', pathNot: '^src/ui/diagram/' }, { path: 'node_modules/@xyflow/' }),
    forbid('no-cycles', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    forbid('no-import-of-tests', { pathNot: tests }, { path: tests }),
    forbid('e2e-sees-only-the-page', { path: '^e2e/' }, { path: '^src/' }),
    forbid(
      'declared-dependencies-only',
      { path: '^src/' },
      {
        pathNot: '^virtual:|[?]url$',
        dependencyTypes: ['unknown', 'undetermined', 'npm-no-pkg', 'npm-unknown'],
      },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.d.ts', '.json'],
    },
  },
};
