import type { RouteConfigEntry } from '@react-router/dev/routes';

/** Pages under /organisation; file paths are relative to app/. */
export const organisationRoutes: RouteConfigEntry[] = [];
