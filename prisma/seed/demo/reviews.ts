/**
 * 任用研判 of the demo: one batch that is over, with its notice and two appointments of the roster, and one that runs with
 * three posts, each in another step: people listed by a corrected rule, views being given (one with a question, one recusal),
 * decided and noticed. Each step has the day of its story.
 */
import type { ClientBase } from "pg";
import { listPoolPeople } from "../../../lib/reviews/pool/queries";
import { judge } from "../../../lib/reviews/pool/rules";
import type { Requirements } from "../../../lib/reviews/schema";
import { addDays, isWorkingDay, momentOf, nextWorkingDay } from "../support/days";
import { idOf } from "../support/random";
import { candidateOf, type Post, people, reviewWriter } from "./load-reviews";
import { insertPromotions, type Promotion } from "./promotions";
import type { World } from "./world";

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

/** How many corroborated results a cadre has, of those who have any. */
async function corroboratedOf(client: ClientBase): Promise<Map<string, number>> {
  const { rows } = await client.query<{ id: string; n: number }>(
    `select l.cadre_id as id, count(*)::int as n from achievements a join achievement_cadres l on l.achievement_id = a.id
     where a.state = 'CORROBORATED' group by 1`,
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** Of whom the posts of the story must not take anybody. */
const SPARED = ["ZJ14", "ZF11", "ZF12"];
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

export async function loadReviews(client: ClientBase, world: World): Promise<void> {
  const writer = reviewWriter(client);
  const unitId = new Map(world.units.map(({ code, id }) => [code, id]));
  const unit = (code: string) => unitId.get(code) ?? "";
  const taken = new Set<string>();
  const spared = new Set(SPARED.map(unit));
  const stays = new Set(world.promotions.map(({ cadre }) => cadre.id));
  const results = await corroboratedOf(client);
  /** People whom the rule takes in, nobody twice: those with most corroborated results, then some without, spread over the roster. */
  const pick = async (post: Post, { proven = 0, others = 0 }): Promise<string[]> => {
    const fits = (await listPoolPeople(writer.db, [post.rule])).filter((one) => {
      const held = one.posts.find(({ endsOn, isPrimary }) => endsOn === null && isPrimary);
      return (
        held &&
        !spared.has(held.unitId) &&
        !stays.has(one.id) &&
        !taken.has(one.id) &&
        judge(one, post.rule, { unitId: post.unit, title: post.title }).kind === "fit"
      );
    });
    const resultsOf = (one: { id: string }) => results.get(one.id) ?? 0;
    const chosen = fits
      .filter(resultsOf)
      .sort((one, other) => resultsOf(other) - resultsOf(one))
      .slice(0, proven);
    const rest = fits.filter((one) => !resultsOf(one));
    const count = Math.min(others + proven - chosen.length, rest.length);
    const step = Math.max(1, Math.floor(rest.length / count));
    chosen.push(...rest.filter((_, at) => at % step === 0).slice(0, count));
    for (const { id } of chosen) taken.add(id);
    return chosen.map(({ id }) => id);
  };
  const promote = (list: Promotion[], of?: Parameters<typeof insertPromotions>[4]) =>
    insertPromotions(client, list, (code) => unitId.get(code) ?? null, world.today, of);

  const reviewed = reviewedOf(world);
  // earlier promotions, as facts of the roster
  await promote(world.promotions.filter((one) => !reviewed.includes(one)));

  async function tellPast(): Promise<void> {
    const days = reviewed.map(({ decidedOn }) => decidedOn).sort();
    const [first, last] = [days[0], days.at(-1)];
    if (!first || !last) return;
    await writer.batch("past", "三季度职位补充研判", addDays(first, -20), last);
    await writer.attend("past", addDays(first, -3));
    const posts = reviewed.map(
      (one, at): Post => ({
        key: `past:${at}`,
        batch: "past",
        unit: unit(one.holding.unitCode),
        title: one.holding.title,
        level: one.holding.level,
        tier: one.holding.tier,
        rule: asks(first, [one.from.level as Requirements["levels"][number]]),
        addedOn: addDays(first, -18),
      }),
    );
    for (const [at, one] of reviewed.entries()) {
      const post = posts[at];
      if (!post) continue;
      await writer.position(post);
      const [other] = await pick(post, { others: 1 });
      await writer.name(post, one.cadre.id, "长期在征迁和项目一线，实绩有两个以上来源印证。", 0);
      await writer.shortList(post, one.cadre.id, "材料较足，建议上会。");
      if (other) {
        await writer.name(post, other, "业务熟，分管工作平稳。", 5);
        await writer.shortList(post, other, "符合条件，一并比选。", 5);
      }
      await writer.prepare(post);
      const [view, reason] = ["两件实绩都看过现场记录。", "在一线时间长，群众和企业反映一致，实绩有印证。"];
      await writer.opinion(post, one.cadre.id, people.second, "AGREE", view, addDays(one.decidedOn, -2));
      await writer.decide(post, one.cadre.id, "APPOINT", reason, one.decidedOn);
      if (other) await writer.decide(post, other, "NOT_NOW", "条件符合，一线经历还要再积累。", one.decidedOn);
      await writer.notice(
        "past",
        post.key,
        `任前公示〔${one.decidedOn.slice(0, 4)}〕${at + 11}号`,
        one.decidedOn,
        [candidateOf(post, one.cadre.id)],
      );
    }
    const [told] = reviewed;
    const [firstPost] = posts;
    if (told && firstPost)
      await writer.say(
        `insert into public_objections (id, notice_id, candidate_id, received_on, text, registered_by, registered_at, finding, answer, answered_by, answered_at)
         values ($1, $2, $3, $4, '反映其分管的一个安置点交付比通知晚了两周。', $5, $6, 'NO_EFFECT', '经核，因管线迁改顺延，已提前公告并落实过渡费，不影响任用。', $7, $8)`,
        [
          idOf("objection:past"),
          idOf(`notice:${firstPost.key}`),
          candidateOf(firstPost, told.cadre.id),
          addDays(told.decidedOn, 2),
          people.reviewer,
          momentOf(addDays(told.decidedOn, 2), 10 * 60),
          people.second,
          momentOf(addDays(told.decidedOn, 4), 10 * 60),
        ],
      );
    await promote(reviewed, (one) => {
      const post = posts[reviewed.indexOf(one)];
      return {
        positionId: idOf(`post:${post?.key}`),
        candidateId: post ? candidateOf(post, one.cadre.id) : "",
      };
    });
    await writer.close("past");
  }

  const opened = addDays(world.today, -16);

  /** Decided and noticed, five days ago. */
  async function tellDecided(): Promise<void> {
    const post: Post = {
      key: "now:decided",
      batch: "now",
      unit: unit("ZF05"),
      title: "党组成员、副局长",
      level: "乡科级副职",
      tier: "TEAM",
      rule: asks(world.today, ["股所级正职"], { maxAge: 45 }),
      addedOn: addDays(opened, 1),
    };
    await writer.position(post);
    const [chosen, notNow] = await pick(post, { proven: 2 });
    if (!chosen || !notNow) return;
    for (const [at, id] of [chosen, notNow].entries()) {
      await writer.name(
        post,
        id,
        at === 0 ? "实绩有两个来源印证，单位和服务对象都提到。" : "实绩有印证，分管工作面广。",
        at,
      );
      await writer.shortList(post, id, "材料较足，建议上会。", at);
    }
    await writer.prepare(post);
    await writer.opinion(post, chosen, people.second, "AGREE", "", addDays(world.today, -6));
    const on = addDays(world.today, -5);
    await writer.decide(post, chosen, "APPOINT", "实绩有印证，单位和服务对象评价一致。", on);
    await writer.decide(post, notNow, "DEFER", "需再了解跨部门协调的情况。", on);
    await writer.notice(
      "now",
      "now",
      `任前公示〔${world.today.slice(0, 4)}〕21号`,
      addDays(world.today, -3),
      [candidateOf(post, chosen)],
    );
  }

  /** Views are being given: one with a question, one calm, one closed to a colleague, one that was dropped. */
  async function tellViews(): Promise<void> {
    const post: Post = {
      key: "now:views",
      batch: "now",
      unit: unit("ZJ03"),
      title: "党委副书记、政法委员",
      level: "乡科级正职",
      tier: "TEAM",
      rule: asks(world.today, ["乡科级副职"], { levelYears: 3 }),
      addedOn: addDays(opened, 1),
    };
    await writer.position(post);
    const [asked, calm, closed, dropped] = await pick(post, { proven: 3, others: 1 });
    if (!asked || !calm || !closed || !dropped) return;
    const reasons = [
      "实绩有印证，现场记录写得细。",
      "实绩有印证，部门之间协调得动。",
      "班子里年纪轻，实绩有印证。",
      "符合条件。",
    ];
    for (const [at, id] of [asked, calm, closed, dropped].entries())
      await writer.name(post, id, reasons[at] ?? "", at);
    for (const [at, id] of [asked, calm, closed].entries())
      await writer.shortList(post, id, "材料较足，建议上会。", at);
    await writer.drop(post, dropped, "一线记录少，这次不上会。");
    await writer.prepare(post);
    const question = "去年三季度的台账数字和现场不一致，会上要说清。";
    await writer.opinion(post, asked, people.second, "QUESTION", question, addDays(world.today, -2));
    await writer.opinion(
      post,
      asked,
      people.third,
      "AGREE",
      "走访的两个村反映都好。",
      addDays(world.today, -2),
    );
    await writer.opinion(post, calm, people.second, "AGREE", "", addDays(world.today, -1));
    await writer.recuse(post, closed, people.fourth, "三年前在同一科室共事。", addDays(world.today, -3));
  }

  /** People are being listed, by a rule that was corrected on the way. */
  async function tellListing(): Promise<void> {
    const rule = asks(world.today, ["股所级正职"], { experience: [{ kind: "BATTLEFIELD", months: 3 }] });
    const post: Post = {
      key: "now:listing",
      batch: "now",
      unit: unit("PT01") || unit("ZF06"),
      title: "党工委委员、副主任",
      level: "乡科级副职",
      tier: "TEAM",
      rule: { ...rule, levelYears: null },
      addedOn: addDays(opened, 3),
    };
    await writer.position(post);
    for (const [at, id] of (await pick({ ...post, rule }, { proven: 3, others: 1 })).entries()) {
      await writer.name(
        post,
        id,
        at % 2 === 0 ? "主战场时间长，熟悉项目流程。" : "现场协调多，部门评价好。",
        at,
      );
      if (at === 0) await writer.shortList(post, id, "先列一名，其余继续看材料。");
    }
    await writer.correct(post, rule, "漏写任现职级年限，与同级职位一致，补为满 2 年。", addDays(opened, 6));
  }

  await tellPast();
  await writer.batch("now", "四季度重点岗位研判", opened, nextWorkingDay(addDays(world.today, 4)));
  await writer.attend("now", addDays(world.today, -6));
  await tellDecided();
  await tellViews();
  await tellListing();
}
