import { ActionForm, answers, fieldOf } from '~/app/components/ui/action-form';
import { Badge } from '~/app/components/ui/badge';
import { Choice, ChoiceGroup, SelectField } from '~/app/components/ui/choice-field';
import { Details } from '~/app/components/ui/details';
import { FieldError } from '~/app/components/ui/field';
import { TextArea } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import type { PersonFile } from '~/app/graphql/committee/people';
import { formatDate } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

type Note = PersonFile['careNotes'][number];

const audienceWords = { helper: m.visits_note_helper, committee: m.visits_note_committee };

/** What to mind about a person: what holds, what held, and a form for more. */
export function CareNotes({ file, reply }: { file: PersonFile; reply?: FormReply }) {
  const zone = file.community.timeZone;
  const live = file.careNotes.filter(({ endedAt }) => !endedAt);
  const old = file.careNotes.filter(({ endedAt }) => endedAt);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">{m.visits_file_notes_hint()}</p>
      {live.length === 0 && <p className="text-muted">{m.visits_file_no_notes()}</p>}
      {live.length > 0 && (
        <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
          {live.map((note) => (
            <li key={note.id} className="flex flex-col gap-2 p-4">
              <NoteText note={note} zone={zone} />
              <ActionForm
                hidden={{ intent: 'end-note', id: note.id }}
                reply={reply}
                label={m.visits_note_end()}
              />
            </li>
          ))}
        </ul>
      )}
      <NewNote file={file} reply={reply} />
      {old.length > 0 && (
        <Details summary={m.visits_note_old({ count: old.length })}>
          <ul className="flex flex-col gap-4">
            {old.map((note) => (
              <li key={note.id}>
                <NoteText note={note} zone={zone} />
              </li>
            ))}
          </ul>
        </Details>
      )}
    </div>
  );
}

function NoteText({ note, zone }: { note: Note; zone: string }) {
  const day = formatDate(note.createdAt, zone);
  return (
    <div className="flex flex-col gap-1">
      <span>
        <Badge tone={note.audience === 'helper' ? 'primary' : 'neutral'}>
          {audienceWords[note.audience]()}
        </Badge>
      </span>
      <p className="whitespace-pre-line">{note.text}</p>
      <p className="text-meta text-muted">
        {note.writtenBy?.displayName ? m.visits_note_written({ name: note.writtenBy.displayName, day }) : day}
        {note.endedAt && ` · ${m.visits_note_ended({ day: formatDate(note.endedAt, zone) })}`}
      </p>
    </div>
  );
}

const hidden = { intent: 'add-note' };

function NewNote({ file, reply }: { file: PersonFile; reply?: FormReply }) {
  return (
    <Details summary={m.visits_note_add()} open={answers(reply, hidden)}>
      <ActionForm hidden={hidden} reply={reply} label={m.visits_note_save()}>
        {(mine) => {
          const consent = fieldOf(hidden, 'consent', mine);
          return (
            <>
              <ChoiceGroup
                field={fieldOf(hidden, 'audience', mine, 'committee')}
                label={m.visits_note_audience()}
                type="radio"
                options={[
                  { value: 'committee', label: m.visits_note_committee() },
                  { value: 'helper', label: m.visits_note_helper() },
                ]}
              />
              <TextArea
                field={fieldOf(hidden, 'text', mine)}
                label={m.visits_note_text()}
                hint={m.visits_note_text_hint()}
                rows={3}
                maxLength={1000}
              />
              {file.healthConsent ? (
                <p className="text-muted">{m.visits_consent_given()}</p>
              ) : (
                <div className="flex flex-col gap-1">
                  <p className="text-meta text-muted">{m.visits_consent_read()}</p>
                  <blockquote className="border-l-4 border-primary pl-3 text-lead">
                    {m.visits_consent_script()}
                  </blockquote>
                  <Choice field={consent}>{m.visits_consent_agreed()}</Choice>
                  <FieldError field={consent} />
                  <SelectField
                    field={fieldOf(hidden, 'channel', mine, 'phone')}
                    label={m.visits_channel()}
                    options={[
                      { value: 'phone', label: m.visits_channel_phone() },
                      { value: 'desk', label: m.visits_channel_desk() },
                      { value: 'paper', label: m.visits_channel_paper() },
                    ]}
                  />
                </div>
              )}
            </>
          );
        }}
      </ActionForm>
    </Details>
  );
}
