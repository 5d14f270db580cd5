import { graphql, type ResultOf } from './graphql';
import { InvalidParts, RefusalParts } from './problems';

const AskedParts = graphql(`
  fragment AskedParts on NeedToAsk {
    closesAt
    phone
    servedPerson {
      id
      displayName
    }
    requester {
      id
      displayName
    }
    need {
      id
      number
      title
      round
      endsAt
      community {
        id
        name
        timeZone
      }
    }
  }
`);
export type Asked = ResultOf<typeof AskedParts>;

/** Whom to ask how it went, with the number to ring; and what was not solved and waits for its next visit. */
export const ReturnVisitsQuery = graphql(
  `
    query ReturnVisits {
      needsToAsk {
        ...AskedParts
      }
      needsToPlanAgain {
        id
        number
        title
        round
        dueAt
        urgency
        judgements {
          round
          remark
        }
      }
    }
  `,
  [AskedParts],
);
export type ToPlan = ResultOf<typeof ReturnVisitsQuery>['needsToPlanAgain'][number];

/** How many of both, for the committee's home. */
export const JudgingCounts = graphql(`
  query JudgingCounts {
    needsToAsk {
      closesAt
    }
    needsToPlanAgain {
      id
      dueAt
    }
  }
`);

export const ReturnVisitQuery = graphql(
  `
    query ReturnVisit($id: ID!) {
      needToAsk(id: $id) {
        ...AskedParts
      }
    }
  `,
  [AskedParts],
);

/** What the slip for a return visit says; no phone is read for it. */
export const ReturnSlipQuery = graphql(`
  query ReturnSlip($id: ID!) {
    needToAsk(id: $id) {
      followCode
      followUrl
      need {
        id
        number
        title
        endsAt
        community {
          id
          timeZone
        }
      }
    }
  }
`);

export const TakeDownJudgement = graphql(
  `
    mutation TakeDownJudgement($input: TakeDownJudgementInput!) {
      takeDownJudgement(input: $input) {
        __typename
        ... on Need {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const JudgeNeed = graphql(
  `
    mutation JudgeNeed($input: JudgeNeedInput!) {
      judgeNeed(input: $input) {
        __typename
        ... on Need {
          id
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

/** What was said of a need, round by round. */
export const JudgementsParts = graphql(`
  fragment JudgementsParts on Need {
    judgements {
      round
      judgement
      satisfaction
      thanks
      remark
      takenDown
      byLink
      at
    }
  }
`);
export type Judgements = ResultOf<typeof JudgementsParts>['judgements'];
