import { useState } from 'react';
import { SelectField } from '~/app/components/ui/choice-field';
import { cx } from '~/app/components/ui/cx';
import { Details } from '~/app/components/ui/details';
import type { FieldMeta } from '~/app/components/ui/field';
import { TextField } from '~/app/components/ui/text-field';
import type { IntakePerson } from '~/app/graphql/committee/intake';
import { m } from '~/generated/messages/messages';

type Name = 'community' | 'building' | 'door';

interface WhereFieldsProps {
  fields: Record<Name, FieldMeta>;
  /** The committee's own area first, then its grids. */
  communities: readonly { id: string; name: string }[];
  /** Whoever is served, when they are known: where they live needs no asking. */
  person: IntakePerson | null;
}

/** Where help is wanted. At a known person's home it is a line to read out; elsewhere area, building and door. */
export function WhereFields({ fields, communities, person }: WhereFieldsProps) {
  // What was typed stays, whoever is picked after it; null for what nobody has touched.
  const [typed, setTyped] = useState<Partial<Record<Name, string>>>({});
  const start = (name: Name) => typed[name] ?? (fields[name].initialValue as string | undefined);
  const type = (name: Name) => (event: { currentTarget: { value: string } }) =>
    setTyped({ ...typed, [name]: event.currentTarget.value });
  const home = person?.building ?? '';
  const homeArea = communities.find(({ id }) => id === person?.community.id)?.id;
  const community = typed.community ?? homeArea ?? start('community') ?? communities[0]?.id;
  // Where a community has no parts there is nothing to choose.
  const isChoice = communities.length > 1;
  const building = typed.building ?? (start('building') || home);
  const inputs = (
    <div
      className={cx(
        'grid grid-cols-[2fr_1fr] gap-4 elder:grid-cols-1',
        isChoice && 'sm:grid-cols-[2fr_2fr_1fr]',
      )}
    >
      {isChoice ? (
        <div className="max-sm:col-span-full">
          <SelectField
            field={fields.community}
            label={m.committee_intake_community()}
            options={communities.map(({ id, name }) => ({ value: id, label: name }))}
            defaultValue={undefined}
            value={community}
            onChange={type('community')}
          />
        </div>
      ) : (
        <input type="hidden" name="community" value={community} />
      )}
      <TextField
        field={fields.building}
        label={m.committee_intake_building()}
        autoComplete="off"
        maxLength={60}
        defaultValue={undefined}
        value={building}
        onChange={type('building')}
      />
      <TextField
        field={fields.door}
        label={m.committee_intake_door()}
        autoComplete="off"
        maxLength={60}
        defaultValue={undefined}
        value={start('door') ?? ''}
        onChange={type('door')}
      />
    </div>
  );
  if (!home) return inputs;
  return (
    <Details
      summary={m.committee_intake_at_home({
        place: m.public_place_in({ place: home, community: person?.community.name ?? '' }),
      })}
      open={building !== home}
    >
      {/* The building above is meant, even when it is empty. */}
      <input type="hidden" name="homeShown" value="on" />
      {inputs}
    </Details>
  );
}
