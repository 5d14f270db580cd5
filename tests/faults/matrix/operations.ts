import { encodeId, newId } from '~/server/database/id';
import { testPassword } from '~/tests/factories/account';
import { needsCsv, type Things } from './things';
import type { Role, Target, World } from './world';

/** One way to ask for one operation. */
export interface Question {
  /** Tells apart several questions to one operation. */
  readonly about?: string;
  readonly on: readonly Target[];
  /** The field with its arguments and what is read of it. */
  readonly field: string;
  readonly input?: (things: Things, world: World, role: Role) => object;
}

const everywhere = ['own', 'other', 'foreign'] as const;
const nothing = ['none'] as const;
const places = ['own', 'foreign'] as const;

/** A mutation of the house style, asked for its type alone. */
const change = (
  name: string,
  input: string,
  on: readonly Target[],
  variables: NonNullable<Question['input']>,
  about?: string,
): Question => ({
  ...(about ? { about } : {}),
  on,
  field: `mutation ($input: ${input}!) { ${name}(input: $input) { __typename ... on Refusal { code message } ... on InvalidInput { message } } }`,
  input: (things, world, role) => ({ input: variables(things, world, role) }),
});

/** A mutation of several things at once, each judged alone. */
const many = (
  name: string,
  input: string,
  answer: string,
  variables: NonNullable<Question['input']>,
): Question => ({
  on: everywhere,
  field: `mutation ($input: ${input}!) { ${name}(input: $input) { __typename ... on Refusal { code message } ... on ${answer} { count refused { refusal { code } } } } }`,
  input: (things, world, role) => ({ input: variables(things, world, role) }),
});

const ask = (
  field: string,
  on: readonly Target[] = nothing,
  input?: Question['input'],
  about?: string,
): Question => ({
  ...(about ? { about } : {}),
  on,
  field,
  ...(input ? { input } : {}),
});

const byId = (name: string, thing: keyof Things, about?: string): Question =>
  ask(`query ($id: ID!) { ${name}(id: $id) { id } }`, everywhere, (things) => ({ id: things[thing] }), about);

const node = (thing: keyof Things): Question =>
  ask('query ($id: ID!) { node(id: $id) { id } }', everywhere, (things) => ({ id: things[thing] }), thing);

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const weekdayOf = (day: string) =>
  ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][new Date(`${day}T00:00:00Z`).getUTCDay()];
const tasks = () => [
  { title: 'Helper', startsAt: inDays(20), endsAt: inDays(20.1), minimumPlaces: 1, maximumPlaces: 3 },
];
const answered = { channel: 'phone', subject: 'When lunch is', outcome: 'answered', outcomeNote: 'At noon' };
const follow =
  'query ($number: String!, $code: String!) { followRequest(number: $number, code: $code) { __typename ... on Refusal { code } } }';
const calendarKinds = ['person', 'organisation', 'community'] as const;
const dates = { from: '2020-01-01', until: '2099-12-31' };

/** Operations whose changes matter to no other question: the world is not made anew after them. */
export const harmless: ReadonlySet<string> = new Set([
  'signUp',
  'beginPasskeySignIn',
  'beginPasskeyRegistration',
  'updateProfile',
  'setPreferences',
  'markNoticesRead',
  'chooseNotices',
  'unsubscribe',
  'registerOrganisation',
  'addCommunity',
  'setCommunitySettings',
  'setServiceTime',
  'previewImport',
  'issueSlip',
]);

