import { CalendarOff, CalendarPlus, TriangleAlert } from 'lucide-react';
import { m } from '~/generated/messages/messages';
import { ActionForm, answers, fieldOf, ReasonForm } from '~/app/components/ui/action-form';
import { Badge } from '~/app/components/ui/badge';
import { Details } from '~/app/components/ui/details';
import { DateField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import type { SeriesDate } from '~/app/graphql/organisation/series';
import { formatCalendarDay, formatTime } from '~/app/i18n/format';

interface SeriesDatesProps {
  dates: readonly SeriesDate[];
  zone: string;
  now: string;
  reply?: FormReply;
}

/** The coming dates of a rhythm; those that are not made yet are folded away. */
export function SeriesDates({ dates, zone, now, reply }: SeriesDatesProps) {
  const soon = dates.filter(({ state }) => state !== 'planned');
  const later = dates.filter(({ state }) => state === 'planned');
  const list = (some: readonly SeriesDate[]) => (
    <ul className="flex flex-col gap-3">
      {some.map((date) => (
        <DateItem key={date.occurrence} {...{ date, zone, now, reply }} />
      ))}
    </ul>
  );
  return (
    <>
      {soon.length > 0 ? list(soon) : <p className="text-muted">{m.series_dates_none()}</p>}
      {later.length > 0 && (
        <Details summary={m.series_dates_later({ count: later.length })}>
          <p className="text-muted">{m.series_dates_later_hint()}</p>
          {list(later)}
        </Details>
      )}
    </>
  );
}

interface DateItemProps extends Omit<SeriesDatesProps, 'dates'> {
  date: SeriesDate;
}

function DateItem({ date, zone, now, reply }: DateItemProps) {
  const day = formatCalendarDay(date.day, now);
  const taken = date.tasks.reduce((sum, task) => sum + task.takenPlaces, 0);
  const places = date.tasks.reduce((sum, task) => sum + task.maximumPlaces, 0);
  const times = [
    ...new Set(
      date.tasks.map((task) => `${formatTime(task.startsAt, zone)}–${formatTime(task.endsAt, zone)}`),
    ),
  ];
  const begun = date.tasks.some((task) => task.startsAt <= now);
  const of = { occurrence: String(date.occurrence) };
  return (
    <li className="flex flex-col gap-3 rounded-card border border-rule bg-surface p-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div>
          <p className="font-semibold">{day}</p>
          {times.length > 0 && <p className="tabular-nums">{times.join(' · ')}</p>}
          {places > 0 && <p className="text-muted">{m.organisation_places_taken({ taken, places })}</p>}
        </div>
        <div className="flex flex-wrap gap-1.5">
          {date.state === 'left_out' && <Badge icon={CalendarOff}>{m.series_left_out()}</Badge>}
          {date.state === 'planned' && <Badge icon={CalendarPlus}>{m.series_planned()}</Badge>}
          {date.isMoved && <Badge>{m.series_moved()}</Badge>}
          {date.isOtherTime && (
            <Badge tone="caution" icon={TriangleAlert}>
              {m.series_other_time()}
            </Badge>
          )}
          {date.isKept && <Badge tone="primary">{m.series_kept()}</Badge>}
        </div>
      </div>
      {date.state === 'left_out' && (
        <ActionForm
          hidden={{ intent: 'hold', ...of }}
          reply={reply}
          label={<Named words={m.series_hold()} full={m.series_hold_of({ day })} />}
        />
      )}
      {!begun && date.state !== 'left_out' && <LeaveOut {...{ of, day, reply, isPromised: date.held }} />}
      {!begun && date.state === 'made' && !date.held && (
        <Details
          summary={<Named words={m.series_move()} full={m.series_move_of({ day })} />}
          open={answers(reply, { intent: 'move', ...of })}
        >
          <ActionForm hidden={{ intent: 'move', ...of }} reply={reply} label={m.series_move_do()}>
            {(mine) => (
              <DateField
                field={fieldOf({ intent: 'move', ...of }, 'to', mine, date.day)}
                label={m.series_move_to()}
                hint={m.series_move_hint()}
              />
            )}
          </ActionForm>
        </Details>
      )}
    </li>
  );
}

interface LeaveOutProps {
  of: { occurrence: string };
  day: string;
  /** Somebody has signed up: they are told why. */
  isPromised: boolean;
  reply?: FormReply;
}

function LeaveOut({ of, day, isPromised, reply }: LeaveOutProps) {
  const name = <Named words={m.series_leave_out()} full={m.series_leave_out_of({ day })} />;
  if (!isPromised)
    return <ActionForm hidden={{ intent: 'leave-out', ...of }} reply={reply} label={name} tone="danger" />;
  return (
    <ReasonForm
      hidden={{ intent: 'call-off', ...of }}
      reply={reply}
      summary={name}
      question={m.series_leave_out_question()}
      hint={m.series_leave_out_hint()}
      label={m.series_leave_out_do()}
    />
  );
}

/** What is read says which date; what is seen stands below it. */
function Named({ words, full }: { words: string; full: string }) {
  return (
    <>
      <span aria-hidden>{words}</span>
      <span className="sr-only">{full}</span>
    </>
  );
}
