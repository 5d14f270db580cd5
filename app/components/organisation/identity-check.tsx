import { BadgeCheck } from 'lucide-react';
import { z } from 'zod';
import { ActionForm, answers, fieldOf } from '~/app/components/ui/action-form';
import { SelectField } from '~/app/components/ui/choice-field';
import { Details } from '~/app/components/ui/details';
import { TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import { formatDate } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

const documents = {
  id_card: m.organisation_document_id_card,
  passport: m.organisation_document_passport,
  residence_permit: m.organisation_document_residence_permit,
  other: m.organisation_document_other,
} as const;
type DocumentKind = keyof typeof documents;
const documentKinds = Object.keys(documents) as [DocumentKind, ...DocumentKind[]];

/** What the form of a check posts. */
export const identityCheckShape = z.object({
  intent: z.literal('check'),
  person: z.string(),
  documentKind: z.enum(documentKinds),
  lastFour: z
    .string({ error: () => m.organisation_identity_last_four_missing() })
    .trim()
    .min(1, { error: () => m.organisation_identity_last_four_missing() })
    .max(20),
});

/** Whether somebody's document was seen, in words. */
export function identityWords(checkedUntil: string | null, zone: string): string {
  return checkedUntil
    ? m.organisation_identity_until({ date: formatDate(checkedUntil, zone) })
    : m.organisation_identity_unchecked();
}

interface IdentityCheckProps {
  person: { id: string; identityCheckedUntil: string | null };
  reply?: FormReply;
}

/** Writes down that somebody showed their document; again, before the last check expires. */
export function IdentityCheck({ person, reply }: IdentityCheckProps) {
  const hidden = { intent: 'check', person: person.id };
  return (
    <Details
      summary={
        person.identityCheckedUntil ? m.organisation_identity_again() : m.organisation_identity_check()
      }
      open={answers(reply, hidden)}
    >
      <ActionForm
        hidden={hidden}
        reply={reply}
        label={m.organisation_identity_seen()}
        tone="primary"
        icon={BadgeCheck}
      >
        {(mine) => (
          <div className="grid gap-3 sm:grid-cols-2">
            <SelectField
              field={fieldOf(hidden, 'documentKind', mine, 'id_card')}
              label={m.organisation_identity_document()}
              options={documentKinds.map((kind) => ({ value: kind, label: documents[kind]() }))}
            />
            <TextField
              field={fieldOf(hidden, 'lastFour', mine)}
              label={m.organisation_identity_last_four()}
              hint={m.organisation_identity_last_four_hint()}
              autoComplete="off"
              maxLength={4}
            />
          </div>
        )}
      </ActionForm>
    </Details>
  );
}
