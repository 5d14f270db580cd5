import { LogIn, LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { m } from '~/generated/messages/messages';
import { fieldOf } from '~/app/components/ui/action-form';
import { SelectField } from '~/app/components/ui/choice-field';
import { Details } from '~/app/components/ui/details';
import type { FormReply } from '~/app/forms/form';
import type { RosterClaim } from '~/app/graphql/organisation/roster';
import type { RosterGroups as Groups } from './groups';
import { PeopleList } from './people-list';
import {
  Absent,
  Arrive,
  breakOptions,
  Decide,
  Leave,
  LeaveWithBreak,
  NotAbsent,
  Note,
} from './roster-actions';
import { RosterRow } from './roster-row';
import { useDeviceOfRoster } from './use-device';

interface RosterGroupsProps {
  groups: Groups;
  task: { startsAt: string; endsAt: string };
  zone: string;
  now: string;
  reply?: FormReply;
}

const hour = 3_600_000;

/**
 * Everybody of a task, in the order of what there is to do: requests beforehand, arrivals around the start, departures from
 * shortly before the end.
 */
export function RosterGroups({ groups, task, zone, now, reply }: RosterGroupsProps) {
  const [untilStart, untilEnd] = [task.startsAt, task.endsAt].map((at) => Date.parse(at) - Date.parse(now));
  const isOn = (untilStart ?? 0) < 2 * hour;
  const row = (
    claim: RosterClaim,
    parts: { children?: ReactNode; more?: ReactNode; tickFor?: string } = {},
  ) => <RosterRow key={claim.id} claim={claim} zone={zone} reply={reply} {...parts} />;

  const requests = (
    <PeopleList
      key="requested"
      id="requested"
      title={m.organisation_roster_requested({ count: groups.requested.length })}
      claims={groups.requested}
    >
      {(claim) => row(claim, { children: <Decide claim={claim} reply={reply} /> })}
    </PeopleList>
  );
  const due = (
    <PeopleList
      key="due"
      id="due"
      title={m.organisation_roster_due({ count: groups.due.length })}
      claims={groups.due}
      reply={reply}
      together={{ intent: 'in-many', label: m.organisation_check_in_ticked(), icon: LogIn }}
    >
      {(claim, tickFor) =>
        row(claim, {
          tickFor,
          children: <Arrive claim={claim} reply={reply} />,
          more: (
            <>
              {(untilStart ?? 0) <= 0 && <Absent claim={claim} reply={reply} />}
              <Note claim={claim} reply={reply} />
            </>
          ),
        })
      }
    </PeopleList>
  );
  const here = (
    <PeopleList
      key="here"
      id="here"
      title={m.organisation_roster_here({ count: groups.here.length })}
      claims={groups.here}
      reply={reply}
      together={{
        intent: 'out-many',
        label: m.organisation_check_out_ticked(),
        icon: LogOut,
        fields: (
          <SelectField
            field={fieldOf({ intent: 'out-many' }, 'breakMinutes', undefined, '0')}
            label={m.organisation_break()}
            options={breakOptions()}
          />
        ),
      }}
    >
      {(claim, tickFor) =>
        row(claim, {
          tickFor,
          children: <Leave claim={claim} reply={reply} />,
          more: (
            <>
              <LeaveWithBreak claim={claim} reply={reply} />
              <Note claim={claim} reply={reply} />
            </>
          ),
        })
      }
    </PeopleList>
  );
  const noted = (claim: RosterClaim) => row(claim, { more: <Note claim={claim} reply={reply} /> });
  return (
    <>
      {!isOn && requests}
      {(untilEnd ?? 0) < hour / 2 ? [here, due] : [due, here]}
      {isOn && requests}
      <PeopleList
        id="offered"
        title={m.organisation_roster_offered({ count: groups.offered.length })}
        claims={groups.offered}
      >
        {(claim) => row(claim)}
      </PeopleList>
      <PeopleList
        id="waitlist"
        title={m.organisation_roster_waitlisted({ count: groups.waitlisted.length })}
        claims={groups.waitlisted}
      >
        {(claim) => row(claim)}
      </PeopleList>
      <PeopleList
        id="absent"
        title={m.organisation_roster_absent({ count: groups.absent.length })}
        claims={groups.absent}
      >
        {(claim) =>
          row(claim, {
            children: <NotAbsent claim={claim} reply={reply} />,
            more: <Note claim={claim} reply={reply} />,
          })
        }
      </PeopleList>
      <PeopleList
        id="done"
        title={m.organisation_roster_done({ count: groups.done.length })}
        claims={groups.done}
      >
        {noted}
      </PeopleList>
      <Aside
        title={m.organisation_roster_gone({ count: groups.gone.length })}
        claims={groups.gone}
        row={row}
      />
    </>
  );
}

/** People who are not expected: there to look up, out of the way, unless something about them is to be read. */
function Aside({
  title,
  claims,
  row,
}: {
  title: string;
  claims: readonly RosterClaim[];
  row: (claim: RosterClaim) => ReactNode;
}) {
  const refused = useDeviceOfRoster()?.queue.taps.filter(({ refusal }) => refusal !== null) ?? [];
  if (claims.length === 0) return null;
  return (
    <Details summary={title} open={claims.some(({ id }) => refused.some(({ claim }) => claim === id))}>
      <ul className="-mx-4 divide-y divide-rule">{claims.map((claim) => row(claim))}</ul>
    </Details>
  );
}
