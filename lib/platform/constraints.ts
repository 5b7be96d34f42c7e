/** Constraint of the database → reason shown to the person. The one place where a database error becomes a word. */
const REASONS: Record<string, string> = {
  assignments_no_overlap: "assignments.reason.overlap",
  assignments_dates_in_order: "assignments.reason.endBeforeStart",
  assignments_at_most_three: "assignments.reason.fourthUnit",
  assignments_recusal: "assignments.reason.recusal",
  attachments_pkey: "attachments.reason.idTaken",
  attachments_size: "attachments.reason.tooLarge",
  observations_central_task_id_fkey: "observations.reason.unknownTask",
  observation_cadres_of_unit: "observations.reason.cadreNotOfUnit",
  observation_reviews_pkey: "observations.reason.alreadyReviewed",
  observation_reviews_by_another: "observations.reason.ownRecord",
  observations_transition: "observations.reason.wrongState",
  observations_in_place: "observations.reason.wrongState",
  follow_ups_done: "observations.reason.followUpDone",
  follow_ups_answer_own: "observations.reason.notFollowUpOwner",
  observations_second_is_another: "observations.reason.secondIsAnother",
  observations_conduct_known: "observations.reason.unknownConductItem",
  observations_conduct_in_force: "observations.reason.conductNotInForce",
  observations_not_handed_over: "observations.reason.idTaken",
  handovers_not_recorded: "observations.reason.idTaken",
  handovers_unit_was_held: "observations.reason.notMyUnit",
  handovers_settled_once: "handovers.reason.alreadySettled",
  push_subscriptions_sizes: "notices.reason.unknownPushHost",
  achievements_supported: "achievements.reason.notSupported",
  achievements_confirmed_by_another: "achievements.reason.ownWork",
  achievements_transition: "achievements.reason.wrongState",
  achievements_ended: "achievements.reason.wrongState",
  achievements_merge_target: "achievements.reason.mergeTarget",
  achievements_merge_confidentiality: "achievements.reason.mergeConfidentiality",
  achievements_merge_cadres: "achievements.reason.mergeCadres",
  achievements_split_cadres: "achievements.reason.splitCadres",
  achievements_split_sources: "achievements.reason.splitSources",
  achievements_conduct_in_force: "achievements.reason.conductNotInForce",
  achievement_cadres_in_office: "achievements.reason.notInOffice",
  achievement_cadres_cadre_id_fkey: "achievements.reason.notInOffice",
  achievement_sources_record_once: "achievements.reason.sourceThere",
  achievement_sources_never_independent: "achievements.reason.neverIndependent",
  appraisals_period_over: "appraisals.reason.periodOpen",
  appraisals_version_follows: "appraisals.reason.changedMeanwhile",
  appraisals_version: "appraisals.reason.changedMeanwhile",
  appraisals_in_office: "appraisals.reason.notInOffice",
  calendar_days_once: "calendar.reason.arrangedMeanwhile",
  calendar_days_made_up_at_weekends: "calendar.reason.worksAnyway",
  central_task_parts_inside: "centralTasks.reason.outsideTask",
  central_task_parts_ended: "centralTasks.reason.partEnded",
  central_task_members_no_overlap: "centralTasks.reason.alreadyMember",
  central_task_parties_no_overlap: "centralTasks.reason.alreadyParty",
  central_task_observers_no_overlap: "centralTasks.reason.alreadyNamed",
  central_task_observers_role: "centralTasks.reason.notObserver",
  central_task_observers_recusal: "centralTasks.reason.recusal",
  central_task_nobody_observes_themselves: "centralTasks.reason.observesThemselves",
  cases_transition: "cases.reason.wrongState",
  cases_in_place: "cases.reason.wrongState",
  cases_step_by_right: "cases.reason.notYours",
  cases_checked_by_another: "cases.reason.ownWork",
  cases_due_ahead: "cases.reason.dueBehind",
  cases_tier_up: "cases.reason.notHigher",
  case_parties_once: "cases.reason.partyThere",
  case_parties_contact: "cases.reason.notContact",
  case_parties_unit_id_fkey: "cases.reason.unknownUnit",
  case_cadres_once: "cases.reason.cadreThere",
  case_cadres_in_office: "cases.reason.notInOffice",
  case_cadres_cadre_id_fkey: "cases.reason.notInOffice",
  tolerance_transition: "tolerance.reason.wrongState",
  tolerance_in_place: "tolerance.reason.wrongState",
  tolerance_step_by_right: "tolerance.reason.notYours",
  tolerance_four_eyes: "tolerance.reason.ownWork",
  tolerance_cases_four_eyes: "tolerance.reason.ownWork",
  tolerance_factors_six: "tolerance.reason.factorsMissing",
  tolerance_excluded: "tolerance.reason.excluded",
  tolerance_appeal_in_time: "tolerance.reason.tooLate",
  tolerance_risks_once: "tolerance.reason.notWatched",
  tolerance_procedures_once: "tolerance.reason.approvedAlready",
  tolerance_witness: "tolerance.reason.notWitness",
  tolerance_cadres_in_office: "tolerance.reason.notInOffice",
  tolerance_cadres_own: "tolerance.reason.notOwnCadre",
  tolerance_cadres_cadre_id_fkey: "tolerance.reason.notInOffice",
  complaints_pkey: "complaints.reason.idTaken",
  complaints_daily_limit: "complaints.reason.tooManyToday",
  complaints_about_known: "complaints.reason.unknownSubject",
  complaints_answered_once: "complaints.reason.answeredAlready",
  complaints_answered_by_another: "complaints.reason.ownComplaint",
  unit_meetings_once: "liaison.reason.meetingThere",
  unit_projects_once: "liaison.reason.projectThere",
  conduct_items_one_wording: "conduct.reason.changedMeanwhile",
  conduct_items_from_tomorrow: "conduct.reason.fromTomorrow",
  conduct_items_ends_today: "conduct.reason.endsToday",
  concerns_pkey: "concerns.reason.idTaken",
  concerns_supported: "concerns.reason.notSupported",
  concerns_decided_by_another: "concerns.reason.ownWork",
  concerns_transition: "concerns.reason.wrongState",
  concerns_expiry_in_reach: "concerns.reason.expiryOutOfReach",
  concerns_renewed_later: "concerns.reason.renewLater",
  concerns_in_office: "concerns.reason.notInOffice",
  concerns_conduct_negative: "concerns.reason.unknownItem",
  concerns_conduct_item_id_fkey: "concerns.reason.unknownItem",
  concerns_cadre_id_fkey: "concerns.reason.notInOffice",
  concern_sources_remark: "concerns.reason.notRemark",
  concern_sources_once: "concerns.reason.sourceThere",
  correction_requests_pkey: "corrections.reason.idTaken",
  correction_requests_transition: "corrections.reason.wrongState",
  correction_requests_by_another: "corrections.reason.ownWork",
  correction_requests_open_limit: "corrections.reason.tooMany",
  coordination_meetings_pkey: "meetings.reason.idTaken",
  coordination_meetings_final: "meetings.reason.final",
  coordination_meetings_in_place: "meetings.reason.notForNow",
  coordination_meetings_transition: "meetings.reason.wrongState",
  coordination_meetings_case_open: "meetings.reason.caseClosed",
  coordination_meetings_not_yet: "meetings.reason.notYet",
  coordination_meetings_minutes_whole: "meetings.reason.notReady",
  coordination_meetings_two_parties: "meetings.reason.twoParties",
  meeting_parts_in_state: "meetings.reason.wrongState",
  meeting_parties_of_case: "meetings.reason.unknownUnit",
  meeting_decisions_owner_is_party: "meetings.reason.unknownUnit",
  meeting_witnesses_observes: "meetings.reason.notWitness",
  meeting_witnesses_once: "meetings.reason.witnessThere",
  meeting_witness_notes_own_record: "meetings.reason.notOwnRecord",
  meeting_signatures_in_state: "meetings.reason.wrongState",
  meeting_signatures_version: "meetings.reason.changedMeanwhile",
  meeting_signatures_by_contact: "meetings.reason.notParty",
  meeting_signatures_once: "meetings.reason.signedAlready",
  meeting_addenda_after_signing: "meetings.reason.wrongState",
  cadre_identities_once: "roster.reason.identityTaken",
  cadre_identities_number_valid: "roster.reason.identityInvalid",
  import_batches_pkey: "roster.reason.idTaken",
  import_batches_transition: "roster.reason.wrongState",
  import_undo_in_time: "roster.reason.undoTooLate",
  import_undo_free: "roster.reason.undoBlocked",
  post_holdings_one_primary: "roster.reason.postsOverlap",
  user_roles_pkey: "accounts.reason.roleHeld",
  user_roles_keep_apart: "accounts.reason.rolesKeepApart",
  users_account_key: "accounts.reason.accountTaken",
};

