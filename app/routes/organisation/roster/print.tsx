import { ArrowLeft } from 'lucide-react';
import type { Route } from './+types/print';
import { groupClaims } from '~/app/components/roster/groups';
import { PrintButton } from '~/app/components/roster/print-button';
import { LinkButton } from '~/app/components/ui/button';
import { api, notFound } from '~/app/graphql/api';
import { type RosterClaim, RosterQuery } from '~/app/graphql/organisation/roster';
import { formatMoment, formatTime, formatWindow } from '~/app/i18n/format';
import { getLocale } from '~/app/i18n/locale';
import { useLive } from '~/app/live/use-live';
import { unitOf } from '../unit';
import { m } from '~/generated/messages/messages';

/** Lines left free for people who come without having signed up: eight, and fewer where that keeps the roster on one sheet. */
const emptyLinesBeside = (people: number): number => Math.max(4, Math.min(8, 20 - people));

export async function loader({ context, url, params }: Route.LoaderArgs) {
  await unitOf(context, url);
  const { task } = await api(context).query(RosterQuery, { id: params.taskId });
  if (!task?.claims) notFound();
  return { task: { ...task, claims: task.claims }, now: new Date().toISOString() };
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData && m.organisation_roster_of({ title: loaderData.task.need.title }) }];
}

/** The roster on paper: A4, black on white, room to write. */
export default function PrintRoster({ loaderData: { task, now } }: Route.ComponentProps) {
  const { need } = task;
  useLive([`task:${task.id}`, `need:${need.id}`]);
  const zone = need.community.timeZone;
  const { here, due, done, requested } = groupClaims(task.claims, getLocale());
  const nameOf = (claim: RosterClaim) => claim.person?.displayName ?? '';
  // On paper a name is looked for in one list, wherever its owner is.
  const expected = [...here, ...due, ...done, ...requested].sort((a, b) =>
    nameOf(a).localeCompare(nameOf(b), getLocale(), { numeric: true }),
  );
  return (
    <div className="mx-auto flex max-w-page flex-col gap-4 px-4 py-6 print:max-w-none print:p-0">
      <style>{'@page { size: A4; margin: 14mm }'}</style>
      <div className="screen-only flex flex-wrap gap-3">
        <PrintButton />
        <LinkButton to={`/organisation/tasks/${task.id}/roster`} icon={ArrowLeft}>
          {m.organisation_to_roster()}
        </LinkButton>
      </div>
      <header className="flex flex-col gap-1 border-b-2 border-ink pb-3">
        <p className="text-meta">
          {need.organisation?.name} · {m.organisation_need_number({ number: need.number })}
        </p>
        <h1 className="text-headline">{need.title}</h1>
        <p className="text-lead font-semibold">
          {task.title !== need.title && `${task.title} · `}
          {formatWindow(task.startsAt, task.endsAt, zone)}
        </p>
        <p>
          {need.placeName ?? need.community.name} ·{' '}
          {m.organisation_from_to_people({ least: task.minimumPlaces, count: task.maximumPlaces })}
        </p>
        {need.bring && <p>{m.organisation_print_bring({ text: need.bring })}</p>}
        {need.risks && <p>{m.organisation_print_risks({ text: need.risks })}</p>}
        <p className="font-semibold">{m.organisation_print_how()}</p>
      </header>
      <div
        role="region"
        aria-label={m.organisation_roster()}
        tabIndex={0}
        className="overflow-x-auto print:overflow-visible"
      >
        <table className="w-full min-w-[40rem] table-fixed border-collapse print:min-w-0">
          <caption className="sr-only">{m.organisation_roster_of({ title: need.title })}</caption>
          <thead>
            <tr className="text-left">
              <th scope="col" className={`${cell} w-14`}>
                {m.organisation_print_number()}
              </th>
              <th scope="col" className={cell}>
                {m.organisation_print_name()}
              </th>
              <th scope="col" className={`${cell} w-[13%]`}>
                {m.organisation_print_in()}
              </th>
              <th scope="col" className={`${cell} w-[13%]`}>
                {m.organisation_print_out()}
              </th>
              <th scope="col" className={`${cell} w-[26%]`}>
                {m.organisation_print_signature()}
              </th>
            </tr>
          </thead>
          <tbody>
            {expected.map((claim, position) => (
              <tr key={claim.id} className="break-inside-avoid">
                <td className={cell}>{position + 1}</td>
                <td className={`${cell} font-semibold`}>
                  {claim.person?.displayName ?? m.organisation_nameless()}
                </td>
                <td className={cell}>{claim.attendance && formatTime(claim.attendance.checkedInAt, zone)}</td>
                <td className={cell}>
                  {claim.attendance?.checkedOutAt && formatTime(claim.attendance.checkedOutAt, zone)}
                </td>
                <td className={cell} />
              </tr>
            ))}
            {Array.from({ length: emptyLinesBeside(expected.length) }, (_, line) => (
              <tr key={line} className="break-inside-avoid">
                <td className={cell}>{expected.length + line + 1}</td>
                <td className={cell}>
                  {line === 0 && (
                    <span className="text-meta text-muted">{m.organisation_print_walk_in()}</span>
                  )}
                </td>
                <td className={cell} />
                <td className={cell} />
                <td className={cell} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <footer className="flex flex-wrap justify-between gap-4 text-meta break-inside-avoid">
        <span>{m.organisation_print_in_charge()} ______________________</span>
        <span>{m.organisation_print_made({ when: formatMoment(now, zone) })}</span>
      </footer>
    </div>
  );
}

const cell =
  'h-10 border border-control px-2 py-1 align-middle print:h-[8.5mm] print:border-[#000] print:py-0 print:leading-tight';
