import type { ReactNode } from 'react';
import { Links, Meta, Outlet, redirect, Scripts, ScrollRestoration } from 'react-router';
import type { Route } from './+types/root';
import { useArrival } from './components/shell/arrival';
import { ActingFor } from './components/shell/acting-for';
import { ErrorPage } from './components/shell/error-page';
import { Footer } from './components/shell/footer';
import { Header } from './components/shell/header';
import { PhoneNavigation } from './components/shell/navigation';
import { PageLoading } from './components/shell/page-loading';
import { SkipLink } from './components/shell/skip-link';
import { api, pageFacts } from './graphql/api';
import { RootQuery } from './graphql/root-query';
import { getLocale } from './i18n/locale';
import { withLocale } from './i18n/server-locale';
import { LiveAnnouncer } from './live/announcer';
import { OfflineNotice } from './live/offline-notice';
import { positionMeta } from './live/start-position';
import { type RootData, useRootData } from './root-data';
import './styles/app.css';
import { m } from '~/generated/messages/messages';

/** Every request runs in its own language, however many run at once. */
export const middleware: Route.MiddlewareFunction[] = [
  ({ context }, next) => withLocale(pageFacts(context).locale, next),
];

/** What somebody who came with a slip may read before they have chosen a PIN and agreed to the terms. */
const openWithoutPassword = new Set(['/account/pin', '/privacy', '/about']);

export async function loader({ context, url }: Route.LoaderArgs): Promise<RootData> {
  const { locale, elderMode, livePosition } = pageFacts(context);
  const { installation, viewer } = await api(context).query(RootQuery);
  if (installation.needsSetup && url.pathname !== '/setup') throw redirect('/setup');
  if (viewer && !viewer.hasPassword && !openWithoutPassword.has(url.pathname))
    throw redirect(`/account/pin?next=${encodeURIComponent(url.pathname + url.search)}`);
  return { locale, elderMode, installation, viewer, livePosition };
}

export function meta(): Route.MetaDescriptors {
  return [{ title: m.common_name() }, { name: 'description', content: m.common_description() }];
}

export function Layout({ children }: { children: ReactNode }) {
  const root = useRootData();
  return (
    <html lang={root?.locale ?? getLocale()} data-elder={root?.elderMode ? '' : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbf8f2" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#12191a" />
        {root?.livePosition !== undefined && <meta name={positionMeta} content={String(root.livePosition)} />}
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body className="flex flex-col">
        <SkipLink />
        <Header />
        <ActingFor />
        <OfflineNotice />
        <LiveAnnouncer />
        <PageLoading />
        <main id="content" tabIndex={-1} className="flex-1 outline-none">
          {children}
        </main>
        <Footer />
        <PhoneNavigation />
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function App() {
  useArrival();
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />;
}
