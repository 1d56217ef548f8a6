/** A build as BuildKit does it, from the Dockerfile's transfer to the image. */
import { fail, ok, type Result } from '../../../base/result';
import type { Image } from '../../containers/images/image';
import type { MemoryFiles } from '../../files/memoryFiles';
import { sleep } from '../../processes/kernel';
import { callback, type Routine } from '../../processes/routine';
import { resolveImage } from './baseImage';
import type { BuildCache } from './cache';
import { contextFiles, EMPTY_TRANSFER, type Transfers } from './contextFiles';
import { parseDockerfile } from './dockerfile/parseDockerfile';
import { drive } from './drive';
import { exportFiles } from './exportFiles';
import { exportImage, normalisedName } from './exportImage';
import type { BuildHost } from './host';
import { ignoreLines } from './ignorePatterns';
import { type PlannedStage, planBuild } from './plan';
import type { BuildAnswer, BuildRequest } from './request';
import { Solver } from './solver';
import { SourceTree } from './sourceTree';
import { addTriggers, neededStages, type StageGraph, type StageNode, stageGraph } from './stageGraph';
import { bytesText } from './transferSize';
import type { RunVertex } from './vertex';
import { type Tell, VertexReport } from './vertexReport';

/** What stays with a daemon from build to build. */
export interface BuildkitState {
  readonly host: BuildHost;
  readonly cache: BuildCache;
  readonly transfers: Transfers;
  readonly caches: Map<string, MemoryFiles>;
}

/** What small questions to the client and looks into the image store take, in milliseconds. */
const ASKING = 8;
const LOOKING = 5;
const FRONTEND = 'rpc error: code = Unknown desc = failed to solve with frontend dockerfile.v0: ';
const DEFINITION = `${FRONTEND}failed to create LLB definition: `;

/** Builds; the error is what the client prints after `failed to solve: `. */
export function* buildWithBuildkit(
  state: BuildkitState,
  request: BuildRequest,
  tell: Tell,
): Routine<Result<BuildAnswer, string>> {
  return yield* new Build(state, request, tell).run();
}

interface Base {
  readonly image: Image;
  readonly shownAs: string;
}

class Build {
  readonly #state: BuildkitState;
  readonly #request: BuildRequest;
  readonly #tell: Tell;
  readonly #began: number;

  constructor(state: BuildkitState, request: BuildRequest, tell: Tell) {
    this.#state = state;
    this.#request = request;
    this.#tell = tell;
    this.#began = state.host.clock.now;
  }

  *run(): Routine<Result<BuildAnswer, string>> {
    const { host, cache, transfers, caches } = this.#state;
    const { secrets = {}, output = 'image' } = this.#request;
    const planned = yield* this.#plan();
    if (!planned.ok) return planned;
    const context = this.#context();
    const target = planned.value.vertex;
    const tell = this.#tell;
    const solver = new Solver({ host, cache, tell, target, context, transfers, caches, secrets });
    const built = yield* solver.solve();
    if (!built.ok) return built;
    if (output === 'none') return ok({ Id: '' });
    if (output !== 'image') return yield* exportFiles(host, planned.value, built.value, output, tell);
    const image = yield* exportImage(host, planned.value, built.value, this.#began, this.#request, tell);
    return image.ok ? ok({ Id: image.value.id }) : image;
  }

  /** What .dockerignore leaves of the directory; the error is that of the step that loads it. */
  #context(): Result<SourceTree, string> {
    const { context, dockerignore } = this.#request;
    const files = contextFiles(context, dockerignore);
    if (files.ok) return ok(SourceTree.ofFiles(files.value));
    const patterns = ignoreLines(dockerignore ?? '').join(' ');
    return fail(`rpc error: code = Unknown desc = invalid excludepatterns: [${patterns}]: ${files.error}`);
  }

  *#plan(): Routine<Result<PlannedStage, string>> {
    const { dockerfile, buildArguments, target, noCache, hosts = [] } = this.#request;
    yield* this.#loadDefinition();
    const unanswered = yield* this.#loadIgnoreFile();
    if (dockerfile === undefined) {
      const path = `/var/lib/docker/tmp/buildkit-mount${unanswered}/${this.#request.dockerfileName}`;
      return fail(`${FRONTEND}failed to read dockerfile: open ${path}: no such file or directory`);
    }
    const parsed = parseDockerfile(dockerfile);
    if (!parsed.ok) return fail(DEFINITION + parsed.error);
    const graph = stageGraph(parsed.value, { buildArguments, target });
    if (!graph.ok) return fail(DEFINITION + graph.error);
    const bases = yield* this.#loadBases(graph.value);
    if (!bases.ok) return fail(DEFINITION + bases.error);
    const { store } = this.#state.host.images;
    const findImage = (name: string) => store.find(name)?.image;
    const network = networkOf(this.#request.network);
    const options = { graph: graph.value, bases: bases.value, buildArguments, noCache, network, hosts, findImage };
    const planned = planBuild(options);
    return planned.ok ? planned : fail(DEFINITION + planned.error);
  }

