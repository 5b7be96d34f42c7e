/**
 * 任用研判 of the demo: one batch that is over, with its notice and two appointments of the roster, and one that runs with
 * three posts, each in another step: people listed, views being given (one with a question, one recusal), decided and noticed.
 */
import type { ClientBase } from "pg";
import type { ScopedDb } from "../../../lib/platform/db";
import { listPoolPeople } from "../../../lib/reviews/pool/queries";
import { judge } from "../../../lib/reviews/pool/rules";
import type { Requirements } from "../../../lib/reviews/schema";
import { snapshotOfCadre } from "../../../lib/reviews/snapshot/queries";
import { addDays, isWorkingDay, momentOf, nextWorkingDay } from "../support/days";
import { idOf } from "../support/random";
import { insertPromotions, type Promotion } from "./promotions";
import { userId } from "./users";
import type { World } from "./world";

const people = {
  reviewer: userId("reviewer"),
  second: userId("reviewer2"),
  third: userId("reviewer3"),
  fourth: userId("reviewer4"),
  leader: userId("leader"),
};

/** Two appointments that the batch which is over has made: late enough to be remembered, with room for their notice. */
function reviewedOf(world: World): Promotion[] {
  const workingDaysBefore = ({ decidedOn, startedOn }: Promotion) => {
    let days = 0;
    for (let day = addDays(decidedOn, 1); day < startedOn; day = addDays(day, 1))
      if (isWorkingDay(day)) days++;
    return days;
  };
  return world.promotions
    .filter(
      (one) =>
        one.holding.tier === "TEAM" &&
        one.startedOn >= addDays(world.today, -120) &&
        workingDaysBefore(one) >= 7,
    )
    .slice(0, 2);
}

