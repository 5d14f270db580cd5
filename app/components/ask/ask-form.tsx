import { Send } from 'lucide-react';
import { useState } from 'react';
import { Form, useNavigation } from 'react-router';
import { type Relationship, relationships } from '~/app/components/intake/choices';
import { Reveal } from '~/app/components/intake/reveal';
import { FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Choice, type Option, SelectField } from '~/app/components/ui/choice-field';
import { FieldError } from '~/app/components/ui/field';
import { TextArea, TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { m } from '~/generated/messages/messages';

type Names = Record<
  | 'key'
  | 'who'
  | 'community'
  | 'subject'
  | 'category'
  | 'name'
  | 'phone'
  | 'servedName'
  | 'servedPhone'
  | 'relationship'
  | 'building'
  | 'door'
  | 'wishedTime'
  | 'consent',
  string
>;

/** What whoever asks may be to the person who needs help. */
const relationshipWords: Record<Relationship, () => string> = {
  relative: m.ask_relative,
  neighbour: m.ask_neighbour,
  officer: m.ask_officer,
  guardian: m.ask_guardian,
  other: m.ask_other,
};

export interface AskFormProps {
  reply: FormReply | undefined;
  idempotencyKey: string;
  home: string | undefined;
  communities: readonly Option[];
  categories: readonly Option[];
  /** Who is signed in, whom they act for, and whether they can be called back. */
  viewer: { name: string | null; principal: string | null; consents: boolean; hasPhone: boolean } | null;
}

/** What is needed, who asks and for whom, where and when: as few questions as a worker needs to call back. */
export function AskForm({ reply, idempotencyKey, home, communities, categories, viewer }: AskFormProps) {
  // The key goes with the form until it is sent in, however often it is sent.
  const [key] = useState(idempotencyKey);
  const [form, fields] = useServerForm<Names>(reply, { key, community: home, who: 'self' });
  const busy = useNavigation().formMethod === 'POST';
  return (
    <Form {...formProps(form)} className="flex flex-col gap-5">
      {viewer?.principal && (
        <p className="text-lead font-semibold">{m.ask_for_principal({ name: viewer.principal })}</p>
      )}
      <Card as="div" className="flex flex-col gap-5">
        <FormErrors errors={form.errors} />
        <input type="hidden" name="key" value={String(fields.key.initialValue ?? key)} />
        <TextArea
          field={fields.subject}
          label={m.ask_subject()}
          hint={m.ask_subject_hint()}
          rows={3}
          maxLength={200}
        />
        <SelectField
          field={fields.category}
          label={m.ask_category()}
          empty={m.ask_category_none()}
          options={categories}
          optional
        />
        <TextField
          field={fields.wishedTime}
          label={m.ask_when()}
          hint={m.ask_when_hint()}
          maxLength={100}
          optional
        />
      </Card>
      {!viewer?.principal && <ForWhom fields={fields} />}
      {!viewer?.hasPhone && (
        <Card as="div" className="flex flex-col gap-5">
          {!viewer && (
            <TextField field={fields.name} label={m.ask_name()} autoComplete="name" maxLength={50} />
          )}
          <TextField
            field={fields.phone}
            label={m.ask_phone()}
            hint={m.ask_phone_hint()}
            type="tel"
            autoComplete="tel"
            maxLength={40}
          />
        </Card>
      )}
      <Card as="div" className="flex flex-col gap-5">
        <SelectField
          field={fields.community}
          label={m.ask_community()}
          empty={m.ask_community_choose()}
          options={communities}
        />
        <div className="grid gap-4 sm:grid-cols-2 elder:grid-cols-1">
          <TextField
            field={fields.building}
            label={m.ask_building()}
            autoComplete="off"
            maxLength={60}
            optional
          />
          <TextField field={fields.door} label={m.ask_door()} autoComplete="off" maxLength={60} optional />
        </div>
        <p className="text-meta text-muted">{m.ask_where_hint()}</p>
      </Card>
      {viewer?.principal && viewer.consents && (
        <Card as="div">
          <Consent field={fields.consent} />
        </Card>
      )}
      {/* Filled in by machines alone. */}
      <div hidden>
        <label htmlFor="website">{m.ask_leave_empty()}</label>
        <input id="website" name="website" tabIndex={-1} autoComplete="off" />
      </div>
      <Button tone="primary" icon={Send} disabled={busy} wide>
        {busy ? m.common_working() : m.ask_send()}
      </Button>
    </Form>
  );
}

type Fields = ReturnType<typeof useServerForm<Names>>[1];

/** For oneself, with one's own consent; or for somebody else, whom a worker asks. */
function ForWhom({ fields }: { fields: Fields }) {
  return (
    <Card as="div">
      <fieldset className="flex flex-col gap-1">
        <legend className="font-semibold">{m.ask_for_whom()}</legend>
        <Reveal
          choice={
            <Choice field={fields.who} type="radio" value="self">
              {m.ask_for_myself()}
            </Choice>
          }
        >
          <Consent field={fields.consent} />
        </Reveal>
        <Reveal
          choice={
            <Choice field={fields.who} type="radio" value="another">
              {m.ask_for_another()}
            </Choice>
          }
        >
          <TextField
            field={fields.servedName}
            label={m.ask_served_name()}
            autoComplete="off"
            maxLength={50}
          />
          <SelectField
            field={{ ...fields.relationship, initialValue: fields.relationship.initialValue ?? 'relative' }}
            label={m.ask_relationship()}
            options={relationships.map((value) => ({ value, label: relationshipWords[value]() }))}
          />
          <TextField
            field={fields.servedPhone}
            label={m.ask_served_phone()}
            hint={m.ask_served_phone_hint()}
            type="tel"
            autoComplete="off"
            maxLength={40}
            optional
          />
          <p className="text-meta text-muted">{m.ask_another_hint()}</p>
        </Reveal>
      </fieldset>
    </Card>
  );
}

function Consent({ field }: { field: Fields['consent'] }) {
  return (
    <div>
      <Choice field={field}>{m.ask_consent()}</Choice>
      <p className="text-meta text-muted">{m.ask_consent_hint()}</p>
      <FieldError field={field} />
    </div>
  );
}
