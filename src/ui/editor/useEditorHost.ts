import { useEffect, useState } from 'react';
import type { Language } from '../../store';
import { useText } from '../i18n/useText';
import { useKept } from '../useKept';
import { EditorHost } from './EditorHost';
import { loadMonaco } from './loadMonaco';

/** The editor, fetched when it is first wanted: undefined while it loads, `failed` when it cannot be had. */
export function useEditorHost(wanted: boolean): EditorHost | 'failed' | undefined {
  const { language } = useText();
  const loader = useKept('editor', () => new EditorLoader());
  const [host, setHost] = useState(loader.host);
  useEffect(() => {
    if (!wanted) return;
    let here = true;
    loader.load(language).then(
      (made) => here && setHost(made),
      () => here && setHost('failed'),
    );
    return () => {
      here = false;
    };
  }, [loader, language, wanted]);
  return host;
}

/** Loads Monaco once for the whole life of the page. */
class EditorLoader {
  host: EditorHost | 'failed' | undefined;
  #loading: Promise<EditorHost> | undefined;

  async load(language: Language): Promise<EditorHost> {
    this.#loading ??= loadMonaco(language).then((monaco) => new EditorHost(monaco));
    try {
      const host = await this.#loading;
      this.host = host;
      return host;
    } catch (error) {
      // A lost connection may be back the next time that the panel opens.
      this.#loading = undefined;
      console.error(error);
      throw error;
    }
  }
}
