import { CalendarPlus, CalendarSync } from 'lucide-react';
import { useState } from 'react';
import { m } from '~/generated/messages/messages';
import type { CalendarFeed, CalendarKind } from '~/app/graphql/calendars';
import { formatFromNow } from '~/app/i18n/format';
import { ActionForm } from '~/app/components/ui/action-form';
import { Banner } from '~/app/components/ui/banner';
import { Details } from '~/app/components/ui/details';
import { TextArea } from '~/app/components/ui/text-field';
import type { CalendarReply } from './act-on-calendar';
import { CopyButton } from './copy-button';

const words = {
  person: {
    title: m.calendar_title_person,
    lead: m.calendar_lead_person,
    privacy: m.calendar_private_person,
  },
  organisation: {
    title: m.calendar_title_organisation,
    lead: m.calendar_lead_organisation,
    privacy: m.calendar_private_organisation,
  },
  community: {
    title: m.calendar_title_community,
    lead: m.calendar_lead_community,
    privacy: m.calendar_private_community,
  },
} satisfies Record<CalendarKind, unknown>;

interface CalendarAddressProps {
  kind: CalendarKind;
  /** The address that works now; null where none was made. */
  feed: CalendarFeed | null;
  /** The page's action's answer, where it is about a calendar. */
  reply?: CalendarReply | null;
  now: string;
}

/** The address that a calendar program reads tasks from: made, shown once, renewed and stopped. Closed until somebody wants it. */
export function CalendarAddress({ kind, feed, reply, now }: CalendarAddressProps) {
  const { title, lead, privacy } = words[kind];
  const form = reply && 'calendarForm' in reply ? reply.calendarForm : undefined;
  // It is shown this once: what happens elsewhere makes the page anew, and takes the action's answer away.
  const [made, setMade] = useState<MadeAddress | null>(null);
  const answered = reply && 'address' in reply ? reply : null;
  if (answered && answered !== made) setMade(answered);
  const shown = feed && (answered ?? made);
  const make = { intent: 'make-calendar', kind };
  return (
    <Details summary={title()} open={Boolean(reply ?? shown)}>
      <p>{lead()}</p>
      <p className="text-muted">{privacy()}</p>
      {shown && <Made {...shown} />}
      {feed ? (
        <>
          <p className="text-muted">
            {m.calendar_since({ when: formatFromNow(feed.createdAt, now) })} ·{' '}
            {feed.lastReadAt
              ? m.calendar_read({ when: formatFromNow(feed.lastReadAt, now) })
              : m.calendar_unread()}
          </p>
          <div className="flex flex-wrap items-start gap-3">
            <ActionForm hidden={make} reply={form} label={m.calendar_renew()} icon={CalendarSync} />
            <ActionForm
              hidden={{ intent: 'revoke-calendar', id: feed.id }}
              reply={form}
              label={m.calendar_revoke()}
              tone="danger"
            />
          </div>
          <p className="text-meta text-muted">{m.calendar_renew_note()}</p>
        </>
      ) : (
        <ActionForm hidden={make} reply={form} label={m.calendar_make()} icon={CalendarPlus} />
      )}
    </Details>
  );
}

type MadeAddress = Extract<CalendarReply, { address: string }>;

function Made({ address, subscribeAddress }: MadeAddress) {
  return (
    <div className="flex flex-col gap-3">
      <Banner tone="success" urgent title={m.calendar_made()} />
      <TextArea
        field={{ id: 'calendar-address', name: 'address', initialValue: address }}
        label={m.calendar_address()}
        hint={m.calendar_address_hint()}
        className="font-mono break-all"
        rows={3}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="flex flex-wrap gap-3">
        <a
          href={subscribeAddress}
          className="inline-flex min-h-target items-center gap-2 rounded-control border border-primary bg-primary px-4 py-2 font-semibold text-on-primary no-underline hover:bg-primary-strong"
        >
          <CalendarPlus aria-hidden className="size-5 shrink-0" />
          {m.calendar_open()}
        </a>
        <CopyButton text={address} />
      </div>
    </div>
  );
}
