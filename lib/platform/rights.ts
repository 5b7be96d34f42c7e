/**
 * Which role may do what at all: the one table. Which rows a person sees is decided by the policies in
 * PostgreSQL; a property test compares the two.
 */
export const ROLES = [
  "OBSERVER",
  "REVIEWER",
  "LEADER",
  "ADMIN",
  "SYSADMIN",
  "SECADMIN",
  "AUDITOR",
  "LIAISON",
  "CADRE",
] as const;
export type Role = (typeof ROLES)[number];

/** Three different people without business roles (product.md, roles). */
export const ADMINISTRATOR_ROLES: readonly Role[] = ["SYSADMIN", "SECADMIN", "AUDITOR"];

export const RIGHTS = {
  "home.open": ["OBSERVER", "REVIEWER", "LEADER", "ADMIN", "LIAISON", "CADRE"],
  "units.read": ["OBSERVER", "REVIEWER", "LEADER", "ADMIN", "LIAISON"],
  /** 单位名录: names, closings, mergers */
  "units.edit": ["ADMIN"],
  "cadres.list": ["OBSERVER", "REVIEWER", "LEADER", "ADMIN"],
  "cadres.open": ["OBSERVER", "REVIEWER", "LEADER", "ADMIN", "CADRE"],
  /** the file as a paper that leaves the house */
  "cadres.export": ["REVIEWER", "LEADER"],
  /** 比选: files side by side; a copy leaves the house as a file does */
  "comparison.open": ["REVIEWER", "LEADER"],
  "comparison.export": ["REVIEWER", "LEADER"],
  /** 实绩突出 and 一线后备: for discussion; their rule is the leaders' (policy rules_set) */
  "lists.open": ["REVIEWER", "LEADER"],
  "lists.export": ["REVIEWER", "LEADER"],
  "lists.rule": ["LEADER"],
  /** 身份证号: of whoever keeps the roster (policy roster_keep) */
  "cadres.identity": ["ADMIN"],
  /** 干部名册 and 任免审批表 as files that leave the house */
  "roster.export": ["REVIEWER", "LEADER", "ADMIN"],
  /** who opened a file: leaders answer for how the files are used (policy read_logs_read) */
  "cadres.readings": ["LEADER"],
  "observations.read": ["OBSERVER", "REVIEWER", "LEADER"],
  "observations.log": ["OBSERVER"],
  "observations.review": ["REVIEWER"],
  /** files of one's own records and requests; read by whoever reads what they belong to (policies) */
  "attachments.send": ["OBSERVER", "CADRE"],
  "attachments.read": ["OBSERVER", "REVIEWER", "LEADER", "CADRE"],
  /** 跟进: one's own, and by right what others have to do */
  "followUps.read": ["OBSERVER", "REVIEWER", "LEADER"],
  "followUps.add": ["OBSERVER", "REVIEWER"],
  /** of an observer of the unit, where nothing was recorded yet (policy follow_ups_make_of_units) */
  "followUps.ask": ["REVIEWER", "LEADER"],
  /** by its owner, a liaison too, or who asked (policy follow_ups_close) */
  "followUps.close": ["OBSERVER", "REVIEWER", "LEADER", "LIAISON"],
  "followUps.oversee": ["REVIEWER", "LEADER"],
  /** that an entry waits; its text is for fewer (policies) */
  "handovers.read": ["OBSERVER", "REVIEWER", "LEADER", "ADMIN"],
  "handovers.settle": ["OBSERVER", "REVIEWER"],
  "achievements.read": ["OBSERVER", "REVIEWER", "LEADER"],
  "achievements.draft": ["OBSERVER", "REVIEWER"],
  "achievements.decide": ["REVIEWER"],
  /** 需关注: of a leader what stands in files today (policies) */
  "concerns.read": ["REVIEWER", "LEADER"],
  "concerns.open": ["REVIEWER"],
  "concerns.decide": ["REVIEWER", "LEADER"],
  /** 更正申请: a cadre's own; answered by a reviewer who had no part in the result (trigger) */
  "corrections.read": ["REVIEWER", "LEADER", "CADRE"],
  "corrections.ask": ["CADRE"],
  "corrections.answer": ["REVIEWER"],
  /** of an observer: tasks of their units, and those they are named for (policies) */
  "centralTasks.read": ["OBSERVER", "REVIEWER", "LEADER", "ADMIN"],
  "centralTasks.manage": ["REVIEWER", "ADMIN"],
  /** 事项: of a liaison those that the own unit takes part in; no record and no cadre among them (policies) */
  "cases.read": ["OBSERVER", "REVIEWER", "LEADER", "LIAISON"],
  "cases.open": ["OBSERVER", "REVIEWER", "LIAISON"],
  /** its steps, each by its own (rules, trigger) */
  "cases.carry": ["OBSERVER", "REVIEWER", "LEADER", "LIAISON"],
  "cases.ask": ["OBSERVER", "REVIEWER", "LEADER"],
  /** records and cadres that belong to it */
  "cases.name": ["OBSERVER", "REVIEWER"],
  /** 容错: of a liaison the own unit's, without what was weighed; of an observer those of their units or that they witness */
  "tolerance.read": ["OBSERVER", "REVIEWER", "LEADER", "LIAISON"],
  "tolerance.apply": ["REVIEWER", "LIAISON"],
  /** its steps, each by its own (rules, trigger) */
  "tolerance.carry": ["REVIEWER", "LEADER", "LIAISON"],
  "tolerance.verify": ["REVIEWER"],
  /** stop conditions and approvals */
  "tolerance.watch": ["OBSERVER", "REVIEWER", "LIAISON"],
  /** 任用研判: prepared by the reviewers, decided by the leaders, read by nobody else (policies) */
  "reviews.read": ["REVIEWER", "LEADER"],
  "reviews.prepare": ["REVIEWER"],
  "reviews.decide": ["LEADER"],
  "reviews.export": ["REVIEWER", "LEADER"],
  "assignments.read": ["REVIEWER", "LEADER", "ADMIN"],
  "assignments.assign": ["ADMIN"],
  /** 分工方案: it says why somebody cannot have a unit, so it is read by those who read recusals */
  "plans.read": ["LEADER", "ADMIN"],
  "plans.manage": ["ADMIN"],
  /** by somebody who arranged none of it (rules, trigger) */
  "plans.approve": ["LEADER", "ADMIN"],
  "plans.return": ["LEADER", "ADMIN"],
  /** whether a second person approves at all */
  "plans.rule": ["LEADER"],
  "recusals.read": ["LEADER", "ADMIN"],
  "recusals.override": ["LEADER"],
  /** 年度回避申报: one's own; looked at by a leader other than its observer (policies) */
  "recusals.declare": ["OBSERVER"],
  "recusals.review": ["LEADER"],
  "recusals.remind": ["ADMIN"],
  "recusals.settle": ["LEADER", "ADMIN"],
  /** 交接单: of an observer those they are part of; what was promised is not for administrators (policies) */
  "transfers.read": ["OBSERVER", "REVIEWER", "LEADER", "ADMIN"],
  "transfers.sign": ["OBSERVER"],
  /** 工作日历 and 时限 */
  /** 双十条: the two lists; records and counts behind them are for fewer */
  "conduct.read": ["OBSERVER", "REVIEWER", "LEADER", "ADMIN"],
  "conduct.edit": ["REVIEWER", "ADMIN"],
  /** 德能勤绩廉: what the five are called, from a day on */
  "dimensions.read": ["OBSERVER", "REVIEWER", "LEADER", "ADMIN"],
  "dimensions.edit": ["ADMIN"],
  /** 观察方法: what is asked, from a day on */
  "methods.read": ["OBSERVER", "REVIEWER", "LEADER", "ADMIN"],
  "methods.edit": ["ADMIN"],
  /** 考核等次: the department's, and a cadre's own (policy appraisals_read) */
  "appraisals.read": ["REVIEWER", "LEADER", "CADRE"],
  "appraisals.record": ["REVIEWER"],
  "calendar.read": ["OBSERVER", "REVIEWER", "LEADER", "ADMIN"],
  "calendar.edit": ["ADMIN"],
  /** 意见箱: of everybody in business; the three administrators have no part in it */
  "complaints.send": ["OBSERVER", "REVIEWER", "LEADER", "ADMIN", "LIAISON", "CADRE"],
  "complaints.handle": ["REVIEWER", "LEADER"],
  /** 协调会: who sees a meeting sees its case (policies); contacts of its units sign */
  "meetings.read": ["OBSERVER", "REVIEWER", "LEADER", "LIAISON"],
  "meetings.request": ["LIAISON"],
  "meetings.convene": ["OBSERVER", "REVIEWER", "LEADER"],
  "meetings.sign": ["LIAISON"],
  /** 会议安排 and 重点项目 of the own unit */
  "plan.enter": ["LIAISON"],
  /** 提醒: of what concerns oneself; the administrators have no business to be told of */
  "notices.read": ["OBSERVER", "REVIEWER", "LEADER", "ADMIN", "LIAISON", "CADRE"],
  /** 口径校准: for the department alone */
  "calibration.read": ["REVIEWER", "LEADER"],
  /** 班子分析 */
  "teams.read": ["REVIEWER", "LEADER"],
  /** rows and groups by their own rights */
  "search.use": ["OBSERVER", "REVIEWER", "LEADER", "ADMIN", "LIAISON"],
  "coverage.read": ["OBSERVER", "REVIEWER", "LEADER"],
  /** 报告: of a leader what is finalised (policies); signed by one who neither made nor finalised it */
  "reports.read": ["REVIEWER", "LEADER"],
  "reports.write": ["REVIEWER"],
  "reports.sign": ["LEADER"],
  /** 看板: each role's own; an administrator's has nothing of any record */
  "boards.read": ["OBSERVER", "REVIEWER", "LEADER", "ADMIN"],
  /** 任用去向: who was promoted, and from where */
  "promotions.read": ["REVIEWER", "LEADER"],
  /** rosters in, and the identity numbers that they hold (policies roster_keep) */
  "roster.import": ["ADMIN"],
  /** 更正任职 and 修改基本信息: one cadre, by hand */
  "roster.correct": ["ADMIN"],
  "accounts.manage": ["SYSADMIN"],
  "roles.grant": ["SECADMIN"],
  /** what a person can see: roles, pages, units in words; no business content */
  "accounts.sight": ["SYSADMIN", "SECADMIN"],
  /** 动态口令 of somebody who lost the telephone */
  "secondStep.reset": ["SECADMIN"],
  /** 三员兼任: asked by one, decided by another (policy, check) */
  "exceptions.read": ["SECADMIN", "AUDITOR", "LEADER"],
  "exceptions.ask": ["SECADMIN"],
  "exceptions.decide": ["SECADMIN", "LEADER"],
  "audit.read": ["AUDITOR"],
  /** 列与视图: of whoever has a big list, each by the right to that list (lib/tables/rules) */
  "tables.settle": ["OBSERVER", "REVIEWER", "LEADER", "ADMIN", "SYSADMIN"],
  /** a list as a file that leaves the house */
  "tables.export": ["REVIEWER", "LEADER", "ADMIN"],
  /** own settings: language, password */
  "self.settle": [...ROLES],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof RIGHTS;

export function can(person: { roles: readonly Role[] }, right: Right): boolean {
  const allowed: readonly Role[] = RIGHTS[right];
  return person.roles.some((role) => allowed.includes(role));
}
