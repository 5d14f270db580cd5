import { reactRouter } from '@react-router/dev/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [tailwindcss(), reactRouter()],
  resolve: { tsconfigPaths: true },
  // Bundled into the server build so that it holds the icons in use, not the whole set.
  ssr: { noExternal: ['lucide-react'] },
  build: {
    // Words travel by area: a page loads the areas it speaks, in one file each, instead of one file a message.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: wordsOf, test: /generated\/messages\// }],
        },
      },
    },
  },
});

function wordsOf(id: string): string {
  const area = /generated\/messages\/messages\/([a-z]+)_/.exec(id)?.[1];
  return area ? `words-${area}` : 'words';
}
