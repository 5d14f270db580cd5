import { index, prefix, route, type RouteConfig } from '@react-router/dev/routes';
import { committeeRoutes } from './routes/committee/routes';
import { organisationRoutes } from './routes/organisation/routes';

export default [
  index('routes/public/board.tsx'),
  route('needs/:id', 'routes/public/need.tsx'),
  route('districts.geojson', 'routes/public/districts.ts'),
  route('preferences', 'routes/account/preferences.tsx'),
  route('about', 'routes/public/about.tsx'),
  ...prefix('organisation', organisationRoutes),
  ...prefix('committee', committeeRoutes),
  route('*', 'routes/public/not-found.tsx'),
] satisfies RouteConfig;