/** PostgreSQL quotes the name, Prisma puts its own sentence for a foreign key and ticks around it. */
const NAMED = /constraint:? ["`]([a-z_]+)["`]/;

/** Reads the constraint's name from an error of pg or of Prisma's adapter, wherever it stands. */
function constraintOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const direct: unknown = Reflect.get(error, "constraint");
  if (typeof direct === "string") return direct;
  const nested = JSON.stringify([error.message, Reflect.get(error, "meta"), error.cause])
    .replaceAll('\\"', '"')
    .replaceAll("\\", "");
  return NAMED.exec(nested)?.[1];
}

export function reasonOf(error: unknown): string | undefined {
  const name = constraintOf(error);
  return name ? REASONS[name] : undefined;
}

const POLICY = /(new row violates row-level security policy|permission denied) for [a-z]+ [\\"]*[a-z_]+/;

/** PostgreSQL's own sentence: it names a table, never a value. */
export const policyMessage = (error: unknown): string | undefined =>
  error instanceof Error
    ? POLICY.exec(
        `${error.message} ${JSON.stringify(Reflect.get(error, "meta") ?? null)} ${String(error.cause)}`,
      )?.[0]
    : undefined;

/** A row refused by a policy's check: the person lost the right between page and click. */
export const isPolicyRefusal = (error: unknown): boolean => policyMessage(error) !== undefined;
