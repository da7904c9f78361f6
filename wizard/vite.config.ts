import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  build: {
    outDir: '../dist/wizard',
    emptyOutDir: true,
    // What is inlined as a `data:` address would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // `npx vite wizard` beside a running `npm run dev`.
  server: { proxy: { '/api': process.env.API ?? 'http://localhost:3000' } },
});
