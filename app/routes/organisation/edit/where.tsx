import { useState } from 'react';
import { Form, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/where';
import { EditFrame } from '~/app/components/organisation/edit-frame';
import { PlacePicker } from '~/app/components/organisation/place-picker';
import { StepErrors } from '~/app/components/organisation/step-errors';
import { Button } from '~/app/components/ui/button';
import { ChoiceGroup, SelectField } from '~/app/components/ui/choice-field';
import { TextField } from '~/app/components/ui/text-field';
import { isProblem, readForm } from '~/app/forms/form';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { api } from '~/app/graphql/api';
import { Choices } from '~/app/graphql/organisation/needs';
import { draftOf, saveStep } from './draft';
import { pointOf, pointToSave } from './point';
import { versionShape } from './what-shape';
import { m } from '~/generated/messages/messages';

const shape = versionShape.extend({
  community: z.string(),
  placeKind: z.enum(['public', 'unit', 'private_home']),
  placeName: z.string().trim().max(200).optional(),
  latitude: z.coerce.number().min(-90).max(90).optional(),
  longitude: z.coerce.number().min(-180).max(180).optional(),
  mapSeen: z.literal('on').optional(),
});

export { shouldRevalidate } from './read-anew';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const [need, { communities }] = await Promise.all([
    draftOf(context, url, params.needId),
    api(context).query(Choices),
  ]);
  return { need, communities };
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  const need = await draftOf(context, url, params.needId);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { version, community, placeKind, placeName = null } = read.value;
  const result = await saveStep(context, need, version, {
    community,
    placeKind,
    placeName,
    ...pointToSave(need, { ...read.value, placeName }),
  });
  return isProblem(result) ? read.refuse(result) : redirect(`/organisation/needs/${need.id}/edit/tasks`);
}

export function meta() {
  return [{ title: m.organisation_where_question() }];
}

export default function EditWhere({ loaderData, actionData }: Route.ComponentProps) {
  const { need, communities } = loaderData;
  const [form, fields] = useServerForm<Record<'community' | 'placeKind' | 'placeName', string>>(actionData, {
    community: need.community.id,
    placeKind: need.placeKind,
    placeName: need.placeName,
  });
  const sent = actionData?.initialValue;
  const [districtId, setDistrict] = useState(String(sent?.community ?? need.community.id));
  const [placeKind, setPlaceKind] = useState(String(sent?.placeKind ?? need.placeKind));
  const district = communities.find((each) => each.id === districtId) ?? need.community;
  return (
    <EditFrame step="where" question={m.organisation_where_question()} needId={need.id}>
      <Form {...formProps(form)} className="flex flex-col gap-6">
        <StepErrors
          errors={form.errors}
          sent={sent?.version}
          current={need.version}
          facts={[
            { term: m.organisation_field_community(), value: need.community.name },
            { term: m.organisation_field_place(), value: need.placeName },
          ]}
        />
        <input type="hidden" name="version" value={need.version} />
        <div
          onChange={(event) => {
            if (event.target instanceof HTMLInputElement) setPlaceKind(event.target.value);
          }}
        >
          <ChoiceGroup
            field={fields.placeKind}
            label={m.organisation_field_place_kind()}
            type="radio"
            options={[
              { value: 'public', label: m.organisation_place_public() },
              { value: 'unit', label: m.organisation_place_unit() },
              { value: 'private_home', label: m.organisation_place_home() },
            ]}
          />
        </div>
        <TextField
          field={fields.placeName}
          label={m.organisation_field_place()}
          hint={m.organisation_field_place_hint()}
          optional
          maxLength={200}
        />
        <SelectField
          field={fields.community}
          label={m.organisation_field_community()}
          hint={m.organisation_field_community_hint()}
          options={communities.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setDistrict(event.target.value)}
        />
        {placeKind === 'private_home' ? (
          <p className="text-muted">{m.organisation_pin_home({ district: district.name })}</p>
        ) : (
          <PlacePicker initial={pointOf(need)} centre={centreOf(district)} district={district.name} />
        )}
        <Button tone="primary">{m.organisation_save_continue()}</Button>
      </Form>
    </EditFrame>
  );
}

const centreOf = ({ latitude, longitude }: { latitude: number | null; longitude: number | null }) =>
  latitude === null || longitude === null ? null : { latitude, longitude };
