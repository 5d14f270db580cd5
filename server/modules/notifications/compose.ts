import type { DeliveryChannel } from '~/generated/prisma/enums';
import { m } from '~/generated/messages/messages';
import type { Deps, Settings } from '~/server/deps';
import { findVerifiedContact } from '~/server/modules/contact/reach';
import { comingToken } from '~/server/modules/reminders/coming-token';
import type { DeliveredNotice } from './delivered-notices';
import type { Outgoing, OutgoingPart } from './outgoing';
import { unsubscribeToken } from './unsubscribe-token';
import { groupOf } from './groups';
import { noticeUrl } from './urls';
import { momentWords, noticeSentence } from './words';

export type { DeliveredNotice };

/**
 * Writes what one person is told, in their language: one message, or the day's together. Nothing in it is about anybody else: no
 * reason that somebody wrote, and of help and private homes no title. Null when nobody is known to be reached any more.
 */
export async function composeOutgoing(
  deps: Pick<Deps, 'prisma' | 'settings'>,
  channel: DeliveryChannel,
  notices: readonly DeliveredNotice[],
): Promise<Outgoing | null> {
  const [first] = notices;
  if (!first) return null;
  const { personId, locale } = first;
  const address = await findVerifiedContact(deps, personId, channel === 'email' ? 'email' : 'phone');
  if (address === null) return null;
  const { publicUrl, secret } = deps.settings;
  const parts = notices.map((notice) => partOf(notice, deps.settings));
  const groups = [...new Set(notices.map(({ kind }) => groupOf[kind]))];
  const token = unsubscribeToken({ secret }, { personId, groups, channel });
  const unsubscribeUrl = `${publicUrl}/unsubscribe/${token}`;
  const [only] = parts.length === 1 ? parts : [];
  const subject = only?.text ?? m.notices_digest_subject({ count: parts.length }, { locale });
  const footer = [
    `${m.notices_mail_choose({}, { locale })} ${publicUrl}/account/notices`,
    `${m.notices_mail_stop({}, { locale })} ${unsubscribeUrl}`,
  ];
  return {
    id: first.deliveryId,
    personId,
    locale,
    address,
    subject: inShort(subject),
    text: [...parts.map((part) => `${part.text}\n${part.url}`), ['-- ', ...footer].join('\n')].join('\n\n'),
    html: htmlOf(parts, locale, { publicUrl, unsubscribeUrl }),
    parts,
    url: only?.url ?? `${publicUrl}/notices`,
    unsubscribeUrl,
  };
}

/** What a notice says outside the app: no reason that somebody wrote, and of help and private homes no title. */
export function outgoingSentence(notice: DeliveredNotice): string {
  const { kind, locale, isPrivate } = notice;
  const hidden = isPrivate ? m.notices_private({}, { locale }) : null;
  const facts = {
    ...notice,
    title: hidden ?? notice.title,
    taskTitle: hidden ?? notice.taskTitle,
    reason: null,
  };
  return noticeSentence(kind, facts, locale);
}

function partOf(notice: DeliveredNotice, settings: Pick<Settings, 'publicUrl' | 'secret'>): OutgoingPart {
  const { kind, detail, locale, isPrivate, startsAt, timeZone } = notice;
  const asks = kind === 'claim_reminder' && detail.claimId && startsAt;
  const path = asks
    ? `/coming/${comingToken(settings, detail.claimId, startsAt)}`
    : (noticeUrl(kind, detail, notice.number) ?? '/notices');
  const url = `${settings.publicUrl}${path}`;
  return {
    kind,
    text: outgoingSentence(notice),
    url,
    parameters: {
      title: isPrivate ? m.notices_private({}, { locale }) : (notice.title ?? ''),
      unit: isPrivate ? '' : (notice.unit ?? ''),
      when: startsAt ? momentWords(startsAt, timeZone ?? 'UTC', locale) : '',
      until: notice.expiresAt ? momentWords(notice.expiresAt, timeZone ?? 'UTC', locale) : '',
      url,
    },
  };
}

/** Of a length that programs show whole. */
const inShort = (text: string): string => {
  const letters = [...text];
  return letters.length <= 120 ? text : `${letters.slice(0, 119).join('')}…`;
};

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

function htmlOf(
  parts: readonly OutgoingPart[],
  locale: 'en' | 'zh-CN',
  { publicUrl, unsubscribeUrl }: { publicUrl: string; unsubscribeUrl: string },
): string {
  const open = (kind: string) =>
    escape(
      kind === 'claim_reminder' ? m.notices_mail_answer({}, { locale }) : m.notices_mail_open({}, { locale }),
    );
  const body = parts
    .map(
      ({ kind, text, url }) =>
        `<p style="font-size:18px;line-height:1.6;margin:0 0 8px">${escape(text)}</p>` +
        `<p style="margin:0 0 32px"><a href="${escape(url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;` +
        `background:#0A6B5A;color:#FFFFFF;text-decoration:none;font-size:18px">${open(kind)}</a></p>`,
    )
    .join('\n');
  const link = (url: string, words: string) =>
    `<a href="${escape(url)}" style="color:#55635F">${escape(words)}</a>`;
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;padding:24px;background:#FBF8F2;color:#1E2A2B;font-family:system-ui,sans-serif">
<div style="max-width:36em;margin:0 auto">
${body}
<p style="font-size:14px;line-height:1.6;color:#55635F">${link(`${publicUrl}/account/notices`, m.notices_mail_choose_link({}, { locale }))} · ${link(unsubscribeUrl, m.notices_mail_stop_link({}, { locale }))}</p>
</div></body></html>`;
}
