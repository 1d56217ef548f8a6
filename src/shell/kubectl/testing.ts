/** Runs kubectl in tests: a laptop with a kubeconfig before an API server without any other component. */

import { MemoryFiles } from '../../engine/files/memoryFiles';
import type { NetworkNamespace } from '../../engine/network/namespace';
import { Kernel } from '../../engine/processes/kernel';
import { Pipe } from '../../engine/processes/pipe';
import { type TestApi, testApi } from '../../engine/testing';
import { connectCluster } from '../clusterConnection';
import type { Completer, ShellServices } from '../command';
import { fileEditor } from '../pageEditor';
import { createKubectl } from './kubectl';

const SERVER = 'https://127.0.0.1:6443';

const KUBECONFIG = `apiVersion: v1
kind: Config
clusters:
- cluster:
    server: ${SERVER}
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: kubernetes-admin
  name: kubernetes-admin@kubernetes
current-context: kubernetes-admin@kubernetes
users:
- name: kubernetes-admin
  user:
    client-certificate-data: U3ViamVjdDogTz1zeXN0ZW06bWFzdGVycywgQ049a3ViZXJuZXRlcy1hZG1pbgo=
`;

interface KubectlResult {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface KubectlTest extends TestApi {
  readonly files: MemoryFiles;
  /** What Tab offers at the end of a line (words split at blanks). */
  complete(line: string): readonly string[];
  /** Runs a command line (words split at blanks; quotes keep them together) for at most `limit` milliseconds. */
  run(line: string, options?: { readonly stdin?: string; readonly limit?: number }): KubectlResult;
}

/** @param change what the page's editor makes of a text, for verbs that open one; undefined: closed without saving */
export function kubectlTest(seed = 1, change?: (text: string) => string | undefined): KubectlTest {
  const world = testApi(seed);
  const { clock, random, api } = world;
  const files = new MemoryFiles({ now: () => clock.now, owner: 'learner', rootMode: 0o777 });
  files.makeDirectory('/home/learner/.kube', { parents: true });
  files.write('/home/learner/.kube/config', KUBECONFIG);
  const kernel = new Kernel(clock, random);
  const services: ShellServices = {
    cluster: (server, credentials) => (server === SERVER ? connectCluster(api, clock, credentials) : undefined),
    editor: fileEditor({
      open(_path, text, done) {
        const edited = change?.(text);
        done({ saved: edited !== undefined, text: edited ?? text });
        return () => undefined;
      },
    }),
  };
  const command = createKubectl(services);
  const complete = command.complete as Completer;
  const base = {
    files,
    env: new Map([['HOME', '/home/learner']]),
    workingDirectory: '/home/learner',
    hostname: 'laptop',
    user: 'learner',
    network: { name: 'laptop' } as NetworkNamespace,
  };
  return {
    ...world,
    files,
    complete(line) {
      const words = line.split(' ');
      const found: string[] = [];
      const shell = kernel.spawn({
        ...base,
        argv: ['bash'],
        *program(process) {
          const result = yield* complete({ words, process });
          found.push(...result.items.filter((item) => item.startsWith(words.at(-1) ?? '')));
          return 0;
        },
      });
      while (shell.exit === undefined && clock.runNext());
      return found;
    },
    run(line, { stdin = '', limit = 60_000 } = {}) {
      const [input, output, errors] = [new Pipe(), new Pipe(), new Pipe()];
      input.write(stdin);
      input.close();
      const process = kernel.spawn({
        ...base,
        argv: wordsOf(line),
        program: command.run,
        stdin: input,
        stdout: output,
        stderr: errors,
      });
      const end = clock.now + limit;
      while (process.exit === undefined && clock.runNext(end));
      if (process.exit === undefined) kernel.signal(process.pid, 'SIGKILL');
      return { exit: process.exit?.code ?? 124, stdout: output.take() ?? '', stderr: errors.take() ?? '' };
    },
  };
}

function wordsOf(line: string): string[] {
  const words = line.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  return words.map((word) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ''),
  );
}
