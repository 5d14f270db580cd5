import { useRouteLoaderData } from 'react-router';
import type { RootInstallation, RootViewer } from './graphql/root-query';
import type { Locale } from './i18n/locale';

export interface RootData {
  locale: Locale;
  elderMode: boolean;
  installation: RootInstallation;
  viewer: RootViewer | null;
  /** Up to where of the event log this page knows. */
  livePosition: number | undefined;
}

/** The frame's data from any page; undefined only on the error page of a request that failed before it loaded. */
export function useRootData(): RootData | undefined {
  return useRouteLoaderData<RootData>('root');
}

/** Who is signed in, or null. */
export function useViewer(): RootViewer | null {
  return useRootData()?.viewer ?? null;
}
