import { ArrowLeft, Megaphone } from 'lucide-react';
import type { Route } from './+types/poster';
import { GroupText } from '~/app/components/roster/group-text';
import { Poster } from '~/app/components/roster/poster';
import { PrintButton } from '~/app/components/roster/print-button';
import { qrOf } from '~/app/components/roster/qr';
import { LinkButton } from '~/app/components/ui/button';
import { EmptyState } from '~/app/components/ui/empty-state';
import { api, notFound } from '~/app/graphql/api';
import { PosterQuery } from '~/app/graphql/organisation/poster';
import { useLive } from '~/app/live/use-live';
import { unitOf } from '../unit';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  await unitOf(context, url);
  const { task } = await api(context).query(PosterQuery, { id: params.taskId });
  // What happens at somebody's home hangs on no wall.
  if (!task?.need.may.includes('roster') || task.need.placeKind === 'private_home') notFound();
  return { task, qr: qrOf(task.need.shortUrl), now: new Date().toISOString() };
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData && m.organisation_poster_of({ title: loaderData.task.need.title }) }];
}

/** A task's poster: a sheet of A4, black on white. */
export default function TaskPoster({ loaderData: { task, qr, now } }: Route.ComponentProps) {
  const { need } = task;
  useLive([`task:${task.id}`, `need:${need.id}`]);
  const isOpen = need.status === 'open' || need.status === 'in_progress';
  const isOver =
    need.status !== 'draft' &&
    need.status !== 'in_review' &&
    (!isOpen || task.cancelledAt !== null || task.endsAt <= now);
  const back = (
    <LinkButton to={`/organisation/tasks/${task.id}/roster`} icon={ArrowLeft}>
      {m.organisation_to_roster()}
    </LinkButton>
  );
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-4 px-4 py-6 print:max-w-none print:p-0">
      <style>{'@page { size: A4; margin: 14mm }'}</style>
      {isOpen && !isOver ? (
        <>
          <div className="screen-only flex flex-wrap gap-3">
            <PrintButton />
            {back}
          </div>
          <Poster task={task} qr={qr} />
          <div className="screen-only">
            <GroupText task={task} />
          </div>
        </>
      ) : (
        <EmptyState icon={Megaphone} title={m.organisation_poster()} action={back}>
          {isOver ? m.organisation_poster_over() : m.organisation_poster_not_open()}
        </EmptyState>
      )}
    </div>
  );
}
