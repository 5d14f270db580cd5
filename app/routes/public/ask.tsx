import { randomUUID } from 'node:crypto';
import { data } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/ask';
import { AskForm } from '~/app/components/ask/ask-form';
import { Received } from '~/app/components/ask/received';
import { optionsOfTree } from '~/app/components/board/choice-tree';
import { relationships } from '~/app/components/intake/choices';
import { type Qr, qrOf } from '~/app/components/roster/qr';
import { Page } from '~/app/components/ui/page';
import { type FormReply, isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { AskForHelp, AskQuery, type ReceivedRequest } from '~/app/graphql/ask';
import { m } from '~/generated/messages/messages';

const text = (most: number) => z.string().trim().max(most).optional();
const needed = (most: number, error: () => string) => z.string({ error }).trim().max(most);

/** Name and phone are asked of who is not known; what a form asks for it needs, so that all that is missing is said at once. */
const shapeOf = (form: FormData) =>
  z.object({
    key: z.uuid(),
    who: z.enum(['self', 'another']).optional(),
    community: z.string({ error: () => m.ask_community_missing() }),
    subject: needed(200, m.ask_subject_missing),
    category: text(100),
    name: form.has('name') ? needed(50, m.ask_name_missing) : text(50),
    phone: form.has('phone') ? needed(40, m.ask_phone_missing) : text(40),
    servedName: form.get('who') === 'another' ? needed(50, m.ask_served_missing) : text(50),
    servedPhone: text(40),
    relationship: z.enum(relationships).optional(),
    building: text(60),
    door: text(60),
    wishedTime: text(100),
    consent: z.preprocess((value) => value === 'on', z.boolean()),
    website: z.string().max(0).optional(),
  });

export async function loader({ context }: Route.LoaderArgs) {
  const { communities, categories, viewer } = await api(context).query(AskQuery);
  return {
    key: randomUUID(),
    home: viewer?.profile.homeCommunity?.id,
    communities: optionsOfTree(communities, ({ id }) => id),
    categories: optionsOfTree(categories, ({ id }) => id),
    viewer: viewer && {
      name: viewer.person.displayName,
      principal: viewer.onBehalfOf?.displayName ?? null,
      consents: viewer.may.includes('consent.give'),
      hasPhone: viewer.contactPoints.some(({ kind }) => kind === 'phone'),
    },
  };
}

type Reply = { received: ReceivedRequest; qr: Qr } | { form: FormReply };

/** Sends the request in; the answer is the page with number and code, which stand in no address and are kept by no browser. */
export async function action({ request, context }: Route.ActionArgs) {
  const form = await request.formData();
  const read = readForm(form, shapeOf(form));
  if (!read.ok) return data<Reply>({ form: read.reply.data }, read.reply.init ?? undefined);
  const { key, who, website: _, relationship, servedName, servedPhone, ...typed } = read.value;
  const forAnother = who === 'another';
  const input = {
    ...typed,
    forAnother,
    // What was typed under the other choice is not meant.
    consent: typed.consent && !forAnother,
    ...(forAnother ? { servedName, servedPhone, relationship: relationship ?? ('other' as const) } : {}),
  };
  const { askForHelp } = await api(context).mutate(AskForHelp, { input, key });
  if (isProblem(askForHelp)) {
    const { data: reply, init } = read.refuse(askForHelp);
    return data<Reply>({ form: reply }, init ?? undefined);
  }
  return data<Reply>(
    { received: askForHelp, qr: qrOf(askForHelp.followUrl) },
    { headers: { 'Cache-Control': 'no-store' } },
  );
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.ask_title()} · ${m.common_brand()}` }];
}

export default function Ask({ loaderData, actionData }: Route.ComponentProps) {
  if (actionData && 'received' in actionData)
    return <Received request={actionData.received} qr={actionData.qr} />;
  const { key, home, communities, categories, viewer } = loaderData;
  return (
    <Page title={m.ask_title()} lead={m.ask_lead()}>
      <p>{m.ask_urgent()}</p>
      <AskForm
        reply={actionData?.form}
        idempotencyKey={key}
        home={home}
        communities={communities}
        categories={categories}
        viewer={viewer}
      />
    </Page>
  );
}
