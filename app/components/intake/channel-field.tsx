import { channels, channelWords } from './choices';
import { Reveal } from './reveal';
import { Choice } from '~/app/components/ui/choice-field';
import type { FieldMeta } from '~/app/components/ui/field';
import { TextField } from '~/app/components/ui/text-field';
import { m } from '~/generated/messages/messages';

/** How the request came; as last time unless told otherwise. A paper form has a number of its own. */
export function ChannelField({ fields }: { fields: Record<'channel' | 'paperNumber', FieldMeta> }) {
  return (
    <Reveal
      choice={
        <fieldset>
          <legend className="font-semibold">{m.committee_intake_channel()}</legend>
          <div className="flex flex-wrap gap-x-6">
            {channels.map((channel) => (
              <span key={channel} className={channel === 'paper' ? 'reveal-when' : undefined}>
                <Choice field={fields.channel} type="radio" value={channel}>
                  {channelWords[channel]()}
                </Choice>
              </span>
            ))}
          </div>
        </fieldset>
      }
    >
      <TextField
        field={fields.paperNumber}
        label={m.committee_intake_paper_number()}
        autoComplete="off"
        maxLength={60}
      />
    </Reveal>
  );
}
