export type { LessonDefinition, LessonError } from './lesson';
export { parseLesson } from './lesson';
export { LessonRun } from './lessonRun';
export { type Proof, type ProverTools, type ProvingGround, proveLesson } from './prover';
