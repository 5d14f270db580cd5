import { redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/standards';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { ActionForm, fieldOf } from '~/app/components/ui/action-form';
import { Card } from '~/app/components/ui/card';
import { SelectField } from '~/app/components/ui/choice-field';
import { Section } from '~/app/components/ui/page';
import { Table, Td, Th } from '~/app/components/ui/table';
import { TextField } from '~/app/components/ui/text-field';
import { isProblem, readForm } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { SetCommunitySettings } from '~/app/graphql/committee/communities';
import { SetServiceTime, StandardsQuery } from '~/app/graphql/committee/standards';
import { committeeOf } from '../organisation/unit';
import { m } from '~/generated/messages/messages';

const unfit = { error: () => m.standards_unfit() };
const shape = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('set'),
    category: z.string().optional(),
    response: z.coerce.number(unfit).int(unfit).min(1, unfit).max(8_760, unfit),
    due: z.coerce.number(unfit).int(unfit).min(1, unfit).max(365, unfit),
  }),
  z.object({ intent: z.literal('remove'), category: z.string().optional() }),
  z.object({
    intent: z.literal('judgement'),
    judgementDays: z.coerce.number(unfit).int(unfit).min(1, unfit).max(90, unfit),
  }),
]);

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { node, categories } = await api(context).query(StandardsQuery, { community: unit.community.id });
  if (node?.__typename !== 'Community') notFound();
  return {
    community: unit.community.id,
    maySet: unit.may.includes('community.settings'),
    times: node.serviceTimes,
    judgementDays: node.judgementDays,
    categories: categories.filter(({ parent }) => parent === null),
  };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  const unit = await committeeOf(context, url);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const wish = read.value;
  const { mutate } = api(context);
  if (wish.intent === 'judgement') {
    const input = { community: unit.community.id, judgementDays: wish.judgementDays };
    const { setCommunitySettings } = await mutate(SetCommunitySettings, { input });
    return isProblem(setCommunitySettings) ? read.refuse(setCommunitySettings) : redirect(url.pathname);
  }
  const times =
    wish.intent === 'set' ? { responseMinutes: wish.response * 60, dueMinutes: wish.due * 24 * 60 } : {};
  const input = { community: unit.community.id, category: wish.category ?? null, ...times };
  const { setServiceTime } = await mutate(SetServiceTime, { input });
  return isProblem(setServiceTime) ? read.refuse(setServiceTime) : redirect(url.pathname);
}

export function meta() {
  return [{ title: m.standards_title() }];
}

/** So long in the largest unit that fits without a rest. */
function longWords(minutes: number): string {
  if (minutes % (24 * 60) === 0) return m.standards_days({ count: minutes / (24 * 60) });
  if (minutes % 60 === 0) return m.standards_hours({ count: minutes / 60 });
  return m.standards_minutes({ count: minutes });
}

/** How soon the committee answers and helps, by category; its chair sets it. */
export default function Standards({ loaderData, actionData }: Route.ComponentProps) {
  const { community, maySet, times, judgementDays, categories } = loaderData;
  const set = { intent: 'set' };
  const judgement = { intent: 'judgement' };
  return (
    <DeskPage title={m.standards_title()} lead={m.standards_lead()}>
      <Table
        caption={m.standards_title()}
        head={
          <tr>
            <Th>{m.standards_category()}</Th>
            <Th>{m.standards_response()}</Th>
            <Th>{m.standards_due()}</Th>
          </tr>
        }
      >
        {times.map(({ category, setBy, responseMinutes, dueMinutes }) => (
          <tr key={category?.id ?? 'all'}>
            <Td>
              <span className="block font-semibold">{category?.name ?? m.standards_all()}</span>
              <span className="block text-meta text-muted">
                {setBy ? m.standards_set_by({ name: setBy.name }) : m.standards_usual()}
              </span>
              {maySet && setBy?.id === community && (
                <ActionForm
                  hidden={{ intent: 'remove', category: category?.id ?? '' }}
                  reply={actionData}
                  label={m.standards_remove()}
                />
              )}
            </Td>
            <Td className="whitespace-nowrap">{longWords(responseMinutes)}</Td>
            <Td className="whitespace-nowrap">{longWords(dueMinutes)}</Td>
          </tr>
        ))}
      </Table>
      <p className="text-muted">{m.standards_urgent()}</p>
      {judgementDays !== null && <p>{m.standards_judgement({ count: judgementDays })}</p>}
      {maySet && (
        <Section title={m.standards_judgement_set()}>
          <Card>
            <ActionForm hidden={judgement} reply={actionData} label={m.common_save()}>
              {(mine) => (
                <TextField
                  field={fieldOf(judgement, 'judgementDays', mine, String(judgementDays ?? ''))}
                  label={m.standards_judgement_days()}
                  hint={m.standards_judgement_hint()}
                  inputMode="numeric"
                  autoComplete="off"
                />
              )}
            </ActionForm>
          </Card>
        </Section>
      )}
      {maySet && (
        <Section title={m.standards_set()}>
          <Card>
            <ActionForm hidden={set} reply={actionData} label={m.standards_save()} tone="primary">
              {(mine) => (
                <>
                  <SelectField
                    field={fieldOf(set, 'category', mine)}
                    label={m.standards_for()}
                    empty={m.standards_all()}
                    options={categories.map(({ id, name }) => ({ value: id, label: name }))}
                  />
                  <TextField
                    field={fieldOf(set, 'response', mine)}
                    label={m.standards_response_hours()}
                    inputMode="numeric"
                    autoComplete="off"
                  />
                  <TextField
                    field={fieldOf(set, 'due', mine)}
                    label={m.standards_due_days()}
                    inputMode="numeric"
                    autoComplete="off"
                  />
                  <p className="text-meta text-muted">{m.standards_running()}</p>
                </>
              )}
            </ActionForm>
          </Card>
        </Section>
      )}
    </DeskPage>
  );
}
