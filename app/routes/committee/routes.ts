import { route, type RouteConfigEntry } from '@react-router/dev/routes';

const file = (name: string) => `routes/committee/${name}`;

/** Pages under /committee; file paths are relative to app/. */
export const committeeRoutes: RouteConfigEntry[] = [
  route('', file('home.tsx'), { index: true }),
  route('intake', file('intake/new.tsx')),
  route('intake/people', file('intake/people.ts')),
  route('intake/repeats', file('intake/repeats.ts')),
  route('intake/calls', file('intake/calls.tsx')),
  route('intake/:intakeId', file('intake/intake.tsx')),
  route('intake/:intakeId/slip', file('intake/slip.tsx')),
  route('visits', file('visits/list.tsx')),
  route('people/:personId', file('people/file.tsx')),
  route('people/:personId/magnet', file('people/magnet.tsx')),
  route('organisations', file('organisations/list.tsx')),
  route('organisations/:organisationId', file('organisations/organisation.tsx')),
  route('needs', file('needs/list.tsx')),
  route('needs/:needId', file('needs/need.tsx')),
  route('records', file('records/list.tsx')),
  route('records/:recordId', file('records/record.tsx')),
  route('hours', file('hours/hours.tsx')),
  route('hours.csv', file('hours/export.ts')),
  route('import', file('import/start.tsx')),
  route('import/:importId', file('import/map.tsx')),
  route('import/:importId/report', file('import/report.tsx')),
  route('import/:importId/problems.csv', file('import/problems.ts')),
  route('slips', file('slips/find.tsx')),
  route('slips/print', file('slips/print.tsx')),
  route('identity', file('identity.tsx')),
  route('members', file('members.tsx')),
  route('communities', file('communities.tsx')),
  route('certificates', file('certificates/list.tsx')),
  route('certificates/issue', file('certificates/issue.tsx')),
  route('certificates/:number', file('certificates/certificate.tsx')),
];
