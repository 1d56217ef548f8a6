/**
 * Monaco with YAML, as one module that is loaded when a file is first shown. Import it through `loadMonaco`, which sees
 * to the language of its own words first.
 */
import { editor as editorApi, languages, MarkerSeverity, Range, Uri } from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/yaml/register';
import 'monaco-editor/languages/definitions/shell/register';
import 'monaco-editor/languages/definitions/javascript/register';
import 'monaco-editor/languages/definitions/dockerfile/register';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import { configureMonacoYaml, type JSONSchema } from 'monaco-yaml';
import { defineThemes } from './editorThemes';
import YamlWorker from './yaml.worker?worker';

/** What monaco-yaml asks for when it starts its worker: the shape of Monaco before 0.56. */
interface OldWorkerOptions {
  readonly createData: unknown;
  readonly host?: Record<string, (...parameters: unknown[]) => unknown>;
  readonly keepIdleModels?: boolean;
}

/** Monaco as the editor's host uses it. */
export interface Monaco {
  readonly editor: typeof editorApi;
  readonly MarkerSeverity: typeof MarkerSeverity;
  readonly Uri: typeof Uri;
}

/** Starts the workers, the themes and the YAML language with its schema. To be called once. */
export function startMonaco(schema: unknown): Monaco {
  globalThis.MonacoEnvironment = {
    getWorker: (_id: string, label: string) => (label === 'yaml' ? new YamlWorker() : new EditorWorker()),
  };
  defineThemes(editorApi);
  const monaco = {
    editor: { ...editorApi, createWebWorker },
    languages,
    MarkerSeverity,
    Range,
    Uri,
  };
  configureMonacoYaml(monaco as unknown as Parameters<typeof configureMonacoYaml>[0], {
    isKubernetes: true,
    enableSchemaRequest: false,
    hover: true,
    completion: true,
    validate: true,
    yamlVersion: '1.2',
    schemas: [{ uri: 'inmemory://kubernetes.json', fileMatch: ['*.yaml', '*.yml'], schema: schema as JSONSchema }],
  });
  return { editor: editorApi, MarkerSeverity, Uri };
}

/** The old call in the new shape: the worker is made here, and told its settings as the old Monaco did. */
function createWebWorker({ createData, host, keepIdleModels = false }: OldWorkerOptions) {
  const worker = new YamlWorker();
  worker.postMessage('ignore');
  worker.postMessage(createData);
  return editorApi.createWebWorker({ worker, keepIdleModels, ...(host === undefined ? {} : { host }) });
}
