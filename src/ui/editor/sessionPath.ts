import type { EditSession } from '../../store';

/** Under which path the editor keeps a session's text, apart from the files: two sessions may edit the same one. */
export function sessionPath({ editor, path }: EditSession): string {
  return `.session/${editor}/${path.split('/').at(-1) ?? ''}`;
}
