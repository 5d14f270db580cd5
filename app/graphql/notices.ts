import { graphql, type ResultOf } from './graphql';
import { InvalidParts, RefusalParts } from './problems';

/** How the viewer is told of what outside the app. */
export const NoticeSettingsQuery = graphql(`
  query NoticeSettings {
    noticeSettings {
      channels {
        channel
        isReached
      }
      groups {
        group
        email
        sms
        push
      }
      quietFrom
      quietUntil
      isOwnQuiet
    }
  }
`);
export type NoticeSettings = NonNullable<ResultOf<typeof NoticeSettingsQuery>['noticeSettings']>;
export type NoticeGroup = NoticeSettings['groups'][number]['group'];
export type NoticeChannel = NoticeSettings['channels'][number]['channel'];

export const ChooseNotices = graphql(
  `
    mutation ChooseNotices($input: ChooseNoticesInput!) {
      chooseNotices(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const UnsubscribedQuery = graphql(`
  query Unsubscribed($token: String!) {
    unsubscribed(token: $token) {
      groups
      channel
    }
  }
`);

export const Unsubscribe = graphql(
  `
    mutation Unsubscribe($input: UnsubscribeInput!) {
      unsubscribe(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const MailboxQuery = graphql(`
  query Mailbox {
    mailbox {
      id
      channel
      personName
      subject
      text
      createdAt
    }
  }
`);

export const AstrayQuery = graphql(`
  query Astray {
    astrayDeliveries {
      id
      channel
      state
      error
      settledAt
      text
      person {
        id
        displayName
      }
    }
    deliveryCounts {
      channel
      state
      count
    }
  }
`);
export type AstrayDelivery = ResultOf<typeof AstrayQuery>['astrayDeliveries'][number];
export type DeliveryCount = ResultOf<typeof AstrayQuery>['deliveryCounts'][number];

export const MarkTold = graphql(
  `
    mutation MarkTold($input: IdInput!) {
      markTold(input: $input) {
        __typename
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
