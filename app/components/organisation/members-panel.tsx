import { UserPlus } from 'lucide-react';
import { m } from '~/generated/messages/messages';
import { IdentityCheck, identityWords } from './identity-check';
import { ActionForm, fieldOf } from '~/app/components/ui/action-form';
import { Card } from '~/app/components/ui/card';
import { SelectField } from '~/app/components/ui/choice-field';
import { Section } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import type { Member } from '~/app/graphql/organisation/members';
import { formatDate } from '~/app/i18n/format';

const roles: Record<Member['role'], () => string> = {
  member: m.organisation_role_member,
  coordinator: m.organisation_role_coordinator,
  officer: m.organisation_role_officer,
  chair: m.organisation_role_chair,
  grid_worker: m.organisation_role_grid_worker,
  building_steward: m.organisation_role_building_steward,
};

interface MembersPanelProps {
  members: readonly Member[];
  /** The roles this unit gives, most usual first. */
  offered: readonly Member['role'][];
  zone: string;
  reply?: FormReply;
  /** Whether the viewer may add and end memberships. */
  mayChange: boolean;
  /** Roles the viewer may neither give nor end; others decide. */
  reserved?: readonly Member['role'][];
  /** The areas a grid worker or building steward can be responsible for; none where there are no such roles. */
  areas?: readonly { id: string; name: string }[];
}

/** Who acts for a unit: listed, added and ended; whose document was seen. */
export function MembersPanel({
  members,
  offered,
  zone,
  reply,
  mayChange,
  reserved = [],
  areas = [],
}: MembersPanelProps) {
  const add = { intent: 'add' };
  return (
    <>
      <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
        {members.map((member) => (
          <li key={member.id} className="flex flex-col gap-3 px-4 py-3">
            <div className="flex items-center justify-between gap-4">
              <div className="min-w-0">
                <p className="text-lead font-semibold">
                  {member.person?.displayName ?? m.organisation_member_unaccepted()}
                </p>
                <p className="text-meta text-muted">
                  {[
                    roles[member.role](),
                    member.community?.name,
                    m.organisation_member_since({ date: formatDate(member.createdAt, zone) }),
                    member.person?.mayBeChecked && identityWords(member.person.identityCheckedUntil, zone),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              {mayChange && !reserved.includes(member.role) && (
                <div className="shrink-0">
                  <ActionForm
                    hidden={{ intent: 'end', membership: member.id }}
                    reply={reply}
                    label={m.organisation_member_end()}
                    tone="danger"
                  />
                </div>
              )}
            </div>
            {member.person?.mayBeChecked && <IdentityCheck person={member.person} reply={reply} />}
          </li>
        ))}
      </ul>
      {mayChange && (
        <Section title={m.organisation_member_add()}>
          <Card>
            <ActionForm
              hidden={add}
              reply={reply}
              label={m.organisation_member_add()}
              tone="primary"
              icon={UserPlus}
            >
              {(mine) => (
                <>
                  <TextField
                    field={fieldOf(add, 'identifier', mine)}
                    label={m.organisation_member_identifier()}
                    hint={m.organisation_member_identifier_hint()}
                    autoComplete="off"
                  />
                  <SelectField
                    field={fieldOf(add, 'role', mine, offered[0])}
                    label={m.organisation_member_role()}
                    options={offered.map((role) => ({ value: role, label: roles[role]() }))}
                  />
                  {areas.length > 0 && (
                    <SelectField
                      field={fieldOf(add, 'community', mine, areas[0]?.id)}
                      label={m.organisation_member_area()}
                      hint={m.organisation_member_area_hint()}
                      options={areas.map(({ id, name }) => ({ value: id, label: name }))}
                    />
                  )}
                </>
              )}
            </ActionForm>
          </Card>
        </Section>
      )}
    </>
  );
}
