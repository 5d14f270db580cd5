import { graphql, type ResultOf } from './graphql';

const RatesParts = graphql(`
  fragment RatesParts on FiguresRates {
    response {
      percent
      of
    }
    solved {
      percent
      of
    }
    partly {
      percent
      of
    }
    notSolved {
      percent
      of
    }
    satisfied {
      percent
      of
    }
    notJudged
  }
`);
export type Rates = ResultOf<typeof RatesParts>;

/** The communities that have a committee of their own to speak of: all but grids. */
export const FiguresPlacesQuery = graphql(`
  query FiguresPlaces {
    viewer {
      profile {
        homeCommunity {
          id
        }
      }
      activeMembership {
        organisation {
          id
          kind
          community {
            id
          }
        }
      }
    }
    communities {
      id
      slug
      name
      level
      parent {
        id
      }
    }
  }
`);

export const FiguresQuery = graphql(
  `
    query Figures($community: ID!, $year: Int, $quarter: Int) {
      figures(community: $community, year: $year, quarter: $quarter) {
        year
        quarter
        whole
        total {
          ...RatesParts
        }
        byCommunity {
          community {
            id
            name
            slug
          }
          ...RatesParts
        }
        byCategory {
          category {
            id
            name
          }
          ...RatesParts
        }
        byOrganisation {
          organisation {
            id
            name
          }
          ...RatesParts
        }
        byMonth {
          month
          ...RatesParts
        }
      }
    }
  `,
  [RatesParts],
);
export type Figures = NonNullable<ResultOf<typeof FiguresQuery>['figures']>;
