import { redirect } from 'react-router';
import { z } from 'zod';
import { isProblem, readForm } from '~/app/forms/form';
import { identityCheckShape } from '~/app/components/organisation/identity-check';
import type { Api } from '~/app/graphql/api';
import { CheckIdentity } from '~/app/graphql/organisation/identity';
import { AddMember, EndMembership } from '~/app/graphql/organisation/members';

const shape = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('add'),
    identifier: z.string().trim().min(2).max(200),
    role: z.enum(['member', 'coordinator', 'officer', 'chair', 'grid_worker', 'building_steward']),
    community: z.string().optional(),
  }),
  z.object({ intent: z.literal('end'), membership: z.string() }),
  identityCheckShape,
]);

/** Adds a member to a unit, ends a membership or checks a member's identity; what both kinds of unit post. */
export async function changeMembers({ mutate }: Api, form: FormData, organisation: string, back: string) {
  const read = readForm(form, shape);
  if (!read.ok) return read.reply;
  const change = read.value;
  const result = await make();
  return isProblem(result) ? read.refuse(result) : redirect(back);

  async function make() {
    if (change.intent === 'add') return add(change);
    if (change.intent === 'end')
      return (await mutate(EndMembership, { input: { id: change.membership } })).endMembership;
    const { person, documentKind, lastFour } = change;
    return (await mutate(CheckIdentity, { input: { person, documentKind, lastFour } })).checkIdentity;
  }

  async function add({ identifier, role, community }: Extract<typeof change, { intent: 'add' }>) {
    const hasArea = role === 'grid_worker' || role === 'building_steward';
    const input = { organisation, identifier, role, community: hasArea ? community : null };
    return (await mutate(AddMember, { input })).addMember;
  }
}
