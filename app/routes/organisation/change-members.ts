import { redirect } from 'react-router';
import { z } from 'zod';
import { isProblem, readForm } from '~/app/forms/form';
import type { Api } from '~/app/graphql/api';
import { AddMember, EndMembership } from '~/app/graphql/organisation/members';

const shape = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('add'),
    identifier: z.string().trim().min(2).max(200),
    role: z.enum(['member', 'coordinator', 'officer', 'chair', 'grid_worker', 'building_steward']),
    community: z.string().optional(),
  }),
  z.object({ intent: z.literal('end'), membership: z.string() }),
]);

/** Adds a member to a unit or ends a membership; what both kinds of unit post. */
export async function changeMembers({ mutate }: Api, form: FormData, organisation: string, back: string) {
  const read = readForm(form, shape);
  if (!read.ok) return read.reply;
  const change = read.value;
  const result =
    change.intent === 'add'
      ? await add(change)
      : (await mutate(EndMembership, { input: { id: change.membership } })).endMembership;
  return isProblem(result) ? read.refuse(result) : redirect(back);

  async function add({ identifier, role, community }: Extract<typeof change, { intent: 'add' }>) {
    const hasArea = role === 'grid_worker' || role === 'building_steward';
    const input = { organisation, identifier, role, community: hasArea ? community : null };
    return (await mutate(AddMember, { input })).addMember;
  }
}
