import { reactRouter } from '@react-router/dev/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

export default defineConfig(({ command }) => ({
  plugins: [tailwindcss(), reactRouter()],
  resolve: {
    tsconfigPaths: true,
    // Bundled with the words it speaks: a module per message.
    alias:
      command === 'build' ? [{ find: '~/generated/messages', replacement: '/generated/messages-apart' }] : [],
  },
  // Bundled into the server build so that it holds the icons in use, not the whole set.
  ssr: { noExternal: ['lucide-react'] },
  build: {
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What changes least, and most of all bytes: a new release of Linli leaves it in the browser's cache.
            {
              name: 'framework',
              test: /node_modules\/(react|react-dom|scheduler|react-router)\//,
              priority: 3,
            },
            // Words that several pages speak travel by area, those of one page with the page.
            { name: wordsOf, test: /generated\/messages-apart\//, minShareCount: 2, priority: 2 },
            // What most pages are made of is one file instead of thirty.
            {
              name: 'kit',
              test: /app\/(components\/ui|i18n)\/|node_modules\/lucide-react\//,
              minShareCount: 3,
              priority: 1,
            },
          ],
        },
      },
    },
  },
}));

function wordsOf(id: string): string {
  const area = /generated\/messages-apart\/messages\/([a-z]+)_/.exec(id)?.[1];
  return area ? `words-${area}` : 'words';
}
