/** What kustomize says is wrong; thrown inside this room and given as a value by its door, `build.ts`. */
export class KustomizeProblem extends Error {}

/** YAML that cannot be read: then the path was a file's, and it is not looked for a directory. */
export class MalformedYaml extends KustomizeProblem {}

/** Puts words before a problem that comes from further down, as Go wraps errors. */
export function within<T>(words: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof MalformedYaml) throw new MalformedYaml(`${words}: ${error.message}`);
    if (error instanceof KustomizeProblem) throw new KustomizeProblem(`${words}: ${error.message}`);
    throw error;
  }
}
