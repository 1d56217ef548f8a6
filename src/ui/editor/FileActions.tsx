import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { useActions } from '../usePlayground';
import { useView } from '../useView';
import type { EditorHost } from './EditorHost';

/** Apply and delete: they type the command into the terminal, so that the learner sees what they stand for. */
export function FileActions({ host, path }: { readonly host: EditorHost; readonly path: string }) {
  const { t } = useText();
  const actions = useActions();
  const { show } = useView();
  if (!/\.(ya?ml|json)$/.test(path)) return null;
  function run(command: string) {
    host.flush();
    show('terminal');
    actions.run(command);
  }
  return (
    <>
      <Button
        look="quiet"
        size="small"
        title={fill(t.editor.deleteTitle, { path })}
        onClick={() => run(`kubectl delete -f ${path}`)}
      >
        {t.editor.delete}
      </Button>
      <Button size="small" title={fill(t.editor.applyTitle, { path })} onClick={() => run(`kubectl apply -f ${path}`)}>
        {t.editor.apply}
      </Button>
    </>
  );
}
