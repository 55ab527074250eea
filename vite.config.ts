import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The oldest browser of the offices we know is Chromium 86 (统信, 麒麟): scripts and styles are written down to it. */
const OLDEST = 'chrome86'

export default defineConfig({
  root: 'src/ui',
  plugins: [react()],
  build: {
    outDir: '../../dist/ui',
    emptyOutDir: true,
    target: OLDEST,
    cssTarget: OLDEST,
    // Names carry a hash of the contents, so the server may let browsers keep them for a year.
    assetsDir: 'assets',
    chunkSizeWarningLimit: 1_500,
    reportCompressedSize: false,
  },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:3000' } },
})
