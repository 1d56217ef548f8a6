import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { lessonsPlugin } from './src/headless/lessonsPlugin';

/** The floors that know nothing of the page. */
const world = '{base,kinds,engine,shell,course,headless}';

export default defineConfig({
  base: './',
  plugins: [react(), lessonsPlugin('lessons')],
  // a saved world is replayed only by the build that made it
  define: { __BUILD__: JSON.stringify(process.env['KUBARIUM_BUILD'] ?? 'development') },
  worker: { format: 'es', plugins: () => [lessonsPlugin('lessons')] },
  resolve: { alias: [{ find: /^monaco-editor\/esm\/vs\/(.*?)(\.js)?$/, replacement: 'monaco-editor/$1' }] },
  optimizeDeps: {
    include: [
      'monaco-yaml',
      'monaco-yaml/yaml.worker.js',
      'monaco-editor/editor',
      'monaco-editor/features/register.all',
      'monaco-editor/editor/editor.worker',
    ],
  },
  build: { target: 'es2022' },
  test: {
    environment: 'node',
    testTimeout: 60_000,
    // left to itself it keeps one core free: of two that is half
    maxWorkers: '100%',
    projects: [
      // these floors' tests leave nothing behind for the next: a worker loads the modules once
      {
        extends: true,
        test: {
          name: 'world',
          include: [`src/${world}/**/*.test.ts`],
          isolate: false,
          // what a page fetches when it needs it
          setupFiles: ['src/shell/late/all.ts'],
        },
      },
      { extends: true, test: { name: 'page', include: ['src/**/*.test.{ts,tsx}'], exclude: [`src/${world}/**`] } },
    ],
  },
});
