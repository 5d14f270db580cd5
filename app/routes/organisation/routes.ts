import { route, type RouteConfigEntry } from '@react-router/dev/routes';

const file = (name: string) => `routes/organisation/${name}.tsx`;

/** Pages under /organisation; file paths are relative to app/. */
export const organisationRoutes: RouteConfigEntry[] = [
  route('', file('home'), { index: true }),
  route('members', file('members')),
  route('hours', file('hours')),
  route('needs/new', file('edit/new')),
  route('needs/:needId', file('needs/need')),
  route('needs/:needId/edit/what', file('edit/what')),
  route('needs/:needId/edit/where', file('edit/where')),
  route('needs/:needId/edit/tasks', file('edit/tasks')),
  route('needs/:needId/edit/tasks/:taskId', file('edit/task')),
  route('needs/:needId/edit/rhythm', file('edit/rhythm')),
  route('needs/:needId/edit/details', file('edit/details')),
  route('needs/:needId/edit/check', file('edit/check')),
  route('visits', file('visit/list')),
  route('tasks/:taskId/roster', file('roster/roster')),
  route('tasks/:taskId/roster/print', file('roster/print')),
  route('tasks/:taskId/draw', file('draw')),
  route('tasks/:taskId/calls', file('roster/calls')),
  route('tasks/:taskId/roster/taps', 'routes/organisation/roster/taps.ts'),
  route('tasks/:taskId/poster', file('roster/poster')),
  route('tasks/:taskId/visit', file('visit/visit')),
  route('tasks/:taskId/walk-in', file('roster/walk-in')),
  route('tasks/:taskId/code', file('roster/code')),
];
