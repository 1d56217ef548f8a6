/** The stages of a Dockerfile and what they stand on and take from, before any image is known. */

import { type ImageReference, parseImageReference } from '../../../base/imageReference';
import { fail, ok, type Result } from '../../../base/result';
import { expandWord } from './dockerfile/expand';
import type { ArgInstruction, RunMount, StageInstruction } from './dockerfile/instruction';
import { type Dockerfile, parseInstruction, type Stage } from './dockerfile/parseDockerfile';

/** Where files come from. */
export type Origin =
  | { readonly kind: 'scratch' }
  | { readonly kind: 'context' }
  | { readonly kind: 'stage'; readonly stage: StageNode }
  | { readonly kind: 'image'; readonly reference: ImageReference };

export interface StageStep {
  readonly instruction: StageInstruction;
  /** A trigger of the base image. */
  readonly onBuild: boolean;
  /** Of COPY, by what stands after --from; of RUN, by its mounts. */
  readonly origins: ReadonlyMap<string, Origin>;
}

export interface StageNode {
  readonly index: number;
  /** The name it was given; ''. */
  readonly name: string;
  /** As FROM is written, expanded. */
  readonly image: string;
  readonly base: Origin;
  readonly steps: StageStep[];
}

export interface StageGraph {
  readonly stages: readonly StageNode[];
  readonly target: StageNode;
  /** ARGs from before the first FROM and those that are always there (TARGETPLATFORM, ...). */
  readonly globals: ReadonlyMap<string, string>;
  readonly escapeMark: string;
  /** Images that are only taken from count as stages: their presence gives all stages their names. */
  readonly extraImages: Set<string>;
}

const PLATFORM: readonly (readonly [string, string])[] = ['BUILD', 'TARGET'].flatMap((side) => [
  [`${side}PLATFORM`, 'linux/amd64'] as const,
  [`${side}OS`, 'linux'] as const,
  [`${side}ARCH`, 'amd64'] as const,
  [`${side}VARIANT`, ''] as const,
]);
const OUR_PLATFORM = /^(?:linux\/)?(?:amd64|x86_64|x86-64)(?:\/v1)?$/i;

export interface GraphRequest {
  readonly buildArguments: Readonly<Record<string, string>>;
  /** A stage's name or number; '' for the last. */
  readonly target: string;
}

/** Works out which stage stands on which; the error is BuildKit's. */
export function stageGraph(dockerfile: Dockerfile, request: GraphRequest): Result<StageGraph, string> {
  const globals = globalArguments(dockerfile, request.buildArguments);
  if (!globals.ok) return globals;
  const stages: StageNode[] = [];
  for (const stage of dockerfile.stages) {
    const node = stageNode(stage, stages, globals.value, dockerfile.escapeMark);
    if (!node.ok) return node;
    stages.push(node.value);
  }
  const target = request.target === '' ? stages.at(-1) : targetNamed(request.target, stages);
  if (target === undefined) return fail(`target stage ${request.target} could not be found`);
  const { escapeMark } = dockerfile;
  const graph = { stages, target, globals: globals.value, escapeMark, extraImages: new Set<string>() };
  for (const [index, stage] of dockerfile.stages.entries()) {
    const node = stages[index];
    for (const instruction of stage.instructions) {
      const step = stageStep(instruction, false, graph);
      if (!step.ok) return step;
      node?.steps.push(step.value);
    }
  }
  const circle = stages.find((stage) => dependsOn(stage, stage));
  if (circle !== undefined) return fail(`circular dependency detected on stage: ${stageTitle(circle)}`);
  return ok(graph);
}

/** Puts the triggers of a stage's base image in front of its steps. */
export function addTriggers(stage: StageNode, triggers: readonly string[], graph: StageGraph): Result<void, string> {
  const steps: StageStep[] = [];
  for (const trigger of triggers) {
    const instruction = parseInstruction(trigger);
    if (!instruction.ok) return instruction;
    if (instruction.value.type === 'from') return fail("FROM isn't allowed as an ONBUILD trigger");
    const step = stageStep(instruction.value, true, graph);
    if (!step.ok) return step;
    steps.push(step.value);
  }
  stage.steps.unshift(...steps);
  return ok(undefined);
}

/** The stages that the target needs, itself included, in the order in which they stand in the Dockerfile. */
export function neededStages(graph: StageGraph): readonly StageNode[] {
  return graph.stages.filter((stage) => stage === graph.target || dependsOn(graph.target, stage));
}

/** What a stage is called in the names of its steps. */
export function stageTitle(stage: StageNode): string {
  return stage.name === '' ? `stage-${stage.index}` : stage.name;
}

