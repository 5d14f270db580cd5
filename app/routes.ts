import { index, prefix, route, type RouteConfig } from '@react-router/dev/routes';
import { committeeRoutes } from './routes/committee/routes';
import { organisationRoutes } from './routes/organisation/routes';

export default [
  index('routes/public/board.tsx'),
  route('needs/:id', 'routes/public/need.tsx'),
  route('districts.geojson', 'routes/public/districts.ts'),
  route('sign-in', 'routes/account/sign-in.tsx'),
  route('sign-out', 'routes/account/sign-out.ts'),
  route('sign-up', 'routes/account/sign-up.tsx'),
  route('register', 'routes/account/register-organisation.tsx'),
  route('account', 'routes/account/account.tsx'),
  route('account/profile', 'routes/account/profile.tsx'),
  route('account/pin', 'routes/account/first-password.tsx'),
  route('account/identity', 'routes/account/identity.tsx'),
  route('account/passkeys', 'routes/account/passkeys.ts'),
  route('preferences', 'routes/account/preferences.tsx'),
  route('for-you', 'routes/volunteer/for-you.tsx'),
  route('my/tasks', 'routes/volunteer/my-tasks.tsx'),
  route('my/hours', 'routes/volunteer/my-hours.tsx'),
  route('check-in/:task', 'routes/volunteer/check-in.tsx'),
  route('notices', 'routes/volunteer/notices.tsx'),
  route('certificates/:number', 'routes/volunteer/certificate.tsx'),
  route('verify', 'routes/public/verify.tsx'),
  route('verify/:number', 'routes/public/verify-number.tsx'),
  route('setup', 'routes/public/set-up.tsx'),
  route('privacy', 'routes/public/privacy.tsx'),
  route('about', 'routes/public/about.tsx'),
  ...prefix('organisation', organisationRoutes),
  ...prefix('committee', committeeRoutes),
  route('*', 'routes/public/not-found.tsx'),
] satisfies RouteConfig;
