/** The result's files for the client: --output, as a directory or as one archive. */
import { fail, ok, type Result } from '../../../base/result';
import type { FileNode } from '../../files/fileLayer';
import type { FileTree } from '../../files/fileTree';
import { sleep } from '../../processes/kernel';
import type { Routine } from '../../processes/routine';
import { recordBuilt } from './buildTrace';
import { Transfers } from './contextFiles';
import type { BuildHost } from './host';
import { NOT_SIMULATED, type PlannedStage } from './plan';
import type { BuildAnswer, BuildOutput } from './request';
import type { Built } from './solver';
import { SourceTree } from './sourceTree';
import { bytesText } from './transferSize';
import type { Vertex } from './vertex';
import { type Tell, VertexReport } from './vertexReport';

/** Bytes that travel in a millisecond. */
const SPEED = 200_000;

/** Sends everything that the target holds; times and owners are those of the layers. */
export function* exportFiles(
  host: BuildHost,
  target: PlannedStage,
  built: ReadonlyMap<Vertex, Built>,
  output: Extract<BuildOutput, 'directory' | 'tarball'>,
  tell: Tell,
): Routine<Result<BuildAnswer, string>> {
  if (target.generic) return fail(NOT_SIMULATED);
  const { clock } = host;
  const report = new VertexReport(clock, tell, { id: 'export', name: 'exporting to client' });
  report.start();
  const began = clock.now;
  const layers = target.vertex === undefined ? [] : (built.get(target.vertex)?.layers ?? []);
  const files = treeOf(SourceTree.ofLayers(layers));
  const bytes = new Transfers().selection([{ path: '/', entries: [...files] }]);
  yield* sleep(clock, bytes / SPEED);
  report.status(output === 'directory' ? `copying files ${bytesText(bytes)}` : 'sending tarball', began, {
    done: true,
  });
  report.done();
  recordBuilt(host, '');
  return ok({ Id: '', Files: files });
}

/** Directories before what is in them. */
function treeOf(tree: SourceTree): FileTree {
  const files = new Map<string, FileNode>();
  const add = (directory: string) => {
    for (const name of tree.names(directory)) {
      const path = directory === '/' ? `/${name}` : `${directory}/${name}`;
      const node = tree.node(path);
      if (node === undefined) continue;
      files.set(path.slice(1), node);
      if (node.type === 'directory') add(path);
    }
  };
  add('/');
  return files;
}
