import { m } from '~/generated/messages/messages';
import { ChoiceGroup, SelectField } from '~/app/components/ui/choice-field';
import type { FieldMeta } from '~/app/components/ui/field';
import { TextArea, TextField } from '~/app/components/ui/text-field';

interface WhatFieldsProps {
  fields: Record<'kind' | 'title' | 'summary' | 'category' | 'urgency', FieldMeta>;
  categories: readonly { id: string; name: string; parent: { name: string } | null }[];
}

/** What is needed: the fields of the first step. */
export function WhatFields({ fields, categories }: WhatFieldsProps) {
  return (
    <>
      <TextField
        field={fields.title}
        label={m.organisation_field_title()}
        hint={m.organisation_field_title_hint()}
        maxLength={120}
      />
      <TextArea
        field={fields.summary}
        label={m.organisation_field_summary()}
        hint={m.organisation_field_summary_hint()}
        rows={6}
        maxLength={5000}
      />
      <SelectField
        field={fields.category}
        label={m.organisation_field_category()}
        optional
        empty={m.organisation_field_category_none()}
        options={categories.map(({ id, name, parent }) => ({
          value: id,
          label: parent ? `${parent.name} · ${name}` : name,
        }))}
      />
      <ChoiceGroup
        field={fields.kind}
        label={m.organisation_field_kind()}
        type="radio"
        options={[
          { value: 'activity', label: m.organisation_kind_activity() },
          { value: 'help', label: m.organisation_kind_help() },
          { value: 'wish', label: m.organisation_kind_wish() },
        ]}
      />
      <ChoiceGroup
        field={fields.urgency}
        label={m.organisation_field_urgency()}
        type="radio"
        inline
        options={[
          { value: 'normal', label: m.organisation_urgency_normal() },
          { value: 'soon', label: m.organisation_urgency_soon() },
          { value: 'urgent', label: m.organisation_urgency_urgent() },
        ]}
      />
    </>
  );
}
