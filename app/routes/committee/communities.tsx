import { randomUUID } from 'node:crypto';
import { MapPinPlus } from 'lucide-react';
import { redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/communities';
import { CommunityTree, flattened } from '~/app/components/community/community-tree';
import { levels, levelsBelow, levelWords } from '~/app/components/community/level-words';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { ActionForm, fieldOf } from '~/app/components/ui/action-form';
import { Card } from '~/app/components/ui/card';
import { ChoiceGroup, SelectField } from '~/app/components/ui/choice-field';
import { Section } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import { type FormReply, isProblem, readForm } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import {
  AddCommunity,
  type Branch,
  CommunitiesBelow,
  SetCommunitySettings,
} from '~/app/graphql/committee/communities';
import { committeeOf } from '../organisation/unit';
import { m } from '~/generated/messages/messages';

const shape = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('add'),
    key: z.string(),
    parent: z.string(),
    level: z.enum(levels),
    name: z.string().trim().max(80),
    nameEn: z.string().trim().max(80).optional(),
    chair: z.string().trim().max(254).optional(),
  }),
  z.object({ intent: z.literal('visits'), visitAlertMinutes: z.coerce.number().int().min(5).max(240) }),
  z.object({ intent: z.literal('review'), reviewVerifiedUnits: z.enum(['yes', 'no']) }),
]);

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { node, communities } = await api(context).query(CommunitiesBelow, { community: unit.community.id });
  if (node?.__typename !== 'Community') notFound();
  return { unit, own: node, below: communities, key: randomUUID() };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  const unit = await committeeOf(context, url);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const result = await change(read.value);
  return isProblem(result) ? read.refuse(result) : redirect(url.pathname);

  async function change(wish: z.output<typeof shape>) {
    const { mutate } = api(context);
    if (wish.intent === 'review') {
      const input = {
        community: unit.community.id,
        reviewVerifiedUnits: wish.reviewVerifiedUnits === 'yes',
      };
      return (await mutate(SetCommunitySettings, { input })).setCommunitySettings;
    }
    if (wish.intent === 'visits') {
      const input = { community: unit.community.id, visitAlertMinutes: wish.visitAlertMinutes };
      return (await mutate(SetCommunitySettings, { input })).setCommunitySettings;
    }
    const { key, parent, level, name, nameEn, chair } = wish;
    return (await mutate(AddCommunity, { input: { parent, level, name, nameEn, chair }, key })).addCommunity;
  }
}

export function meta() {
  return [{ title: m.committee_communities_title() }];
}

/** What lies below a committee's community; its chair adds to it and says how needs are taken in. */
export default function Communities({ loaderData, actionData }: Route.ComponentProps) {
  const { unit, own, below, key } = loaderData;
  const offered = levelsBelow(own.level);
  return (
    <DeskPage
      title={m.committee_communities_title()}
      lead={m.committee_communities_lead({ community: unit.community.name })}
    >
      <Section title={m.committee_communities_below()}>
        {below.length > 0 ? (
          <CommunityTree branches={below} />
        ) : (
          <p className="text-muted">{m.committee_communities_none()}</p>
        )}
      </Section>
      {unit.may.includes('community.add') && offered.length > 0 && (
        <Section title={m.committee_communities_add()}>
          <Card>
            <AddForm
              // A new form once something was added, with nothing typed in it.
              key={below.length + flattened(below).length}
              idempotencyKey={key}
              parents={[unit.community, ...flattened(below).filter(({ level }) => level !== 'grid')]}
              offered={offered}
              reply={actionData}
            />
          </Card>
        </Section>
      )}
      {unit.may.includes('community.settings') && (
        <Section title={m.committee_communities_review()}>
          <Card>
            <ReviewForm reviewed={own.reviewVerifiedUnits === true} reply={actionData} />
          </Card>
        </Section>
      )}
      {unit.may.includes('community.settings') && (
        <Section title={m.visits_title()}>
          <Card>
            <VisitsForm minutes={own.visitAlertMinutes ?? null} reply={actionData} />
          </Card>
        </Section>
      )}
    </DeskPage>
  );
}

interface AddFormProps {
  idempotencyKey: string;
  parents: readonly Pick<Branch, 'id' | 'name'>[];
  offered: readonly Branch['level'][];
  reply: FormReply | undefined;
}

function AddForm({ idempotencyKey, parents, offered, reply }: AddFormProps) {
  const add = { intent: 'add' };
  return (
    <ActionForm
      hidden={add}
      reply={reply}
      label={m.committee_communities_add()}
      tone="primary"
      icon={MapPinPlus}
    >
      {(mine) => (
        <>
          <input type="hidden" name="key" value={idempotencyKey} />
          <TextField field={fieldOf(add, 'name', mine)} label={m.committee_communities_name()} />
          <TextField
            field={fieldOf(add, 'nameEn', mine)}
            label={m.committee_communities_name_en()}
            optional
          />
          <SelectField
            field={fieldOf(add, 'level', mine, offered[0])}
            label={m.public_setup_level()}
            options={offered.map((level) => ({ value: level, label: levelWords(level) }))}
          />
          <SelectField
            field={fieldOf(add, 'parent', mine, parents[0]?.id)}
            label={m.committee_communities_parent()}
            options={parents.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <TextField
            field={fieldOf(add, 'chair', mine)}
            label={m.committee_communities_chair()}
            hint={m.committee_communities_chair_hint()}
            autoComplete="off"
          />
        </>
      )}
    </ActionForm>
  );
}

function ReviewForm({ reviewed, reply }: { reviewed: boolean; reply: FormReply | undefined }) {
  const review = { intent: 'review' };
  return (
    <ActionForm hidden={review} reply={reply} label={m.common_save()}>
      {(mine) => (
        <ChoiceGroup
          field={fieldOf(review, 'reviewVerifiedUnits', mine, reviewed ? 'yes' : 'no')}
          type="radio"
          label={m.committee_communities_review_question()}
          hint={m.committee_communities_review_hint()}
          options={[
            { value: 'no', label: m.committee_communities_review_no() },
            { value: 'yes', label: m.committee_communities_review_yes() },
          ]}
        />
      )}
    </ActionForm>
  );
}

function VisitsForm({ minutes, reply }: { minutes: number | null; reply: FormReply | undefined }) {
  const visits = { intent: 'visits' };
  return (
    <ActionForm hidden={visits} reply={reply} label={m.visits_setting_set()}>
      {(mine) => (
        <TextField
          field={fieldOf(visits, 'visitAlertMinutes', mine, minutes === null ? undefined : String(minutes))}
          label={m.visits_setting()}
          hint={m.visits_setting_hint()}
          type="number"
          min={5}
          max={240}
        />
      )}
    </ActionForm>
  );
}
