/** 更正任职: put right with a reason, kept as it stood, and no old record says another post because of it (rule 4). */
import { describe, expect, it } from "vitest";
import { read } from "@/lib/platform/db";
import { can, ROLES } from "@/lib/platform/rights";
import { correctPost } from "@/lib/roster/posts/commands";
import { getCadrePosts } from "@/lib/roster/posts/queries";
import { factsBefore, seenOf } from "@/lib/roster/posts/rules";
import { createCadre, createObservation, createPerson, createUnit, daysAgo } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

async function scene() {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const observer = await createPerson("OBSERVER", { units: [unit] });
  const record = await createObservation(observer, unit, { cadres: [cadre], on: daysAgo(3) });
  const admin = await createPerson("ADMIN");
  const posts = () => read(admin, (db) => getCadrePosts(db, cadre.id));
  const [post] = (await posts()).posts;
  if (!post) throw new Error("no post");
  const wanted = (over: object = {}) => ({
    holdingId: post.id,
    seen: seenOf(post),
    title: post.title,
    level: post.level,
    tier: post.tier,
    startsOn: post.startsOn,
    endsOn: post.endsOn ?? "",
    reason: "任免文件写的是四级调研员",
    ...over,
  });
  const lineOf = async () =>
    (await owner().query("select post_title from observation_cadres where observation_id = $1", [record.id]))
      .rows;
  return { cadre, admin, post, posts, wanted, lineOf };
}

describe("correctPost", () => {
  it("changes the post, keeps what it said with who and why, and brings it back", async () => {
    const { admin, post, posts, wanted, lineOf } = await scene();
    const before = await lineOf();

    expect(await correctPost(admin, wanted({ title: "四级调研员" }))).toMatchObject({ ok: true });

    const corrected = await posts();
    expect(corrected.posts[0]).toMatchObject({ title: "四级调研员", startsOn: post.startsOn });
    expect(corrected.corrections).toMatchObject([
      {
        holdingId: post.id,
        actorName: admin.name,
        reason: "任免文件写的是四级调研员",
        before: { title: post.title },
        after: { title: "四级调研员" },
      },
    ]);
    // the record says the post of its day
    expect(await lineOf()).toEqual(before);

    const [now] = corrected.posts;
    if (!now) throw new Error("no post");
    const was = factsBefore(now, corrected.corrections[0]?.before ?? {});
    const back = wanted({ ...was, endsOn: was.endsOn ?? "", seen: seenOf(now), reason: "原登记无误" });
    expect(await correctPost(admin, back)).toMatchObject({ ok: true });
    expect((await posts()).posts[0]).toMatchObject({ title: post.title });
    expect((await posts()).corrections).toHaveLength(2);
  });

  it("refuses what was changed meanwhile, and days of another post", async () => {
    const { admin, wanted, cadre, post, posts } = await scene();
    expect(await correctPost(admin, wanted({ seen: "otherwise", title: "主任" }))).toMatchObject({
      kind: "stale",
    });
    await owner().query(
      `insert into post_holdings (cadre_id, unit_id, title, level, tier, is_primary, starts_on, ends_on)
       select cadre_id, unit_id, '科员', level, tier, true, starts_on - 400, starts_on - 1 from post_holdings where id = $1`,
      [post.id],
    );
    const earlier = (await posts()).posts.at(-1);
    expect(earlier?.title).toBe("科员");
    const overlapping = { ...wanted(), startsOn: earlier?.startsOn ?? "" };
    expect(await correctPost(admin, overlapping), cadre.name).toMatchObject({
      kind: "refused",
      reason: "roster.reason.postsOverlap",
    });
  });

  it("is the administrator's, and never one's own", async () => {
    const { wanted, cadre } = await scene();
    for (const role of ROLES.filter((one) => !can({ roles: [one] }, "roster.correct")))
      expect(await correctPost(await createPerson(role), wanted({ title: "主任" })), role).toMatchObject({
        ok: false,
        kind: "denied",
      });
    const own = await createPerson(["ADMIN", "CADRE"], { cadreId: cadre.id });
    expect(await correctPost(own, wanted({ title: "主任" }))).toMatchObject({
      reason: "roster.reason.ownPost",
    });
  });
});

describe("post_corrections", () => {
  it("come of nothing but a change with a reason, and are read by the department alone", async () => {
    const { admin, post, cadre, wanted } = await scene();
    await correctPost(admin, wanted({ title: "四级调研员" }));
    await asAppRole(async (client) => {
      const refused = async (statement: string, how: RegExp) => {
        await client.query("begin");
        await client.query("select id from enter($1)", [admin.id]);
        await expect(client.query(statement, [post.id]), statement).rejects.toThrow(how);
        await client.query("rollback");
      };
      await refused("update post_holdings set title = '主任' where id = $1", /post_holdings_reason/);
      await refused(
        "update post_corrections set reason = '没有理由' where holding_id = $1",
        /permission denied/,
      );
      await refused(
        "insert into post_corrections (holding_id, actor_id, before, after, reason) values ($1, $1, '{}', '{}', 'why not')",
        /permission denied/,
      );
    });
    const reader = async (role: "OBSERVER" | "LIAISON" | "REVIEWER") => {
      const person = await createPerson(role);
      return read(person, (db) => getCadrePosts(db, cadre.id)).then(
        ({ corrections }) => corrections.length,
        () => 0,
      );
    };
    expect(await reader("REVIEWER")).toBe(1);
    expect(await reader("LIAISON")).toBe(0);
    expect(await reader("OBSERVER")).toBe(0);
  });
});
