/** The course's door. */
export { describeChecks } from './describeChecks';
export { type ExampleDefinition, parseExample } from './example';
export type { LessonDefinition, LessonError } from './lesson';
export { parseLesson } from './lesson';
export { LessonRun } from './lessonRun';
export type { LessonText } from './lessonText';
export type { Move } from './models/moves';
export { type Picture, parsePictures } from './picture';
export { type Proof, proveLesson } from './prover';
export type { ProverTools } from './provingGround';
export { setUpLesson } from './setUpLesson';
