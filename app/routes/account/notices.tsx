import { Form, Link, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/notices';
import { channelWords, groupWords, modeOptions } from '~/app/components/notices/words';
import { Banner, FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { ChoiceGroup, SelectField } from '~/app/components/ui/choice-field';
import type { FieldMeta } from '~/app/components/ui/field';
import { Page } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import { type FormReply, isProblem, readForm } from '~/app/forms/form';
import { useRootData } from '~/app/root-data';
import { api, signInFirst } from '~/app/graphql/api';
import { ChooseNotices, type NoticeSettings, NoticeSettingsQuery } from '~/app/graphql/notices';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { noticeSettings: settings } = await api(context).query(NoticeSettingsQuery);
  if (!settings) signInFirst(url);
  return { settings, isSaved: url.searchParams.has('saved') };
}

const mode = z.enum(['off', 'immediately', 'daily']);
/** The fields that the page shows: of channels that are not there nothing is posted, and nothing changes. */
const shape = z.object({
  choices: z.record(
    z.enum(['now', 'mine', 'work', 'news']),
    z.object({ email: mode.optional(), sms: mode.optional(), push: mode.optional() }),
  ),
  hours: z.enum(['community', 'own']),
  from: z.string().optional(),
  until: z.string().optional(),
});

export async function action({ context, request }: Route.ActionArgs) {
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { query, mutate } = api(context);
  const { noticeSettings } = await query(NoticeSettingsQuery);
  const { choices, hours, from, until } = read.value;
  const { chooseNotices } = await mutate(ChooseNotices, {
    input: {
      choices: (noticeSettings?.groups ?? []).map((kept) => ({ ...kept, ...choices[kept.group] })),
      quiet: hours === 'own' ? { from: from ?? '', until: until ?? '' } : null,
    },
  });
  return isProblem(chooseNotices) ? read.refuse(chooseNotices) : redirect('/account/notices?saved', 303);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.notices_settings_title()} · ${m.common_brand()}` }];
}

/** What is told outside the app, over which channel and when. */
export default function NoticeChoices({ loaderData, actionData }: Route.ComponentProps) {
  const { settings, isSaved } = loaderData;
  const root = useRootData();
  const unreached = settings.channels.filter(({ isReached }) => !isReached);
  return (
    <Page title={m.notices_settings_title()} lead={m.notices_settings_lead()}>
      {isSaved && !actionData && <Banner tone="success" title={m.notices_settings_saved()} />}
      {settings.channels.length === 0 && <Banner title={m.notices_no_channels()} />}
      {unreached.map(({ channel }) => (
        <Banner
          key={channel}
          tone="caution"
          title={m.notices_not_reached({ channel: channelWords[channel]() })}
        >
          <Link to="/account" className="inline-flex min-h-target items-center">
            {m.notices_not_reached_advice()}
          </Link>
        </Banner>
      ))}
      {root?.installation.demo && (
        <p>
          <Link to="/mailbox" className="inline-flex min-h-target items-center">
            {m.notices_mailbox_title()}
          </Link>
        </p>
      )}
      {settings.channels.length > 0 && <ChoiceForm settings={settings} reply={actionData} />}
    </Page>
  );
}

function ChoiceForm({ settings, reply }: { settings: NoticeSettings; reply: FormReply | undefined }) {
  const field = (name: string, initial: string): FieldMeta => ({
    id: name.replaceAll('.', '-'),
    name,
    initialValue: reply?.initialValue ? initialOf(reply.initialValue, name) : initial,
    errors: reply?.error?.[name] ?? undefined,
  });
  return (
    <Form method="post" noValidate className="flex flex-col gap-6">
      <FormErrors errors={reply?.error?.[''] ?? undefined} />
      {settings.groups.map((choice) => (
        <Card key={choice.group}>
          <fieldset className="flex flex-col gap-3">
            <legend className="text-title">{groupWords[choice.group].name()}</legend>
            <p className="text-muted">{groupWords[choice.group].what()}</p>
            <div className="grid gap-4 sm:grid-cols-2 elder:grid-cols-1">
              {settings.channels.map(({ channel }) => (
                <SelectField
                  key={channel}
                  field={field(`choices.${choice.group}.${channel}`, choice[channel])}
                  label={channelWords[channel]()}
                  options={modeOptions()}
                />
              ))}
            </div>
          </fieldset>
        </Card>
      ))}
      <Card>
        <div className="flex flex-col gap-3">
          <ChoiceGroup
            type="radio"
            field={field('hours', settings.isOwnQuiet ? 'own' : 'community')}
            label={m.notices_quiet_title()}
            hint={m.notices_quiet_hint()}
            options={[
              { value: 'community', label: m.notices_quiet_community() },
              { value: 'own', label: m.notices_quiet_own() },
            ]}
          />
          <div className="grid grid-cols-2 gap-4 elder:grid-cols-1">
            <TextField type="time" field={field('from', settings.quietFrom)} label={m.notices_quiet_from()} />
            <TextField
              type="time"
              field={field('until', settings.quietUntil)}
              label={m.notices_quiet_until()}
            />
          </div>
        </div>
      </Card>
      <div>
        <Button tone="primary">{m.notices_settings_save()}</Button>
      </div>
    </Form>
  );
}

/** What was typed into a field of a name like a.b.c, as the answer gives it back: nested. */
function initialOf(typed: Record<string, unknown>, name: string): string | undefined {
  const value = name
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], typed);
  return typeof value === 'string' ? value : undefined;
}
