import { Form, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/profile';
import { boxesOf, windowsOf } from '~/app/components/account/free-hours';
import { offeredLanguages } from '~/app/components/account/offered-languages';
import { WeekGrid } from '~/app/components/account/week-grid';
import { optionsOfTree } from '~/app/components/board/choice-tree';
import { Banner, FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { ChoiceGroup, SelectField } from '~/app/components/ui/choice-field';
import { Details } from '~/app/components/ui/details';
import { Page, Section } from '~/app/components/ui/page';
import { DateField, TextArea, TextField } from '~/app/components/ui/text-field';
import { isProblem, readForm } from '~/app/forms/form';
import { EmergencyContacts } from '~/app/components/visits/emergency-contacts';
import { changeEmergencyContacts } from '~/app/components/visits/change-emergency-contacts';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { api, signInFirst } from '~/app/graphql/api';
import { ProfileQuery, UpdateProfile } from '~/app/graphql/profile';
import { formatDate, formatDistance, formatLanguage } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

const radii = [1000, 2000, 5000, 10_000, 20_000, 50_000];

const ProfileForm = z.object({
  displayName: z.string().trim().max(50),
  birthDate: z.iso.date({ error: () => m.account_birth_date_unreadable() }).optional(),
  about: z.string().trim().max(1000).optional(),
  homeCommunity: z.string().optional(),
  travelRadiusMetres: z.coerce.number().int().min(100).max(200_000),
  languages: z.array(z.string()).default([]),
  skills: z.array(z.string()).default([]),
  free: z.array(z.string()).default([]),
});

export async function loader({ context, url }: Route.LoaderArgs) {
  const { viewer, skills, communities } = await api(context).query(ProfileQuery);
  if (!viewer) signInFirst(url);
  const known = new Map([...viewer.profile.skills, ...skills].map((skill) => [skill.id, skill.name]));
  return {
    viewer,
    skills: [...known].map(([value, label]) => ({ value, label })),
    communities: optionsOfTree(communities, (community) => community.id),
    welcome: url.searchParams.has('welcome'),
    saved: url.searchParams.has('saved'),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const posted = await request.formData();
  if (posted.has('intent')) return changeEmergencyContacts(api(context), posted, '/account/profile');
  const form = readForm(posted, ProfileForm);
  if (!form.ok) return form.reply;
  const { free, about, homeCommunity, birthDate, ...rest } = form.value;
  const { updateProfile } = await api(context).mutate(UpdateProfile, {
    // What was emptied is taken away; what the form did not show stays as it is.
    input: {
      ...rest,
      about: about ?? null,
      homeCommunity: homeCommunity ?? null,
      ...(posted.has('birthDate') ? { birthDate: birthDate ?? null } : {}),
      availability: windowsOf(free),
    },
  });
  return isProblem(updateProfile) ? form.refuse(updateProfile) : redirect('/account/profile?saved', 303);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.account_my_profile()} · ${m.common_brand()}` }];
}

export default function ProfilePage({ loaderData, actionData }: Route.ComponentProps) {
  const { viewer, skills, communities, welcome, saved } = loaderData;
  const isEmergency = Boolean(actionData?.initialValue && 'intent' in actionData.initialValue);
  const [reply, emergency] = isEmergency ? [undefined, actionData] : [actionData, undefined];
  const { profile } = viewer;
  const checkedUntil = viewer.person.identityCheckedUntil;
  const zone = profile.homeCommunity?.timeZone ?? 'UTC';
  const [form, fields] = useServerForm<z.input<typeof ProfileForm>>(reply, {
    displayName: viewer.person.displayName ?? '',
    birthDate: viewer.birthDate ?? '',
    about: profile.about ?? '',
    homeCommunity: profile.homeCommunity?.id ?? '',
    travelRadiusMetres: String(profile.travelRadiusMetres),
    languages: profile.languages,
    skills: profile.skills.map((skill) => skill.id),
    free: boxesOf(profile.availability),
  });
  const languages = [...new Set<string>([...offeredLanguages, ...profile.languages])];
  const distances = [...new Set([...radii, profile.travelRadiusMetres])].sort((a, b) => a - b);
  return (
    <Page title={m.account_my_profile()} lead={m.account_profile_lead()}>
      {welcome && (
        <Banner tone="success" title={m.account_welcome()}>
          {m.account_welcome_next()}
        </Banner>
      )}
      {saved && <Banner tone="success" title={m.common_saved()} />}
      <Card>
        <Form {...formProps(form)} className="flex flex-col gap-6">
          <FormErrors errors={form.errors} />
          <TextField
            field={fields.displayName}
            label={m.account_name()}
            hint={m.account_name_hint()}
            autoComplete="name"
          />
          <WeekGrid name="free" ticked={textsOf(fields.free.initialValue)} />
          <SelectField
            field={fields.homeCommunity}
            label={m.account_home_community()}
            options={communities}
            empty={m.account_choose_later()}
            optional
          />
          <SelectField
            field={fields.travelRadiusMetres}
            label={m.account_radius()}
            options={distances.map((metres) => ({
              value: String(metres),
              label: m.account_radius_up_to({ distance: formatDistance(metres) }),
            }))}
          />
          <ChoiceGroup
            field={fields.languages}
            label={m.account_languages()}
            options={languages.map((tag) => ({ value: tag, label: formatLanguage(tag) }))}
            inline
          />
          <Details summary={m.account_skills_chosen({ count: profile.skills.length })}>
            <ChoiceGroup field={fields.skills} label={m.account_skills()} options={skills} columns />
          </Details>
          {!viewer.onBehalfOf && (
            <DateField
              field={fields.birthDate}
              label={m.account_birth_date()}
              hint={m.account_birth_date_hint()}
              autoComplete="bday"
              optional
            />
          )}
          <TextArea field={fields.about} label={m.account_about()} hint={m.account_about_hint()} optional />
          <Button tone="primary" wide>
            {m.common_save()}
          </Button>
        </Form>
      </Card>
      <Section title={m.visits_emergency()}>
        <p>{m.visits_emergency_own_lead()}</p>
        <Card as="div">
          <EmergencyContacts contacts={viewer.emergencyContacts} reply={emergency} />
        </Card>
      </Section>
      {!viewer.onBehalfOf && (
        <Section title={m.account_identity_title()}>
          <p>
            {checkedUntil
              ? m.account_identity_until({ date: formatDate(checkedUntil, zone) })
              : m.account_identity_unchecked()}
          </p>
        </Section>
      )}
    </Page>
  );
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
