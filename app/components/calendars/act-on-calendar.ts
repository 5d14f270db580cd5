import { data } from 'react-router';
import { z } from 'zod';
import type { Api } from '~/app/graphql/api';
import { MakeCalendarFeed, RevokeCalendarFeed } from '~/app/graphql/calendars';
import { type FormReply, isProblem, readForm } from '~/app/forms/form';

const makeShape = z.object({
  intent: z.literal('make-calendar'),
  kind: z.enum(['person', 'organisation', 'community']),
});
const revokeShape = z.object({ intent: z.literal('revoke-calendar'), id: z.string() });

/** What the forms of a calendar's address are answered: the address, this once, or why not. */
export type CalendarReply = { address: string; subscribeAddress: string } | { calendarForm: FormReply };

/** Whether a posted form is one of a calendar's address. */
export const isCalendarForm = (form: FormData): boolean =>
  String(form.get('intent') ?? '').endsWith('-calendar');

/** Carries out the forms "make" and "stop" of a calendar's address; null once it stopped. */
export async function actOnCalendar({ mutate }: Api, form: FormData) {
  if (form.get('intent') === 'revoke-calendar') {
    const read = readForm(form, revokeShape);
    if (!read.ok) return answer(read.reply);
    const { revokeCalendarFeed } = await mutate(RevokeCalendarFeed, { input: { id: read.value.id } });
    return isProblem(revokeCalendarFeed) ? answer(read.refuse(revokeCalendarFeed)) : null;
  }
  const read = readForm(form, makeShape);
  if (!read.ok) return answer(read.reply);
  const { makeCalendarFeed: made } = await mutate(MakeCalendarFeed, { input: { kind: read.value.kind } });
  if (isProblem(made)) return answer(read.refuse(made));
  const { address, subscribeAddress } = made;
  return data<CalendarReply>({ address, subscribeAddress }, { headers: { 'Cache-Control': 'no-store' } });
}

const answer = ({ data: calendarForm, init }: { data: FormReply; init: ResponseInit | null }) =>
  data<CalendarReply>({ calendarForm }, init ?? undefined);