  *#loadDefinition(): Routine<void> {
    const { host, transfers, cache } = this.#state;
    const { dockerfile, dockerfileName } = this.#request;
    const report = this.#report('definition', `[internal] load build definition from ${dockerfileName}`);
    report.start();
    const began = host.clock.now;
    yield* sleep(host.clock, ASKING);
    const bytes = EMPTY_TRANSFER + (dockerfile === undefined ? 0 : transfers.file(dockerfileName, dockerfile));
    report.status(`transferring dockerfile: ${bytesText(bytes)}`, began, { done: true });
    report.done();
    cache.putSource('dockerfile', dockerfile?.length ?? 0);
  }

  /** Without a Dockerfile the build ends in the middle of it. Returns a number for the daemon's directory. */
  *#loadIgnoreFile(): Routine<string> {
    const { host, transfers, cache } = this.#state;
    const { dockerfile, dockerignore } = this.#request;
    const report = this.#report('dockerignore', '[internal] load .dockerignore');
    report.start();
    const began = host.clock.now;
    if (dockerfile === undefined) {
      report.status('transferring context:', began, { done: false });
      return host.random.token('123456789', 10);
    }
    yield* sleep(host.clock, ASKING);
    const bytes = EMPTY_TRANSFER + (dockerignore === undefined ? 0 : transfers.file('.dockerignore', dockerignore));
    report.status(`transferring context: ${bytesText(bytes)}`, began, { done: true });
    report.done();
    cache.putSource('dockerignore', dockerignore?.length ?? 0);
    return '';
  }

  /** Finds the images that stages stand on; triggers in them may make more stages necessary. */
  *#loadBases(graph: StageGraph): Routine<Result<ReadonlyMap<StageNode, Base>, string>> {
    const bases = new Map<StageNode, Base>();
    const byName = new Map<string, Base>();
    for (;;) {
      const stages = neededStages(graph).filter((stage) => stage.base.kind === 'image' && !bases.has(stage));
      if (stages.length === 0) return ok(bases);
      const names = [...new Set(stages.map(fullName))].filter((name) => !byName.has(name));
      const loaded = yield* this.#loadMetadata(names, stages);
      if (!loaded.ok) return loaded;
      for (const [name, base] of loaded.value) byName.set(name, base);
      for (const stage of stages) {
        const base = byName.get(fullName(stage));
        if (base === undefined) continue;
        bases.set(stage, base);
        const added = addTriggers(stage, base.image.config.onBuild, graph);
        if (!added.ok) return added;
      }
    }
  }

  /** Asks for several images at once; BuildKit shows the last one first. */
  *#loadMetadata(
    names: readonly string[],
    stages: readonly StageNode[],
  ): Routine<Result<ReadonlyMap<string, Base>, string>> {
    const { clock } = this.#state.host;
    const bases = new Map<string, Base>();
    let problem: string | undefined;
    const reports: VertexReport[] = [];
    const all = callback<void>((done) => {
      const cancels = [...names].reverse().map((name) => {
        const stage = stages.find((one) => fullName(one) === name) as StageNode;
        const report = this.#report(`metadata ${name}`, `[internal] load metadata for ${name}`);
        reports.push(report);
        return drive(
          clock,
          this.#loadBase(stage, report, bases, (failure) => {
            problem ??= failure;
            if (problem !== undefined || bases.size === names.length) done();
          }),
        );
      });
      return () => {
        for (const cancel of cancels) cancel();
      };
    });
    if (names.length > 0) yield* all;
    if (problem === undefined) return ok(bases);
    for (const report of reports) report.cancel();
    return fail(problem);
  }

  *#loadBase(
    stage: StageNode,
    report: VertexReport,
    bases: Map<string, Base>,
    done: (failure: string | undefined) => void,
  ): Routine<void> {
    const { host } = this.#state;
    if (stage.base.kind !== 'image') return;
    const { reference } = stage.base;
    const name = normalisedName(stage.image);
    report.start();
    yield* sleep(host.clock, LOOKING);
    const local = this.#request.pull ? undefined : host.images.store.find(reference.full)?.image;
    const image = local === undefined ? yield* resolveImage(host, reference) : ok(local);
    if (!image.ok) {
      report.fail(image.error);
      done(image.error);
      return;
    }
    report.done();
    const pinned = local === undefined && reference.digest === undefined;
    bases.set(reference.full, { image: image.value, shownAs: pinned ? `${name}@${image.value.digest}` : name });
    done(undefined);
  }

  #report(id: string, name: string): VertexReport {
    return new VertexReport(this.#state.host.clock, this.#tell, { id, name });
  }
}

function fullName(stage: StageNode): string {
  return stage.base.kind === 'image' ? stage.base.reference.full : '';
}

function networkOf(text: string): RunVertex['network'] {
  return text === 'none' || text === 'host' ? text : 'default';
}
