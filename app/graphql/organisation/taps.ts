import { graphql } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

/** Acts on a roster that a device kept: each with its time, under its key. */
export const TapIn = graphql(
  `
    mutation TapIn($input: CheckInInput!, $key: String!) {
      done: checkIn(input: $input, idempotencyKey: $key) {
        __typename
        ... on Claim {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const TapOut = graphql(
  `
    mutation TapOut($input: CheckOutInput!, $key: String!) {
      done: checkOut(input: $input, idempotencyKey: $key) {
        __typename
        ... on Claim {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const TapAbsent = graphql(
  `
    mutation TapAbsent($input: MarkNoShowInput!, $key: String!) {
      done: markNoShow(input: $input, idempotencyKey: $key) {
        __typename
        ... on Claim {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const TapWalkIn = graphql(
  `
    mutation TapWalkIn($input: AddWalkInInput!, $key: String!) {
      done: addWalkIn(input: $input, idempotencyKey: $key) {
        __typename
        ... on Claim {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
