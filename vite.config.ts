import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { lessonsPlugin } from './src/headless/lessonsPlugin';

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
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node', testTimeout: 60_000 },
});
