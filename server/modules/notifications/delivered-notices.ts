import type { DeliveryChannel, DeliveryMode, NoticeGroup } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import { settingOf, settingSql } from '~/server/modules/communities/settings';
import { isReachedSql } from '~/server/modules/contact/reach';
import { zoneSql } from '~/server/modules/hours/zone-sql';
import { modesFor, type ChannelModes } from './delivery-rules';
import { isNoticeKind, type NoticeDetail, type NoticeKind } from './kinds';
import { noticeSql } from './notice-sql';
import type { Locale, NoticeFacts } from './words';

/** A notice on its way out: what it says, to whom, and whether it is still to be said. */
export interface DeliveredNotice extends NoticeFacts {
  readonly deliveryId: string;
  readonly personId: string;
  readonly kind: NoticeKind;
  readonly detail: NoticeDetail;
  readonly createdAt: Date;
  readonly readAt: Date | null;
  readonly isDigest: boolean;
  /** It tells of somebody's private life: no title, place or name leaves the app. */
  readonly isPrivate: boolean;
  readonly isActive: boolean;
  readonly isReached: boolean;
  readonly mode: DeliveryMode;
  readonly uselessFrom: Date | null;
  readonly locale: Locale;
}

type Row = Omit<DeliveredNotice, 'kind' | 'mode' | 'locale'> & {
  readonly kind: string;
  readonly locale: string | null;
  readonly country: unknown;
  readonly channel: DeliveryChannel;
  readonly chosen: Partial<Record<NoticeGroup, ChannelModes>>;
};

/** The notices of deliveries in hand, as things stand now, oldest first. */
export async function findDeliveredNotices(
  deps: Pick<Deps, 'pool'>,
  claimed: readonly { readonly id: string }[],
): Promise<DeliveredNotice[]> {
  const { rows } = await deps.pool.query<Row>({
    name: 'delivered-notices',
    text: `
      SELECT told.*, d.id AS "deliveryId", d.channel, d."isDigest", n."personId",
        coalesce(told."timeZone", ${zoneSql('person."homeCommunityId"')}) AS "timeZone",
        person.status = 'active' AS "isActive", person.locale,
        CASE d.channel WHEN 'email' THEN ${isReachedSql('email', 'person.id')}
          WHEN 'sms' THEN ${isReachedSql('phone', 'person.id')} ELSE false END AS "isReached",
        CASE told.kind WHEN 'claim_offered' THEN told."expiresAt" WHEN 'claim_reminder' THEN told."startsAt" END AS "uselessFrom",
        ${settingSql('country', 'person."homeCommunityId"')} AS country,
        coalesce((
          SELECT jsonb_object_agg("group", jsonb_build_object('email', email, 'sms', sms, 'push', push))
          FROM "NoticeChoice" WHERE "personId" = person.id), '{}') AS chosen
      FROM "Delivery" d
      JOIN "Notice" n ON n.id = d."noticeId"
      JOIN "Person" person ON person.id = n."personId"
      JOIN LATERAL (${noticeSql} WHERE notice.id = n.id) told ON true
      WHERE d.id = ANY($1::uuid[])
      ORDER BY n."createdAt", n.id`,
    values: [claimed.map(({ id }) => id)],
  });
  return rows.flatMap(({ kind, channel, chosen, country, locale, ...row }) =>
    isNoticeKind(kind)
      ? [{ ...row, kind, mode: modesFor(kind, chosen)[channel], locale: localeOf(locale, country) }]
      : [],
  );
}

/** The language a person chose, else that of the country they live in. */
function localeOf(locale: string | null, country: unknown): Locale {
  if (locale === 'en' || locale === 'zh-CN') return locale;
  return settingOf('country', country) === 'CN' ? 'zh-CN' : 'en';
}
