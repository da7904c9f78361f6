import { join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The wizard as the back office shows a draft in it: one script and one sheet, which its bundling gives their hashes. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  publicDir: false,
  build: {
    outDir: '../dist/preview',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    rollupOptions: {
      input: join(import.meta.dirname, 'src/preview/main.tsx'),
      output: { entryFileNames: 'preview.js', assetFileNames: 'preview[extname]' },
    },
  },
});
