import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** The build goes where the server looks for it; nothing is inlined, for the page's policy allows no inline script. */
export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: '../src/coalition/server/static',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    chunkSizeWarningLimit: 900,
  },
  server: {
    proxy: { '/api': process.env.COALITION ?? 'http://127.0.0.1:8080' },
    fs: { allow: ['..'] },
  },
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
});