/** Every operation of the API. One without a question here fails the matrix. */
export const questions: Readonly<Record<string, readonly Question[]>> = {
  installation: [ask('{ installation { demo } }')],
  viewer: [ask('{ viewer { accountId } }')],
  node: [
    node('need'),
    node('draft'),
    node('home'),
    node('task'),
    node('homeTask'),
    node('claim'),
    node('record'),
    node('certificate'),
    node('organisation'),
    node('membership'),
    node('person'),
    node('community'),
    node('import'),
    node('intake'),
    node('standingNeed'),
    node('visitTask'),
  ],
  needs: [
    ask(
      'query ($id: ID) { needs(filter: { community: $id }) { edges { node { id } } } }',
      places,
      (things) => ({ id: things.community }),
    ),
  ],
  need: [
    byId('need', 'need'),
    byId('need', 'draft', 'draft'),
    byId('need', 'home', 'home'),
    byId('need', 'standingNeed', 'regular visits'),
  ],
  task: [byId('task', 'task'), byId('task', 'homeTask', 'home')],
  claim: [byId('claim', 'claim')],
  myClaims: [ask('{ myClaims { edges { node { id } } } }')],
  handOver: [
    ask('query ($code: String!) { handOver(code: $code) { id } }', everywhere, ({ handOverCode }) => ({
      code: handOverCode,
    })),
  ],
  handOversToMe: [ask('{ handOversToMe { id } }')],
  handOversToAll: [ask('{ handOversToAll { id } }')],
  suggestions: [ask('{ suggestions { score } }')],
  communities: [ask('{ communities { id } }')],
  community: [ask('{ community(slug: "none") { id } }')],
  categories: [ask('{ categories { id } }')],
  skills: [ask('{ skills { id } }')],
  organisation: [
    byId('organisation', 'organisation'),
    byId('organisation', 'pendingOrganisation', 'pending'),
  ],
  organisations: [
    ask('query ($id: ID) { organisations(community: $id) { edges { node { id } } } }', places, (things) => ({
      id: things.community,
    })),
    ask(
      'query ($id: ID) { organisations(community: $id, status: pending) { edges { node { id } } } }',
      places,
      (things) => ({ id: things.community }),
      'pending',
    ),
  ],
  serviceRecord: [byId('serviceRecord', 'record')],
  serviceRecords: [
    ask('{ serviceRecords(filter: { mine: true }) { edges { node { id } } } }', nothing, undefined, 'mine'),
    ask(
      'query ($id: ID) { serviceRecords(filter: { person: $id }) { edges { node { id } } } }',
      everywhere,
      (things) => ({ id: things.person }),
      'person',
    ),
    ask(
      'query ($id: ID) { serviceRecords(filter: { organisation: $id }) { edges { node { id } } } }',
      everywhere,
      (things) => ({ id: things.organisation }),
      'organisation',
    ),
    ask(
      'query ($id: ID) { serviceRecords(filter: { community: $id }) { edges { node { id } } } }',
      places,
      (things) => ({ id: things.community }),
      'community',
    ),
  ],
  hours: [
    ask(
      'query ($id: ID) { hours(community: $id, by: volunteer) { key } }',
      places,
      (things) => ({ id: things.community }),
      'community',
    ),
    ask(
      'query ($id: ID) { hours(organisation: $id, by: volunteer) { key } }',
      everywhere,
      (things) => ({ id: things.organisation }),
      'organisation',
    ),
  ],
  ledgerCheck: [ask('{ ledgerCheck { entries } }')],
  certificate: [
    ask('query ($number: String!) { certificate(number: $number) { holderName } }', everywhere, (things) => ({
      number: things.certificateNumber,
    })),
  ],
  checkCertificate: [
    ask(
      'query ($number: String!) { checkCertificate(number: $number) { verdict } }',
      everywhere,
      (things) => ({ number: things.certificateNumber }),
    ),
  ],
  certificates: [ask('{ certificates { edges { node { id } } } }')],
  myCertificates: [ask('{ myCertificates { id } }')],
  notices: [ask('{ notices { id } }')],
  noticeSettings: [ask('{ noticeSettings { quietFrom } }')],
  unsubscribed: [
    ask('query ($token: String!) { unsubscribed(token: $token) { groups } }', everywhere, ({ stopToken }) => ({
      token: stopToken,
    })),
  ],
  callingList: [
    ask('query ($id: ID!) { callingList(task: $id) { callsInVain } }', everywhere, ({ dueTask }) => ({
      id: dueTask,
    })),
  ],
  comingQuestion: [
    ask(
      'query ($token: String!) { comingQuestion(token: $token) { startsAt } }',
      everywhere,
      ({ comingToken: token }) => ({ token }),
    ),
  ],
  astrayDeliveries: [ask('{ astrayDeliveries { id } }')],
  deliveryCounts: [ask('{ deliveryCounts { count } }')],
  mailbox: [ask('{ mailbox { id } }')],
  import: [byId('import', 'import')],
  imports: [
    ask('query ($id: ID!) { imports(community: $id) { id } }', places, (things) => ({
      id: things.community,
    })),
  ],
  importPreview: [
    ask('query ($id: ID!) { importPreview(id: $id) { importId } }', everywhere, (things) => ({
      id: things.import,
    })),
  ],
  people: [ask('{ people { id } }')],
  intake: [byId('intake', 'intake')],
  intakes: [
    ask('{ intakes { edges { node { id } } } }'),
    ask(
      '{ intakes(filter: { callBack: true }) { edges { node { id } } } }',
      nothing,
      undefined,
      'call-backs',
    ),
  ],
  figures: [
    ask('query ($id: ID!) { figures(community: $id) { whole } }', places, ({ community }) => ({
      id: community,
    })),
  ],
  needsToAsk: [ask('{ needsToAsk { closesAt } }')],
  needToAsk: [
    ask('query ($id: ID!) { needToAsk(id: $id) { closesAt } }', everywhere, ({ toJudge }) => ({
      id: toJudge,
    })),
  ],
  needsToPlanAgain: [ask('{ needsToPlanAgain { id } }')],
  intakePeople: [ask('{ intakePeople(text: "Volunteer") { id } }')],
  intakeRepeats: [
    ask(
      'query ($input: IntakeRepeatsInput!) { intakeRepeats(input: $input) { id } }',
      everywhere,
      ({ person }) => ({ input: { servedPerson: person } }),
    ),
    ask(
      'query ($input: IntakeRepeatsInput!) { intakeRepeats(input: $input) { id } }',
      places,
      ({ community }) => ({ input: { community, subject: 'The lamp on the stairs is out' } }),
      'community',
    ),
  ],
  personFile: [byId('personFile', 'person')],
  homeVisits: [ask('{ homeVisits { id } }')],
  visitAlerts: [ask('{ visitAlerts { id } }')],
  claimAtMagnet: [byId('claimAtMagnet', 'magnet')],
  needByNumber: (['need', 'draft', 'home'] as const).map((thing) =>
    ask(
      'query ($number: String!) { needByNumber(number: $number) { id } }',
      everywhere,
      ({ numbers }) => ({ number: numbers[thing] }),
      thing,
    ),
  ),
  intakeSources: [ask('{ intakeSources { id } }')],
  calendarFeed: calendarKinds.map((kind) =>
    ask(`{ calendarFeed(kind: ${kind}) { id } }`, nothing, undefined, kind),
  ),
  intakeWorkers: [ask('{ intakeWorkers { id } }')],
  myRequests: [ask('{ myRequests { id } }')],
  myProxies: [ask('{ myProxies { id } }')],
  myPrincipals: [ask('{ myPrincipals { id } }')],
  proxiesOf: [
    ask('query ($id: ID!) { proxiesOf(person: $id) { id } }', everywhere, ({ principal }) => ({
      id: principal,
    })),
  ],
  proxiesToConfirm: [ask('{ proxiesToConfirm { id } }')],
  actsFor: [
    ask('{ actsFor { id } }', nothing, undefined, 'mine'),
    ask('query ($id: ID!) { actsFor(person: $id) { id } }', everywhere, ({ principal }) => ({
      id: principal,
    })),
  ],
  consents: [
    ask('{ consents { id } }', nothing, undefined, 'mine'),
    ask('query ($id: ID!) { consents(person: $id) { id } }', everywhere, ({ person }) => ({ id: person })),
  ],
  followRequest: [
    ask(follow, everywhere, ({ intakeNumber, intakeCode }) => ({ number: intakeNumber, code: intakeCode })),
    ask(follow, everywhere, ({ intakeNumber }) => ({ number: intakeNumber, code: 'abcdef' }), 'wrong code'),
  ],
  careList: [ask('{ careList { id } }')],
  careEntry: [byId('careEntry', 'careEntry')],
  careToDo: [ask('{ careToDo { late } }')],
  myRegularVisits: [ask('{ myRegularVisits { id } }')],

  addCareNote: [
    change('addCareNote', 'AddCareNoteInput', everywhere, ({ person }) => ({
      person,
      audience: 'helper',
      text: 'Hard of hearing',
      consent: true,
    })),
  ],
  endCareNote: [change('endCareNote', 'IdInput', everywhere, ({ careNote }) => ({ id: careNote }))],
  addEmergencyContact: [
    change('addEmergencyContact', 'AddEmergencyContactInput', everywhere, ({ person }) => ({
      person,
      name: 'A daughter',
      phone: '+1 212 555 0199',
    })),
  ],
  removeEmergencyContact: [
    change('removeEmergencyContact', 'IdInput', everywhere, ({ emergencyContact }) => ({
      id: emergencyContact,
    })),
  ],
  issueMagnet: [
    change('issueMagnet', 'IssueMagnetInput', everywhere, ({ person }) => ({ person, replace: true })),
  ],
  arriveAtHome: [
    change('arriveAtHome', 'AttendHomeInput', everywhere, ({ homeClaim }) => ({ claim: homeClaim })),
  ],
  leaveHome: [change('leaveHome', 'AttendHomeInput', everywhere, ({ atHome }) => ({ claim: atHome }))],
  callForHelp: [change('callForHelp', 'StopWordInput', everywhere, ({ atHome }) => ({ claim: atHome }))],
  settleVisitAlert: [
    change('settleVisitAlert', 'SettleAlertInput', everywhere, ({ alert }) => ({
      id: alert,
      note: 'Is on the way home',
    })),
  ],
  refuseHelper: [
    change('refuseHelper', 'RefuseHelperInput', everywhere, ({ homeClaim }) => ({ claim: homeClaim })),
  ],
  endHelperRefusal: [change('endHelperRefusal', 'IdInput', everywhere, ({ refusal }) => ({ id: refusal }))],

  setUp: [
    change('setUp', 'SetUpInput', nothing, () => ({
      code: '00000000',
      communityName: 'X',
      communityLevel: 'community',
      timeZone: 'Asia/Shanghai',
      displayName: 'X',
      email: `${newId()}@example.org`,
      password: 'three green apples',
    })),
  ],
  signUp: [
    change('signUp', 'SignUpInput', nothing, () => ({
      displayName: 'New neighbour',
      email: `${newId()}@example.org`,
      password: 'three green apples',
      acceptTerms: true,
    })),
  ],
  signIn: [
    change('signIn', 'SignInInput', nothing, ({}, { bystander }) => ({
      identifier: bystander,
      secret: 'not the password',
    })),
  ],
  signOut: [change('signOut', 'EmptyInput', nothing, () => ({}))],
  beginPasskeySignIn: [change('beginPasskeySignIn', 'EmptyInput', nothing, () => ({}))],
  finishPasskeySignIn: [change('finishPasskeySignIn', 'PasskeyResponseInput', nothing, passkeyResponse)],
  beginPasskeyRegistration: [change('beginPasskeyRegistration', 'EmptyInput', nothing, () => ({}))],
  finishPasskeyRegistration: [
    change('finishPasskeyRegistration', 'PasskeyResponseInput', nothing, passkeyResponse),
  ],
  removePasskey: [change('removePasskey', 'IdInput', everywhere, ({ passkey }) => ({ id: passkey }))],
  addContactPoint: [
    change('addContactPoint', 'AddContactPointInput', nothing, (_things, _world, role) => ({
      value: `${role}@example.org`,
    })),
  ],
  removeContactPoint: [
    change('removeContactPoint', 'IdInput', everywhere, ({ contactPoint }) => ({ id: contactPoint })),
  ],
  revokeSession: [change('revokeSession', 'IdInput', everywhere, ({ session }) => ({ id: session }))],
  switchIdentity: [
    change('switchIdentity', 'SwitchIdentityInput', everywhere, ({ membership }) => ({ membership })),
    change('switchIdentity', 'SwitchIdentityInput', nothing, () => ({}), 'to oneself'),
    change(
      'switchIdentity',
      'SwitchIdentityInput',
      nothing,
      (_things, { actors }, role) => ({
        membership: encodeId('Membership', actors[role].membership?.id ?? newId()),
      }),
      'to a role',
    ),
  ],
  setPassword: [
    change('setPassword', 'SetPasswordInput', nothing, () => ({
      currentPassword: testPassword,
      newPassword: 'four blue kettles',
    })),
  ],
  updateProfile: [change('updateProfile', 'UpdateProfileInput', nothing, () => ({ about: 'I cook.' }))],
  setPreferences: [change('setPreferences', 'PreferencesInput', nothing, () => ({ elderMode: true }))],
  addCommunity: [
    change('addCommunity', 'AddCommunityInput', places, ({ community }) => ({
      parent: community,
      level: 'grid',
      name: `Grid ${newId()}`,
    })),
  ],
  setCommunitySettings: [
    change('setCommunitySettings', 'SetCommunitySettingsInput', places, ({ community }) => ({
      community,
      reviewVerifiedUnits: false,
    })),
  ],
  registerOrganisation: [
    change('registerOrganisation', 'RegisterOrganisationInput', places, ({ community }) => ({
      kind: 'volunteer_team',
      name: 'Team',
      community,
      sponsorCommunity: community,
    })),
  ],
  decideOrganisation: [
    change('decideOrganisation', 'DecideOrganisationInput', everywhere, ({ pendingOrganisation }) => ({
      organisation: pendingOrganisation,
      decision: 'verified',
    })),
  ],
  addMember: [
    change('addMember', 'AddMemberInput', everywhere, ({ organisation }, { bystander }) => ({
      organisation,
      identifier: bystander,
      role: 'member',
    })),
  ],
  endMembership: [change('endMembership', 'IdInput', everywhere, ({ membership }) => ({ id: membership }))],
  checkIdentity: [
    change('checkIdentity', 'CheckIdentityInput', everywhere, ({ person }) => ({
      person,
      documentKind: 'id_card',
      lastFour: '123X',
    })),
  ],
  issueSlip: [change('issueSlip', 'IssueSlipInput', everywhere, ({ person }) => ({ person }))],
  postNeed: [
    change('postNeed', 'PostNeedInput', everywhere, ({ community, organisation }) => ({
      organisation,
      community,
      title: 'Serve lunch',
      summary: 'Serve lunch to neighbours.',
      tasks: tasks(),
    })),
    change(
      'postNeed',
      'PostNeedInput',
      places,
      ({ community, committee }) => ({
        organisation: committee,
        community,
        title: 'Clean the park',
        summary: 'Clean the park together.',
        tasks: tasks(),
      }),
      'of committee',
    ),
    change(
      'postNeed',
      'PostNeedInput',
      everywhere,
      ({ community, organisation, draft }) => ({
        id: draft,
        version: 1,
        organisation,
        community,
        title: 'Serve dinner',
        summary: 'Serve dinner to neighbours.',
        tasks: tasks(),
      }),
      'edit',
    ),
  ],
  publishNeed: [
    change('publishNeed', 'IdInput', everywhere, ({ draft }) => ({ id: draft })),
    change(
      'publishNeed',
      'IdInput',
      places,
      ({ committeeDraft }) => ({ id: committeeDraft }),
      'of committee',
    ),
  ],
  reviewNeed: [
    change('reviewNeed', 'ReviewNeedInput', everywhere, ({ inReview }) => ({ id: inReview, approve: true })),
    change(
      'reviewNeed',
      'ReviewNeedInput',
      everywhere,
      ({ inReview }) => ({ id: inReview, approve: false, reason: 'Which entrance?' }),
      'return',
    ),
  ],
  cancelNeed: [
    change('cancelNeed', 'CancelNeedInput', everywhere, ({ need }) => ({ id: need, reason: 'Rain' })),
  ],
  cancelTask: [
    change('cancelTask', 'CancelTaskInput', everywhere, ({ task }) => ({ id: task, reason: 'Rain' })),
    change(
      'cancelTask',
      'CancelTaskInput',
      everywhere,
      ({ homeTask }) => ({ id: homeTask, reason: 'Rain' }),
      'home',
    ),
  ],
  setDraw: [
    change('setDraw', 'SetDrawInput', everywhere, ({ popularTask }) => ({
      task: popularTask,
      closesAt: new Date(Date.now() + 2 * 86_400_000).toISOString(),
    })),
  ],
  dropDraw: [change('dropDraw', 'DropDrawInput', everywhere, ({ drawTask }) => ({ task: drawTask }))],
  setSeries: [
    change('setSeries', 'SetSeriesInput', everywhere, ({ need, taskDay }) => ({
      need,
      version: 1,
      startsOn: taskDay,
      rule: `FREQ=WEEKLY;BYDAY=${weekdayOf(taskDay)}`,
    })),
  ],
  leaveOutDate: [
    change('leaveOutDate', 'LeaveOutDateInput', everywhere, ({ series }) => ({ series, occurrence: 1 })),
  ],
  holdDate: [change('holdDate', 'HoldDateInput', everywhere, ({ series }) => ({ series, occurrence: 2 }))],
  moveDate: [
    change('moveDate', 'MoveDateInput', everywhere, ({ series }) => ({
      series,
      occurrence: 1,
      to: inDays(30).slice(0, 10),
    })),
  ],
  changeFollowing: [
    change('changeFollowing', 'ChangeFollowingInput', everywhere, ({ repeated, dateTask }) => ({
      need: repeated,
      version: 1,
      task: {
        id: dateTask,
        title: 'Cook',
        startsAt: inDays(15),
        endsAt: inDays(15.01),
        minimumPlaces: 1,
        maximumPlaces: 3,
      },
    })),
  ],
  endSeries: [
    change('endSeries', 'EndSeriesInput', everywhere, ({ series }) => ({
      series,
      from: inDays(12).slice(0, 10),
    })),
  ],
  myGoal: [ask('{ myGoal { minutes } }')],
  setGoal: [
    change('setGoal', 'SetGoalInput', nothing, () => ({
      hours: 40,
      since: '2026-01-01',
      until: '2026-06-30',
    })),
  ],
  dropGoal: [ask('mutation { dropGoal { __typename ... on Refusal { code } } }')],
  judgeNeed: [
    change('judgeNeed', 'JudgeNeedInput', everywhere, ({ toJudge }) => ({
      need: toJudge,
      judgement: 'solved',
    })),
  ],
  takeDownJudgement: [
    change('takeDownJudgement', 'TakeDownJudgementInput', everywhere, ({ toJudge }) => ({
      need: toJudge,
      channel: 'phone',
      judgement: 'solved',
    })),
  ],
  judgeFollowed: [
    change('judgeFollowed', 'JudgeFollowedInput', everywhere, ({ judgeNumber, judgeCode }) => ({
      number: judgeNumber,
      code: judgeCode,
      judgement: 'solved',
    })),
    change(
      'judgeFollowed',
      'JudgeFollowedInput',
      everywhere,
      ({ judgeNumber }) => ({ number: judgeNumber, code: 'abcdef', judgement: 'solved' }),
      'wrong code',
    ),
  ],
  noteCodeTold: [change('noteCodeTold', 'NoteCodeToldInput', everywhere, ({ intake }) => ({ intake }))],
  verifyContact: [
    change('verifyContact', 'IdInput', everywhere, ({ contactPoint }) => ({ id: contactPoint })),
  ],
  takeBackRequest: [
    change('takeBackRequest', 'TakeBackRequestInput', everywhere, ({ intake }) => ({
      id: intake,
      reason: 'No need',
    })),
    change(
      'takeBackRequest',
      'TakeBackRequestInput',
      everywhere,
      ({ needIntake }) => ({ id: needIntake, reason: 'No need' }),
      'of a need',
    ),
  ],
  takeBackFollowed: [
    change('takeBackFollowed', 'TakeBackFollowedInput', everywhere, ({ intakeNumber, intakeCode }) => ({
      number: intakeNumber,
      code: intakeCode,
      reason: 'No need',
    })),
    change(
      'takeBackFollowed',
      'TakeBackFollowedInput',
      everywhere,
      ({ intakeNumber }) => ({ number: intakeNumber, code: 'abcdef', reason: 'No need' }),
      'wrong code',
    ),
  ],
  setServiceTime: [
    change('setServiceTime', 'SetServiceTimeInput', places, ({ community }) => ({
      community,
      responseMinutes: 60,
      dueMinutes: 120,
    })),
  ],
  takeDown: [
    change('takeDown', 'TakeDownInput', everywhere, ({ person }) => ({ ...answered, requester: { person } })),
    change(
      'takeDown',
      'TakeDownInput',
      places,
      ({ community }) => ({ ...answered, community, requester: { name: 'Someone new' } }),
      'community',
    ),
  ],
  reviewRequest: [
    change('reviewRequest', 'ReviewRequestInput', everywhere, ({ received }) => ({
      intake: received,
      request: { ...answered, channel: 'web', requester: { name: 'Someone new' } },
    })),
  ],
  askForHelp: [
    change('askForHelp', 'AskInput', places, ({ community }) => ({
      community,
      subject: 'Somebody to carry the shopping',
      name: 'A stranger',
      phone: '212 555 0100',
      forAnother: false,
    })),
  ],
  addIntakeSource: [
    change('addIntakeSource', 'AddSourceInput', nothing, () => ({ kind: 'sms', name: 'Text messages' })),
  ],
  renewIntakeSource: [change('renewIntakeSource', 'IdInput', everywhere, ({ source }) => ({ id: source }))],
  revokeIntakeSource: [change('revokeIntakeSource', 'IdInput', everywhere, ({ source }) => ({ id: source }))],
  makeCalendarFeed: calendarKinds.map((kind) =>
    change('makeCalendarFeed', 'MakeCalendarFeedInput', nothing, () => ({ kind }), kind),
  ),
  revokeCalendarFeed: [
    change('revokeCalendarFeed', 'IdInput', everywhere, ({ calendarFeed }) => ({ id: calendarFeed })),
  ],
  agreeToVisits: [change('agreeToVisits', 'AgreeToVisitsInput', everywhere, ({ consent }) => ({ consent }))],
  giveConsent: [
    change('giveConsent', 'GiveConsentInput', nothing, () => ({ purpose: 'health_notes' }), 'mine'),
    change('giveConsent', 'GiveConsentInput', everywhere, ({ person }) => ({
      person,
      purpose: 'health_notes',
      form: 'spoken',
    })),
  ],
  withdrawConsent: [change('withdrawConsent', 'IdInput', everywhere, ({ consent }) => ({ id: consent }))],
  nameProxy: [
    change('nameProxy', 'NameProxyInput', nothing, ({}, { bystander }) => ({
      identifier: bystander,
      kind: 'neighbour',
      scope: ['ask'],
      until: inDays(30),
    })),
  ],
  arrangeProxy: [
    change('arrangeProxy', 'ArrangeProxyInput', everywhere, ({ person }, { bystander }) => ({
      person,
      identifier: bystander,
      kind: 'neighbour',
      scope: ['ask'],
      until: inDays(30),
    })),
  ],
  confirmProxy: [change('confirmProxy', 'IdInput', everywhere, ({ vouched }) => ({ id: vouched }))],
  endProxy: [change('endProxy', 'IdInput', everywhere, ({ proxy }) => ({ id: proxy }))],
  actFor: [
    change('actFor', 'ActForInput', everywhere, ({ principal }) => ({ person: principal })),
    change('actFor', 'ActForInput', nothing, () => ({}), 'oneself'),
  ],
  proceedWithIntake: [
    change('proceedWithIntake', 'ProceedWithIntakeInput', everywhere, ({ needIntake }) => ({
      intake: needIntake,
      consent: true,
    })),
  ],
  settleCallBack: [change('settleCallBack', 'SettleCallBackInput', everywhere, ({ intake }) => ({ intake }))],
  claimTask: [
    change('claimTask', 'ClaimTaskInput', everywhere, ({ task }) => ({ task })),
    change('claimTask', 'ClaimTaskInput', everywhere, ({ homeTask }) => ({ task: homeTask }), 'home'),
  ],
  joinWaitlist: [
    change('joinWaitlist', 'JoinWaitlistInput', everywhere, ({ fullTask }) => ({ task: fullTask })),
  ],
  acceptOffer: [change('acceptOffer', 'AcceptOfferInput', everywhere, ({ offer }) => ({ claim: offer }))],
  declineOffer: [
    change('declineOffer', 'DeclineOfferInput', everywhere, ({ offer }) => ({ claim: offer, leave: false })),
  ],
  offerHandOver: [
    change('offerHandOver', 'OfferHandOverInput', everywhere, ({ claim }) => ({ claim, to: 'all' })),
  ],
  takeBackHandOver: [
    change('takeBackHandOver', 'AnswerHandOverInput', everywhere, ({ handOver }) => ({ handOver })),
  ],
  takeHandOver: [
    change('takeHandOver', 'TakeHandOverInput', everywhere, ({ handOver }) => ({ handOver })),
    change(
      'takeHandOver',
      'TakeHandOverInput',
      everywhere,
      ({ handOverLink, handOverCode: code }) => ({ handOver: handOverLink, code }),
      'by link',
    ),
    change(
      'takeHandOver',
      'TakeHandOverInput',
      everywhere,
      ({ handOverLink }) => ({ handOver: handOverLink }),
      'without its code',
    ),
  ],
  declineHandOver: [
    change('declineHandOver', 'AnswerHandOverInput', everywhere, ({ handOverToMe }) => ({
      handOver: handOverToMe,
    })),
  ],
  withdrawClaim: [change('withdrawClaim', 'WithdrawClaimInput', everywhere, ({ claim }) => ({ claim }))],
  decideClaim: [
    change('decideClaim', 'DecideClaimInput', everywhere, ({ request }) => ({
      claim: request,
      approve: true,
    })),
  ],
  checkIn: [
    change('checkIn', 'CheckInInput', everywhere, ({ due }) => ({ claim: due })),
    change(
      'checkIn',
      'CheckInInput',
      everywhere,
      ({ dueTask, dueCode }) => ({ task: dueTask, code: dueCode }),
      'by code',
    ),
  ],
  checkOut: [change('checkOut', 'CheckOutInput', everywhere, ({ present }) => ({ claim: present }))],
  checkInMany: [many('checkInMany', 'CheckInManyInput', 'CheckedMany', ({ due }) => ({ claims: [due] }))],
  checkOutMany: [
    many('checkOutMany', 'CheckOutManyInput', 'CheckedMany', ({ present }) => ({ claims: [present] })),
  ],
  addWalkIn: [
    change('addWalkIn', 'AddWalkInInput', everywhere, ({ dueTask }) => ({
      task: dueTask,
      name: 'Someone new',
      agreed: true,
    })),
    change(
      'addWalkIn',
      'AddWalkInInput',
      everywhere,
      ({ person }, { things }) => ({ task: things.own.dueTask, person, agreed: true }),
      'person',
    ),
  ],
  markNoShow: [change('markNoShow', 'MarkNoShowInput', everywhere, ({ due }) => ({ claim: due }))],
  undoNoShow: [change('undoNoShow', 'NoShowInput', everywhere, ({ absent }) => ({ claim: absent }))],
  noteClaim: [
    change('noteClaim', 'NoteClaimInput', everywhere, ({ due }) => ({ claim: due, note: 'Has the key' })),
  ],
  confirmServiceRecords: [
    many('confirmServiceRecords', 'ConfirmServiceRecordsInput', 'BulkConfirmed', ({ record }) => ({
      records: [record],
    })),
  ],
  confirmServiceRecord: [
    change('confirmServiceRecord', 'ConfirmServiceRecordInput', everywhere, ({ record }) => ({ record })),
  ],
  verifyServiceRecord: [
    change('verifyServiceRecord', 'VerifyServiceRecordInput', everywhere, ({ confirmedRecord }) => ({
      record: confirmedRecord,
    })),
  ],
  verifyServiceRecords: [
    ask(
      `mutation ($input: VerifyServiceRecordsInput!) {
        verifyServiceRecords(input: $input) { __typename ... on Refusal { code } ... on BulkVerified { verified refused { code } } }
      }`,
      everywhere,
      ({ confirmedRecord }) => ({ input: { records: [confirmedRecord] } }),
    ),
  ],
  disputeServiceRecord: [
    change('disputeServiceRecord', 'DisputeServiceRecordInput', everywhere, ({ record }) => ({
      record,
      reason: 'Too short',
    })),
  ],
  resolveDispute: [
    change('resolveDispute', 'ResolveDisputeInput', everywhere, ({ disputedRecord }) => ({
      record: disputedRecord,
      uphold: false,
      resolution: 'As measured',
    })),
  ],
  openServiceRecord: [
    change('openServiceRecord', 'OpenServiceRecordInput', everywhere, ({ record }) => ({
      record,
      reason: 'A complaint of 3 March',
    })),
  ],
  issueCertificate: [
    change('issueCertificate', 'IssueCertificateInput', nothing, () => dates),
    change(
      'issueCertificate',
      'IssueCertificateInput',
      everywhere,
      ({ person }) => ({ ...dates, person }),
      'at the desk',
    ),
  ],
  revokeCertificate: [
    change('revokeCertificate', 'RevokeCertificateInput', everywhere, ({ certificateNumber }) => ({
      number: certificateNumber,
      reason: 'A mistake',
    })),
  ],
  recordCall: [
    change('recordCall', 'RecordCallInput', everywhere, ({ due }) => ({
      claim: due,
      outcome: 'not_reached',
    })),
  ],
  sayComing: [change('sayComing', 'SayComingInput', everywhere, ({ due }) => ({ claim: due, coming: true }))],
  sayComingByLink: [
    change('sayComingByLink', 'SayComingByLinkInput', everywhere, ({ comingToken: token }) => ({
      token,
      coming: true,
    })),
  ],
  chooseNotices: [
    change('chooseNotices', 'ChooseNoticesInput', nothing, () => ({
      choices: [{ group: 'now', email: 'daily', sms: 'off', push: 'off' }],
      quiet: { from: '22:00', until: '07:00' },
    })),
  ],
  unsubscribe: [
    change('unsubscribe', 'UnsubscribeInput', everywhere, ({ stopToken }) => ({ token: stopToken })),
  ],
  markTold: [change('markTold', 'IdInput', everywhere, ({ delivery }) => ({ id: delivery }))],
  markNoticesRead: [change('markNoticesRead', 'EmptyInput', nothing, () => ({}))],
  addToCareList: [
    change('addToCareList', 'AddToCareListInput', everywhere, ({ person }) => ({
      person,
      level: 'general',
      interval: 'weekly',
      startsOn: inDays(5).slice(0, 10),
      startMinute: 600,
      durationMinutes: 30,
      consent: { form: 'paper', reviewOn: inDays(300).slice(0, 10) },
    })),
  ],
  changeCareEntry: [
    change('changeCareEntry', 'ChangeCareEntryInput', everywhere, ({ careEntry }) => ({
      entry: careEntry,
      level: 'close',
      interval: 'weekly',
      startsOn: inDays(5).slice(0, 10),
      startMinute: 600,
      durationMinutes: 30,
    })),
  ],
  endCareEntry: [
    change('endCareEntry', 'EndCareEntryInput', everywhere, ({ careEntry }) => ({
      entry: careEntry,
      reason: 'Moved away',
    })),
  ],
  renewCareConsent: [
    change('renewCareConsent', 'RenewCareConsentInput', everywhere, ({ careEntry }) => ({
      entry: careEntry,
      form: 'spoken',
      reviewOn: inDays(300).slice(0, 10),
    })),
  ],
  withdrawCareConsent: [
    change('withdrawCareConsent', 'WithdrawCareConsentInput', everywhere, ({ careEntry }) => ({
      entry: careEntry,
    })),
  ],
  addCarePair: [
    change('addCarePair', 'AddCarePairInput', everywhere, ({ careEntry, person }) => ({
      entry: careEntry,
      volunteer: person,
    })),
  ],
  endCarePair: [
    change('endCarePair', 'EndCarePairInput', everywhere, ({ carePair }) => ({ pair: carePair })),
  ],
  reportVisit: [
    change('reportVisit', 'ReportVisitInput', everywhere, ({ careVisit }) => ({
      visit: careVisit,
      outcome: 'well',
    })),
  ],
  followUpVisit: [
    change('followUpVisit', 'FollowUpVisitInput', everywhere, ({ missedVisit }) => ({
      visit: missedVisit,
      followUp: 'reached_by_phone',
    })),
  ],
  previewImport: [
    change('previewImport', 'PreviewImportInput', places, ({ community }) => ({
      community,
      fileName: 'needs.csv',
      text: needsCsv,
    })),
  ],
  undoImport: [change('undoImport', 'UndoImportInput', everywhere, (things) => ({ import: things.import }))],
  importNeeds: [
    change('importNeeds', 'ImportNeedsInput', everywhere, (things) => ({
      import: things.import,
      mapping: [
        { field: 'title', column: 'title' },
        { field: 'summary', column: 'summary' },
        { field: 'startDate', column: 'date' },
        { field: 'startTime', column: 'start' },
        { field: 'endTime', column: 'end' },
      ],
    })),
  ],
};

function passkeyResponse() {
  return { challengeId: newId(), response: { id: 'x', rawId: 'x', type: 'public-key', response: {} } };
}
