/** The page's editor as the shell's floor sees it, and as programs use it. */
import { normalise } from '../engine/files/fileSystem';
import { callback } from '../engine/processes/routine';
import type { EditorService } from './command';

/** Opens a text in the page. `done` is called once, when the learner closes it. Returns how to call it off. */
export interface PageEditor {
  open(
    path: string,
    text: string,
    done: (result: { readonly saved: boolean; readonly text: string }) => void,
  ): () => void;
}

/** Lets programs edit files of theirs in the page. */
export function fileEditor(page: PageEditor): EditorService {
  return {
    *edit(process, path) {
      const whole = normalise(path, process.workingDirectory);
      const before = process.files.read(whole);
      const result = yield* callback<{ saved: boolean; text: string }>((done) =>
        page.open(whole, before.ok ? before.value : '', done),
      );
      if (result.saved) process.files.write(whole, result.text);
      return { saved: result.saved };
    },
  };
}
