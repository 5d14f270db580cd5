import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DocumentNode } from 'graphql';
import type { ServerBuild } from 'react-router';
import type { Locale } from './graphql/context';

/** What a page request is handed; the mirror of `PageApi` in app/graphql/api.ts, which documents it. */
export interface PageFacts {
  execute(
    document: DocumentNode,
    variables: Record<string, unknown>,
  ): Promise<{
    data?: Record<string, unknown> | null;
    errors?: readonly { message: string; extensions?: Record<string, unknown> }[];
  }>;
  readonly locale: Locale;
  readonly elderMode: boolean;
  readonly nonce: string;
  readonly livePosition?: number;
  readonly requestId: string;
  reportError(error: unknown): void;
}

/** Where pages come from: the build on disk, or Vite while developing. */
export interface Pages {
  readonly mode: 'production' | 'development';
  /** Answers a file of the client build, or calls `next`. */
  serveFile(request: IncomingMessage, response: ServerResponse, next: () => void): void;
  build(): Promise<ServerBuild>;
  close(): Promise<void>;
}

/** The pages in build/, as `npm start` makes them. */
export async function builtPages(): Promise<Pages> {
  const { default: sirv } = await import('sirv');
  const client = new URL('../build/client', import.meta.url).pathname;
  const serve = sirv(client, {
    etag: true,
    // The build leaves a compressed copy beside each file.
    brotli: true,
    gzip: true,
    setHeaders(response, path) {
      // Vite names what lies in assets/ by its content.
      const lasting = path.startsWith('/assets/');
      response.setHeader(
        'Cache-Control',
        lasting ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      );
    },
  });
  const server = new URL('../build/server/index.js', import.meta.url).href;
  return {
    mode: 'production',
    serveFile: serve,
    build: () => import(server) as Promise<ServerBuild>,
    close: async () => undefined,
  };
}

/** Pages through Vite, replaced in the browser as their files change. */
export async function developmentPages(): Promise<Pages> {
  const { createServer } = await import('vite');
  const vite = await createServer({ server: { middlewareMode: true }, appType: 'custom' });
  return {
    mode: 'development',
    serveFile: (request, response, next) => vite.middlewares(request, response, next),
    build: () => vite.ssrLoadModule('virtual:react-router/server-build') as Promise<ServerBuild>,
    close: () => vite.close(),
  };
}
