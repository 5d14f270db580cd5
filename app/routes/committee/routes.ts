import type { RouteConfigEntry } from '@react-router/dev/routes';

/** Pages under /committee; file paths are relative to app/. */
export const committeeRoutes: RouteConfigEntry[] = [];