function globalArguments(
  dockerfile: Dockerfile,
  given: Readonly<Record<string, string>>,
): Result<ReadonlyMap<string, string>, string> {
  const globals = new Map(PLATFORM);
  const declare = (argument: ArgInstruction): Result<void, string> => {
    for (const { name, value } of argument.variables) {
      if (Object.hasOwn(given, name)) globals.set(name, given[name] ?? '');
      else if (value !== undefined) {
        const expanded = expandWord(value, globals, { escapeMark: dockerfile.escapeMark });
        if (!expanded.ok) return expanded;
        globals.set(name, expanded.value);
      }
    }
    return ok(undefined);
  };
  for (const argument of dockerfile.globalArguments) {
    const declared = declare(argument);
    if (!declared.ok) return declared;
  }
  return ok(globals);
}

function stageNode(
  stage: Stage,
  before: readonly StageNode[],
  globals: ReadonlyMap<string, string>,
  escapeMark: string,
): Result<StageNode, string> {
  const { image: written, platform: writtenPlatform, stage: name } = stage.from;
  const image = expandWord(written, globals, { escapeMark });
  if (!image.ok) return image;
  if (image.value === '') return fail(`base name (${written}) should not be blank`);
  const platform = expandWord(writtenPlatform, globals, { escapeMark });
  if (!platform.ok) return platform;
  if (writtenPlatform !== '' && platform.value === '') {
    return fail(`empty platform value from expression ${writtenPlatform}`);
  }
  if (writtenPlatform !== '' && !OUR_PLATFORM.test(platform.value)) {
    return fail(`platform ${platform.value} is not simulated: images here are made for linux/amd64`);
  }
  const base = baseOf(image.value, before);
  if (!base.ok) return base;
  return ok({ index: before.length, name, image: image.value, base: base.value, steps: [] });
}

function baseOf(image: string, before: readonly StageNode[]): Result<Origin, string> {
  if (image === 'scratch') return ok({ kind: 'scratch' });
  const stage = before.findLast((one) => one.name !== '' && one.name === image.toLowerCase());
  return stage === undefined ? imageOrigin(image) : ok({ kind: 'stage', stage });
}

function imageOrigin(image: string): Result<Origin, string> {
  const reference = parseImageReference(image);
  if (reference.ok) return ok({ kind: 'image', reference: reference.value });
  const name = /^[^:@]*/.exec(image)?.[0] ?? '';
  const problem =
    name === name.toLowerCase() ? reference.error : 'invalid reference format: repository name must be lowercase';
  return fail(`failed to parse stage name ${JSON.stringify(image)}: ${problem}`);
}

function stageStep(instruction: StageInstruction, onBuild: boolean, graph: StageGraph): Result<StageStep, string> {
  const origins = new Map<string, Origin>();
  for (const from of fromsOf(instruction)) {
    const origin = originOf(from, graph);
    if (!origin.ok) return origin;
    if (origin.value.kind === 'image') graph.extraImages.add(origin.value.reference.full);
    origins.set(from, origin.value);
  }
  // A cache begins as an empty image, which is counted like those that are taken from.
  const isCache = ({ type, from }: RunMount) => type === 'cache' && from === '';
  if (instruction.type === 'run' && instruction.mounts.some(isCache)) graph.extraImages.add('scratch');
  return ok({ instruction, onBuild, origins });
}

function fromsOf(instruction: StageInstruction): readonly string[] {
  if (instruction.type === 'copy') return instruction.sources.length === 0 ? [] : [instruction.from];
  if (instruction.type !== 'run') return [];
  return instruction.mounts.filter((mount) => mount.type === 'bind' || mount.from !== '').map((mount) => mount.from);
}

function originOf(from: string, graph: StageGraph): Result<Origin, string> {
  if (from === '') return ok({ kind: 'context' });
  if (from === 'scratch') return ok({ kind: 'scratch' });
  const stage = stageNamed(from, graph.stages);
  if (stage !== undefined) return ok({ kind: 'stage', stage });
  return /^\d+$/.test(from) ? fail(`invalid stage index ${from}`) : imageOrigin(from);
}

function stageNamed(name: string, stages: readonly StageNode[]): StageNode | undefined {
  return /^\d+$/.test(name) ? stages[Number(name)] : targetNamed(name, stages);
}

/** --target takes names only. */
function targetNamed(name: string, stages: readonly StageNode[]): StageNode | undefined {
  return stages.findLast((stage) => stage.name !== '' && stage.name === name.toLowerCase());
}

/** Whether a stage needs another, directly or through others. */
function dependsOn(stage: StageNode, other: StageNode, seen = new Set<StageNode>()): boolean {
  if (seen.has(stage)) return false;
  seen.add(stage);
  const origins = [stage.base, ...stage.steps.flatMap((step) => [...step.origins.values()])];
  return origins.some(
    (origin) => origin.kind === 'stage' && (origin.stage === other || dependsOn(origin.stage, other, seen)),
  );
}
