/** What the builder finds in its daemon: images, and places to run a Dockerfile's commands in. */
import { fail, ok } from '../../base/result';
import { Container } from '../containers/container';
import { createImage, emptyConfig, type Image } from '../containers/images/image';
import { endShim, startShim } from '../containers/shim';
import type { BuildContainer, BuildHost, BuildStep, RunStep } from './build/host';
import type { ContainerCreate } from './containerRequests';
import { attachContainer } from './containers/attachContainer';
import { makeContainer } from './containers/createContainer';
import type { DockerContainer } from './containers/dockerContainer';
import { removeNow } from './containers/removeContainer';
import { startContainer } from './containers/startContainer';
import { killIfRunning } from './containers/stopContainer';
import { type DaemonContext, newId } from './daemonContext';
import { plainHostConfig, plainRequest } from './plainRequest';
import { StepPlace } from './stepPlace';

/** Until a step's command runs, in milliseconds. */
const LAUNCH = 90;

export function createBuildHost(context: DaemonContext): BuildHost {
  const { clock, random, trace, actor, images, transfers } = context;
  return {
    clock,
    random,
    trace,
    actor,
    images,
    transfers,
    run: (step, done) => runStep(context, step, done),
    createContainer: (image, step) => buildContainer(context, image, step),
  };
}

/** A step of BuildKit: nobody sees a container. */
function runStep(context: DaemonContext, step: RunStep, done: Parameters<BuildHost['run']>[1]): () => void {
  const { machine, clock } = context;
  const id = newId(context);
  let container: Container | undefined;
  const timer = clock.after(LAUNCH, () => {
    const place = new StepPlace(context, id, step);
    const shim = startShim(machine, 'moby', id);
    const finish = () => {
      endShim(machine, shim);
      place.remove();
    };
    container = new Container({
      id,
      kernel: machine.kernel,
      tty: false,
      stdin: false,
      onExit: ({ exitCode }) => {
        finish();
        done(ok({ exitCode, changes: place.changes }));
      },
    });
    listen(container.attach({ stdin: false }), step.onOutput);
    const started = container.start(place.command, { ...place.place, parent: shim });
    if (started.ok) return;
    finish();
    done(fail(started.error));
  });
  return () => {
    timer.cancel();
    container?.signal('SIGKILL');
  };
}

/** A container of the classic builder, which `docker ps -a` shows. */
function buildContainer(context: DaemonContext, image: Image | undefined, step: BuildStep): BuildContainer {
  const made = makeContainer(context, undefined, requestOf(image, step), image ?? nothing(context));
  if (!made.ok) throw new Error(`a build's container could not be made: ${made.error.message}`);
  const container = made.value;
  return {
    id: container.id,
    start: (onOutput, done) => {
      const stream = attachContainer(context, container, { stdin: false, logs: false });
      if (stream.ok) listen(stream.value, onOutput);
      startContainer(context, container, (answer) => {
        if (answer.ok) return;
        done(fail(container.refused ?? { code: 126, reason: answer.error.message }));
      });
      container.onceStopped(() => {
        if (container.container.startedAt === undefined) return;
        done(ok({ exitCode: container.container.exitCode, changes: container.parts.files.changes }));
      });
      return () => killIfRunning(container);
    },
    remove: () => remove(context, container),
  };
}

function remove(context: DaemonContext, container: DockerContainer): void {
  killIfRunning(container);
  removeNow(context, container, true);
}

function nothing({ clock }: DaemonContext): Image {
  const common = { author: '', comment: '', architecture: 'amd64', os: 'linux' };
  return createImage({ config: emptyConfig, layers: [], history: [], created: clock.now, ...common });
}

function listen(
  stream: { readonly stdout: ReadableText; readonly stderr: ReadableText },
  onOutput: (stream: 'stdout' | 'stderr', text: string) => void,
): void {
  for (const name of ['stdout', 'stderr'] as const) {
    stream[name].onReadable(() => {
      const text = stream[name].take();
      if (text !== undefined && text !== '') onOutput(name, text);
    });
  }
}

interface ReadableText {
  take(): string | undefined;
  onReadable(listener: () => void): () => void;
}

function requestOf(image: Image | undefined, step: BuildStep): ContainerCreate {
  return plainRequest(image?.id ?? '', {
    Cmd: step.argv,
    Entrypoint: [],
    Env: [...step.env].map(([name, value]) => `${name}=${value}`),
    User: step.user,
    WorkingDir: step.workingDirectory,
    AttachStdout: true,
    AttachStderr: true,
    Healthcheck: { Test: ['NONE'], Interval: 0, Timeout: 0, StartPeriod: 0, Retries: 0 },
    HostConfig: {
      ...plainHostConfig,
      NetworkMode: step.network,
      ExtraHosts: step.hosts.map(([name, address]) => `${name}:${address}`),
    },
  });
}