export async function loadReviews(client: ClientBase, world: World): Promise<void> {
  const say = (text: string, values: unknown[] = []) => client.query(text, values);
  const { rows: named } = await client.query("select id, name from users where id = any ($1)", [
    Object.values(people),
  ]);
  const nameOf = (id: string): string => named.find((one) => one.id === id)?.name ?? "";
  const unitId = new Map(world.units.map(({ code, id }) => [code, id]));
  const db: ScopedDb = {
    rows: async (query) => (await client.query({ text: query.text, values: query.values })).rows,
  };
  const batch = (key: string, title: string, openedOn: string, meetingOn: string) =>
    say(
      `insert into review_batches (id, title, opened_by, opened_at, meeting_on) values ($1, $2, $3, $4, $5)`,
      [idOf(`review:${key}`), title, people.reviewer, momentOf(openedOn, 9 * 60), meetingOn],
    );
  const attend = async (key: string) => {
    const list = [
      [people.leader, "CHAIR"],
      [people.second, "MEMBER"],
      [people.reviewer, "MEMBER"],
      [people.third, "GUEST"],
    ] as const;
    for (const [at, [id, part]] of list.entries())
      await say(
        `insert into review_attendees (id, batch_id, name, user_id, part, added_by, added_at) values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          idOf(`attendee:${key}:${id}`),
          idOf(`review:${key}`),
          nameOf(id),
          id,
          part,
          people.reviewer,
          momentOf(addDays(world.today, -90), at),
        ],
      );
  };
  type Post = {
    key: string;
    batch: string;
    unit: string;
    title: string;
    level: string;
    tier: string;
    rule: Requirements;
    addedOn: string;
  };
  const position = (post: Post) =>
    say(
      `insert into review_positions (id, batch_id, unit_id, title, level, tier, requirements, added_by, added_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        idOf(`post:${post.key}`),
        idOf(`review:${post.batch}`),
        post.unit,
        post.title,
        post.level,
        post.tier,
        JSON.stringify(post.rule),
        people.reviewer,
        momentOf(post.addedOn, 10 * 60),
      ],
    );
  const name = (post: Post, cadreId: string, reason: string, at: number) =>
    say(
      `insert into review_candidates (id, position_id, cadre_id, reason, added_by, added_at) values ($1, $2, $3, $4, $5, $6)`,
      [
        idOf(`candidate:${post.key}:${cadreId}`),
        idOf(`post:${post.key}`),
        cadreId,
        reason,
        people.reviewer,
        momentOf(addDays(post.addedOn, 2), 9 * 60 + at),
      ],
    );
  const shortList = (post: Post, cadreId: string, reason: string) =>
    say(
      `update review_candidates set stage = 'SHORT', reason = $2, row_version = row_version + 1 where id = $1`,
      [idOf(`candidate:${post.key}:${cadreId}`), reason],
    );
  const prepare = (post: Post) =>
    say(`update review_positions set state = 'PREPARING', row_version = row_version + 1 where id = $1`, [
      idOf(`post:${post.key}`),
    ]);
  const opinion = (post: Post, cadreId: string, user: string, mark: string, reason: string, on: string) =>
    say(
      `insert into review_opinions (id, candidate_id, user_id, mark, reason, given_at) values ($1, $2, $3, $4, $5, $6)`,
      [
        idOf(`opinion:${post.key}:${cadreId}:${user}`),
        idOf(`candidate:${post.key}:${cadreId}`),
        user,
        mark,
        reason,
        momentOf(on, 15 * 60),
      ],
    );
  /** With the evidence as its file stood on that day, as the leader saw it. */
  const decide = async (post: Post, cadreId: string, decision: string, reason: string, on: string) => {
    await say(
      "select set_config('app.viewer_id', $1, true), set_config('app.viewer_roles', 'LEADER', true), set_config('app.viewer_clearance', '3', true)",
      [people.leader],
    );
    const evidence = await snapshotOfCadre(
      db,
      { id: people.leader, roles: ["LEADER"], cadreId: null },
      cadreId,
      on,
    );
    await say(
      "select set_config('app.viewer_id', '', true), set_config('app.viewer_roles', '', true), set_config('app.viewer_clearance', '', true)",
    );
    const id = idOf(`decision:${post.key}:${cadreId}`);
    await say(
      `insert into review_decisions (id, candidate_id, decision, reason, decided_on, decided_by, recorded_at, attendees, recusals)
       values ($1, $2, $3, $4, $5, $6, $7, '[]', '[]')`,
      [
        id,
        idOf(`candidate:${post.key}:${cadreId}`),
        decision,
        reason,
        on,
        people.leader,
        momentOf(on, 16 * 60),
      ],
    );
    await say(
      `insert into review_snapshots (decision_id, confidentiality, as_of, evidence, digest, taken_at) values ($1, $2, $3, $4, $5, $6)`,
      [
        id,
        evidence.confidentiality,
        on,
        JSON.stringify(evidence.snapshot),
        evidence.digest,
        momentOf(on, 16 * 60),
      ],
    );
  };
  const notice = async (key: string, number: string, from: string, candidateIds: string[]) => {
    await say(
      `insert into public_notices (id, batch_id, number, starts_on, ends_on, contact, added_by, added_at)
       values ($1, $2, $3, $4::date, add_working_days($4::date, 5), '12380 举报电话、市委组织部干部监督科', $5, $6)`,
      [idOf(`notice:${key}`), idOf(`review:${key}`), number, from, people.reviewer, momentOf(from, 9 * 60)],
    );
    for (const id of candidateIds)
      await say("insert into public_notice_entries (notice_id, candidate_id) values ($1, $2)", [
        idOf(`notice:${key}`),
        id,
      ]);
  };
  const pick = async (post: Post, count: number, taken: Set<string>): Promise<string[]> => {
    const everybody = await listPoolPeople(db, post.rule.countedOn);
    const stays = new Set(world.promotions.map(({ cadre }) => cadre.id));
    const fits = everybody.filter((one) => {
      const held = one.posts.find(({ endsOn, isPrimary }) => endsOn === null && isPrimary);
      return (
        held &&
        !SPARED.has(held.unitId) &&
        !stays.has(one.id) &&
        !taken.has(one.id) &&
        judge(one, post.rule, { unitId: post.unit, title: post.title }).kind === "fit"
      );
    });
    // spread over the roster
    const step = Math.max(1, Math.floor(fits.length / count));
    const chosen = Array.from(
      { length: Math.min(count, fits.length) },
      (_, at) => fits[at * step]?.id ?? "",
    ).filter(Boolean);
    for (const id of chosen) taken.add(id);
    return chosen;
  };
  const SPARED = new Set(["ZJ14", "ZF11", "ZF12"].map((code) => unitId.get(code) ?? ""));
  const taken = new Set<string>();
  const asks = (
    countedOn: string,
    levels: Requirements["levels"],
    over: Partial<Requirements> = {},
  ): Requirements => ({
    countedOn,
    levels,
    maxAge: 48,
    education: "BACHELOR",
    workYears: 5,
    levelYears: 2,
    experience: [],
    ...over,
  });

  const reviewed = reviewedOf(world);
  // earlier promotions, as facts of the roster
  await insertPromotions(
    client,
    world.promotions.filter((one) => !reviewed.includes(one)),
    (code) => unitId.get(code) ?? null,
    world.today,
  );

  // ---- the batch that is over
  const first = reviewed.map(({ decidedOn }) => decidedOn).sort()[0];
  const last = reviewed
    .map(({ decidedOn }) => decidedOn)
    .sort()
    .at(-1);
  if (first && last) {
    await batch("past", "三季度职位补充研判", addDays(first, -20), last);
    await attend("past");
    for (const [at, one] of reviewed.entries()) {
      const post: Post = {
        key: `past:${at}`,
        batch: "past",
        unit: unitId.get(one.holding.unitCode) ?? "",
        title: one.holding.title,
        level: one.holding.level,
        tier: one.holding.tier,
        rule: asks(first, [one.from.level as Requirements["levels"][number]]),
        addedOn: addDays(first, -18),
      };
      await position(post);
      const [other] = await pick(post, 1, taken);
      await name(post, one.cadre.id, "长期在征迁和项目一线，实绩有两个以上来源印证。", 0);
      await shortList(post, one.cadre.id, "材料较足，建议上会。");
      if (other) {
        await name(post, other, "业务熟，分管工作平稳。", 5);
        await shortList(post, other, "符合条件，一并比选。");
      }
      await prepare(post);
      await opinion(
        post,
        one.cadre.id,
        people.second,
        "AGREE",
        "两件实绩都看过现场记录。",
        addDays(one.decidedOn, -2),
      );
      await decide(
        post,
        one.cadre.id,
        "APPOINT",
        "在一线时间长，群众和企业反映一致，实绩有印证。",
        one.decidedOn,
      );
      if (other) await decide(post, other, "NOT_NOW", "条件符合，一线经历还要再积累。", one.decidedOn);
    }
    for (const [at, one] of reviewed.entries()) {
      const id = idOf(`candidate:past:${at}:${one.cadre.id}`);
      const key = `past:${at}`;
      await say(
        `insert into public_notices (id, batch_id, number, starts_on, ends_on, contact, added_by, added_at)
         values ($1, $2, $3, $4::date, add_working_days($4::date, 5), '12380 举报电话、市委组织部干部监督科', $5, $6)`,
        [
          idOf(`notice:${key}`),
          idOf("review:past"),
          `任前公示〔${one.decidedOn.slice(0, 4)}〕${at + 11}号`,
          one.decidedOn,
          people.reviewer,
          momentOf(one.decidedOn, 17 * 60),
        ],
      );
      await say("insert into public_notice_entries (notice_id, candidate_id) values ($1, $2)", [
        idOf(`notice:${key}`),
        id,
      ]);
    }
    const [told] = reviewed;
    if (told)
      await say(
        `insert into public_objections (id, notice_id, candidate_id, received_on, text, registered_by, registered_at, finding, answer, answered_by, answered_at)
         values ($1, $2, $3, $4, '反映其分管的一个安置点交付比通知晚了两周。', $5, $6, 'NO_EFFECT', '经核，因管线迁改顺延，已提前公告并落实过渡费，不影响任用。', $7, $8)`,
        [
          idOf("objection:past"),
          idOf("notice:past:0"),
          idOf(`candidate:past:0:${told.cadre.id}`),
          addDays(told.decidedOn, 2),
          people.reviewer,
          momentOf(addDays(told.decidedOn, 2), 10 * 60),
          people.second,
          momentOf(addDays(told.decidedOn, 4), 10 * 60),
        ],
      );
    await insertPromotions(
      client,
      reviewed,
      (code) => unitId.get(code) ?? null,
      world.today,
      (one) => {
        const at = reviewed.indexOf(one);
        return {
          positionId: idOf(`post:past:${at}`),
          candidateId: idOf(`candidate:past:${at}:${one.cadre.id}`),
        };
      },
    );
    await say("update review_batches set state = 'CLOSED', row_version = row_version + 1 where id = $1", [
      idOf("review:past"),
    ]);
  }

  // ---- the batch that runs
  const opened = addDays(world.today, -16);
  await batch("now", "四季度重点岗位研判", opened, nextWorkingDay(addDays(world.today, 4)));
  await attend("now");
  const unit = (code: string) => unitId.get(code) ?? "";
  const posts: Record<"views" | "listing" | "decided", Post> = {
    decided: {
      key: "now:decided",
      batch: "now",
      unit: unit("ZF05"),
      title: "党组成员、副局长",
      level: "乡科级副职",
      tier: "TEAM",
      rule: asks(world.today, ["股所级正职"], { maxAge: 45 }),
      addedOn: addDays(opened, 1),
    },
    views: {
      key: "now:views",
      batch: "now",
      unit: unit("ZJ03"),
      title: "党委副书记、政法委员",
      level: "乡科级正职",
      tier: "TEAM",
      rule: asks(world.today, ["乡科级副职"], { levelYears: 3 }),
      addedOn: addDays(opened, 1),
    },
    listing: {
      key: "now:listing",
      batch: "now",
      unit: unit("PT01") || unit("ZF06"),
      title: "党工委委员、副主任",
      level: "乡科级副职",
      tier: "TEAM",
      rule: asks(world.today, ["股所级正职"], { experience: [{ kind: "BATTLEFIELD", months: 6 }] }),
      addedOn: addDays(opened, 3),
    },
  };
  for (const post of [posts.decided, posts.views, posts.listing]) await position(post);
  const { decided, views, listing } = posts;

  const [chosen, notNow] = await pick(decided, 2, taken);
  if (chosen && notNow) {
    for (const [at, id] of [chosen, notNow].entries()) {
      await name(
        decided,
        id,
        at === 0 ? "服务企业和项目审批有两件已印证的事。" : "条件符合，分管工作面广。",
        at,
      );
      await shortList(decided, id, "材料较足，建议上会。");
    }
    await prepare(decided);
    await opinion(decided, chosen, people.second, "AGREE", "", addDays(world.today, -6));
    const on = addDays(world.today, -5);
    await decide(decided, chosen, "APPOINT", "实绩有印证，单位和服务对象评价一致。", on);
    await decide(decided, notNow, "DEFER", "需再了解跨部门协调的情况。", on);
    await notice("now", `任前公示〔${world.today.slice(0, 4)}〕21号`, addDays(world.today, -3), [
      idOf(`candidate:${decided.key}:${chosen}`),
    ]);
  }

  const [asked, calm, closed, dropped] = await pick(views, 4, taken);
  if (asked && calm && closed && dropped) {
    const reasons = [
      "征迁专班连续两年，调解做得细。",
      "经济口熟，助企事项办得快。",
      "班子里年纪轻，驻村时间长。",
      "符合条件。",
    ];
    for (const [at, id] of [asked, calm, closed, dropped].entries())
      await name(views, id, reasons[at] ?? "", at);
    for (const id of [asked, calm, closed]) await shortList(views, id, "材料较足，建议上会。");
    await say(
      `update review_candidates set stage = 'DROPPED', reason = '一线记录少，这次不上会。', row_version = row_version + 1 where id = $1`,
      [idOf(`candidate:${views.key}:${dropped}`)],
    );
    await prepare(views);
    await opinion(
      views,
      asked,
      people.second,
      "QUESTION",
      "去年三季度的台账数字和现场不一致，会上要说清。",
      addDays(world.today, -2),
    );
    await opinion(views, asked, people.third, "AGREE", "走访的两个村反映都好。", addDays(world.today, -2));
    await opinion(views, calm, people.second, "AGREE", "", addDays(world.today, -1));
    await say(
      `insert into review_recusals (id, candidate_id, user_id, kind, reason, set_by, set_at) values ($1, $2, $3, 'COLLEAGUE', '三年前在同一科室共事。', $3, $4)`,
      [
        idOf("recusal:views"),
        idOf(`candidate:${views.key}:${closed}`),
        people.fourth,
        momentOf(addDays(world.today, -3), 11 * 60),
      ],
    );
  }
  for (const [at, id] of (await pick(listing, 4, taken)).entries()) {
    await name(listing, id, at % 2 === 0 ? "主战场时间长，熟悉项目流程。" : "现场协调多，部门评价好。", at);
    if (at === 0) await shortList(listing, id, "先列一名，其余继续看材料。");
  }
}
